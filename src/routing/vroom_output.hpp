#pragma once

#include <string>

#include "routing/plan.hpp"

namespace suncrew::routing {

/// A plan as VROOM writes its solutions (its docs/API.md, release 1.14), with a `reason` for each of
/// `unassigned`. What is whole is written without a fraction; `distance` is in metres, or in the unit of
/// Solomon's files.
std::string vroom_solution(const Problem& problem, const Plan& plan);

}  // namespace suncrew::routing
