#pragma once

#include <cstdint>
#include <string>

namespace suncrew::routing::testing {

/// A problem in VROOM's form with a bit of everything (several windows, skills, two dimensions, pickups,
/// deliveries, shipments, breaks, setups, priorities, limits of tasks and travel, speeds, open ends), some of
/// it not to be served, and for two seeds in four crews with several days, jobs that wait for others,
/// promises and evenness; from coordinates or, for odd seeds, from tables that know no triangle inequality.
/// The same seed gives the same.
std::string made_up_problem(std::uint64_t seed);

}  // namespace suncrew::routing::testing
