#pragma once

#include <chrono>

#include "permits/rules.hpp"

/// The bounds of support's work.
namespace suncrew::support {

/// A change that nobody decided in this time lapses.
inline constexpr std::chrono::hours change_valid{72};
/// Of one customer at a time.
inline constexpr int open_changes_max = 5;
/// Of one person of the staff in 24 hours: one for each case that they may open. Each is a letter to the
/// customer and to every security officer.
inline constexpr int changes_a_day_max = permits::cases_a_day_max;
/// Of one person of the staff at a time.
inline constexpr int open_cases_max = 5;

}  // namespace suncrew::support
