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

/// A refusal: the customer waits for an answer in vain, and the next crew is seldom as good.
inline constexpr double refusal_km = 20;
/// A crew of which nothing is known accepts this often, and that counts as so many answers of its own: one
/// refusal says little of a crew.
inline constexpr double usual_acceptance = 0.7;
inline constexpr double usual_answers = 5;

/// What a crew made of its offers of late.
struct Answers {
    unsigned accepted = 0;
    unsigned refused = 0;  ///< declined, or left to expire
};

/// How likely a crew is to accept its next offer, above 0 and below 1: the mean of what is usual, which
/// counts as `usual_answers`, and of its answers.
double acceptance(const Answers& answers);

/// What is known of one order offered to one crew.
struct Prospect {
    double road_km = 0;            ///< from the crew's base to the order, one way
    unsigned held = 0;             ///< jobs and offers the crew has before this one
    int days_ahead = 0;            ///< from today to the proposed date
    int waited_days = 0;           ///< since the order began to look for a crew
    std::optional<double> rating;  ///< 1 to 5
    double acceptance = 1;         ///< how likely the crew is to accept, 0 to 1
};

/// The cost of an offer in km, not negative.
double cost_km(const Prospect& prospect);

/// The same in whole metres for a CostMatrix, at most CostMatrix::cost_max (16,777 km), which also stands for
/// a cost that is no number.
std::uint32_t cost_m(const Prospect& prospect);

}  // namespace suncrew::dispatch
