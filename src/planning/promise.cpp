#include "planning/promise.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace suncrew::planning {
namespace {

constexpr double prior_early_min = -15;
constexpr double prior_late_min = 30;
constexpr double prior_later_min = 15;
constexpr int prior_places_max = 4;

double quantile(const std::vector<double>& sorted, double share) {
    const double at = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(at));
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

Spread prior_spread(int place_in_day) {
    const int stops_before = std::clamp(place_in_day, 1, prior_places_max) - 1;
    return {prior_early_min, prior_late_min + prior_later_min * stops_before};
}

Spread spread_of(std::span<const double> late_minutes, int place_in_day) {
    if (late_minutes.size() < visits_enough)
        return prior_spread(place_in_day);
    std::vector<double> sorted{late_minutes.begin(), late_minutes.end()};
    std::sort(sorted.begin(), sorted.end());
    return {std::min(0.0, quantile(sorted, (1 - kept_share) / 2)),
            std::max(0.0, quantile(sorted, (1 + kept_share) / 2))};
}

}  // namespace suncrew::planning
