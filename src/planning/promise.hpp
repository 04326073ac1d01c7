#pragma once

#include <cstddef>
#include <span>

/// What is promised of when a crew comes: pure functions of how late crews were.
namespace suncrew::planning {

/// The share of visits that begin within the window that was told.
inline constexpr double kept_share = 0.8;
/// Before so many visits of a kind and place in the day are done, `prior_spread` holds.
inline constexpr std::size_t visits_enough = 30;

/// Minutes about the planned beginning, the first not above 0 and the second not below.
struct Spread {
    double early_min = 0;
    double late_min = 0;
    bool operator==(const Spread&) const = default;
};

/// Our assumption until there is history, no measurement: crews come up to a quarter of an hour early, and
/// half an hour late at the first stop of a day, a quarter of an hour more at each one after it, up to the
/// fourth. `place_in_day` is 1 for the first stop.
Spread prior_spread(int place_in_day);

/// The middle `kept_share` of how late visits were, in minutes (below 0: early): from their quantile
/// (1 - kept_share) / 2 to their quantile (1 + kept_share) / 2, by linear interpolation between order
/// statistics (Hyndman & Fan, Sample Quantiles in Statistical Packages, The American Statistician 50 (1996),
/// definition 7). The prior where there are fewer than `visits_enough`.
Spread spread_of(std::span<const double> late_minutes, int place_in_day);

}  // namespace suncrew::planning
