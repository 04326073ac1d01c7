#pragma once

#include <chrono>

/// The bounds of support's work.
namespace suncrew::support {

/// A change that nobody decided in this time lapses.
inline constexpr std::chrono::hours change_valid{72};
/// Of one customer at a time.
inline constexpr int open_changes_max = 5;
/// Of one person of the staff at a time.
inline constexpr int open_cases_max = 5;

}  // namespace suncrew::support
