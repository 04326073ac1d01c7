#include "solar/mean_month.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace suncrew::solar {
namespace {

using std::numbers::pi;

constexpr double clearness_min = 0.05;

/// Days between the dullest and the clearest, with a density that grows or falls by exp(gamma * clearness).
struct Distribution {
    double width;  ///< from the dullest to the clearest
    double gamma;

    /// The clearness that `part` of the days stay below.
    double below(double part) const {
        if (std::abs(gamma) < 1e-6)
            return clearness_min + part * width;
        return clearness_min + std::log1p(part * std::expm1(gamma * width)) / gamma;
    }
    double mean() const {
        if (std::abs(gamma) < 1e-6)
            return clearness_min + width / 2;
        return clearness_min - width / std::expm1(-gamma * width) - 1 / gamma;
    }
};

}  // namespace

std::vector<double> days_by_clearness(double mean, std::size_t days) {
    const double most = std::min(clearness_max, 0.6313 + 0.267 * mean - 11.9 * std::pow(mean - 0.75, 8));
    constexpr double room = 0.02;  // closer to an end than this, the days of a month do not differ
    if (mean < clearness_min + room || mean > most - room)
        return std::vector<double>(days, mean);
    // The mean grows with gamma; bisection is bounded and cannot miss it.
    constexpr int halvings = 30;
    double low = -60;
    double high = 60;
    for (int i = 0; i < halvings; ++i) {
        const double gamma = (low + high) / 2;
        (Distribution{most - clearness_min, gamma}.mean() < mean ? low : high) = gamma;
    }
    const Distribution found{most - clearness_min, low};
    std::vector<double> clearness(days);
    for (std::size_t day = 0; day < days; ++day)
        clearness[day] = found.below((static_cast<double>(day) + 0.5) / static_cast<double>(days));
    return clearness;
}

double diffuse_share(double clearness) {
    const double k = clearness;
    if (k <= 0.22)
        return 1 - 0.09 * k;
    if (k > 0.80)
        return 0.165;
    return 0.9511 + k * (-0.1604 + k * (4.388 + k * (-16.638 + k * 12.336)));
}

double temperature_swing(double solar_hour) {
    const double t = 2 * pi * (solar_hour - 1) / 24;
    return 0.4632 * std::cos(t - 3.805) + 0.0984 * std::cos(2 * t - 0.360) +
           0.0168 * std::cos(3 * t - 0.822) + 0.0138 * std::cos(4 * t - 3.513);
}

double temperature_amplitude_c(double clearness) {
    return std::max(0.0, 25.8 * clearness - 5.21);
}

}  // namespace suncrew::solar
