#pragma once

#include "routing/members.hpp"
#include "routing/model.hpp"

namespace suncrew::routing {

/// A vehicle's member `suncrew`: `crew`, a number that the vehicles of a crew have in common, and `day`, a
/// whole number.
void read_crew(const Value& own, Vehicle& vehicle);

/// The file's member `suncrew` (`evenness`, see `Problem`), and those of its jobs, when everything else of it
/// is read:
///
///     "after": {"job": ID, "days": [MIN, MAX], "same_crew": true, "whole": true}
///     "promised": {"vehicle": ID, "firm": true, "other_crew_cost": COST, "other_day_cost": COST}
///     "not_crews": [CREW, ...]
///     "cost_per_day": COST
///
/// See `After`, `Promise` and `Visit`; all but `job` and `vehicle` may be missing. Refused are ids that are
/// not there, two jobs that wait for one, and jobs that wait for each other.
void read_own(Problem& problem, const Value& input);

}  // namespace suncrew::routing
