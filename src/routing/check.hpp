#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "routing/model.hpp"

namespace suncrew::routing {

/// At most so many violations are listed; one more says that there are others.
inline constexpr std::size_t violations_listed_max = 200;

/// Holds a solution in VROOM's form against the problem, and says in words what does not hold: which route
/// and step, and which rule. It goes by the times that the solution states (arrival and waiting), computes
/// loads, ways and sums from the problem alone, and shares nothing with the solver but the model. A step that
/// states no waiting begins with the next window. Times and sums may be off by one part in a million. Empty
/// where all holds.
///
/// Throws Refusal, with the member's path, where the text is no such solution.
std::vector<std::string> check(const Problem& problem, std::string_view solution);

}  // namespace suncrew::routing
