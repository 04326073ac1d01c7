#pragma once

#include <cstdint>
#include <optional>

namespace suncrew::dispatch {

// What an offer costs, in kilometres' worth of road, so that unlike things can be added. The weights are our
// assumptions, chosen so that the common sizes of all parts are alike; no measurement stands behind them.

/// Each job or offer the crew already has counts as this many km: work is spread before the way gets long.
inline constexpr double held_km = 15;
/// Each day the customer waits for the proposed date.
inline constexpr double day_ahead_km = 1;
/// Each day the order has looked for a crew, up to `waited_days_max`, makes serving it cheaper: where places
/// are short, the longest waiting get them.
inline constexpr double waited_day_km = 5;
inline constexpr int waited_days_max = 60;
/// Each point by which the crew's rating is below 5.
inline constexpr double rating_point_km = 4;
/// A crew that nobody has rated is taken for this good.
inline constexpr double unrated = 4;

/// What is known of one order offered to one crew.
struct Prospect {
    double road_km = 0;            ///< from the crew's base to the order, one way
    unsigned held = 0;             ///< jobs and offers the crew has before this one
    int days_ahead = 0;            ///< from today to the proposed date
    int waited_days = 0;           ///< since the order began to look for a crew
    std::optional<double> rating;  ///< 1 to 5
};

/// The cost of an offer in km, not negative.
double cost_km(const Prospect& prospect);

/// The same in whole metres for a CostMatrix, at most CostMatrix::cost_max (16,777 km), which also stands for
/// a cost that is no number.
std::uint32_t cost_m(const Prospect& prospect);

}  // namespace suncrew::dispatch
