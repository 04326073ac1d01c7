#include "solar/rows.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace suncrew::solar {
namespace {

using std::numbers::pi;

/// What of the sky the rows in front leave to a row, on the mean over its slope: the visible part of a half
/// sphere cut by the plane and by the upper edge in front.
double sky_share(double tilt, double ground_coverage) {
    if (tilt == 0)
        return 1;
    constexpr int steps = 250;
    const double whole = pi + pi * std::cos(tilt);
    double seen = 0;
    for (int step = 0; step < steps; ++step) {
        const double below_edge = 1 - static_cast<double>(step) / steps;
        const double masked =
            std::atan(1 / std::tan(tilt) - 1 / (ground_coverage * std::sin(tilt) * below_edge)) - pi / 2;
        const double angle = tilt + masked;
        const double visible = pi + pi * std::abs(std::cos(angle));
        seen += (angle > pi / 2 ? 2 * pi - visible : visible) / whole / steps;
    }
    return std::min(1.0, seen);
}

}  // namespace

RowLayout rows_of(double dc_kw) {
    constexpr double module_kw = 0.3;
    constexpr double modules_high = 2;
    constexpr double length_over_width = 1.7;
    constexpr double modules_per_string = 7;
    const double modules = std::max(1.0, std::ceil(dc_kw / module_kw));
    const double rows = std::ceil(std::sqrt(modules / modules_high));
    const double across = std::max(1.0, std::ceil(modules / (rows * modules_high)));
    return {rows, across / (modules_high * length_over_width), across < 2 * modules_per_string};
}

Rows::Rows(const RowLayout& layout, double tilt_deg, double ground_coverage)
    : layout_{layout},
      distance_{1 / ground_coverage},
      sin_tilt_{std::sin(tilt_deg * pi / 180)},
      cos_tilt_{std::cos(tilt_deg * pi / 180)},
      sky_left_{sky_share(tilt_deg * pi / 180, ground_coverage)},
      ground_between_{ground_seen(distance_)} {
    const double open_ground = (1 - cos_tilt_) / 2;  // what a row sees with none in front
    if (open_ground > 0) {
        first_row_ = 1 / layout_.rows;
        rows_behind_ = (layout_.rows - 1) / layout_.rows / open_ground;
    }
}

double Rows::beam_left(double incidence_cos, double up, double ahead, double right) const {
    if (ahead <= 0 || incidence_cos <= 0 || sin_tilt_ == 0)
        return 1;
    const double shadow = incidence_cos / up;  // of a row on the ground, ahead of the sun
    const double shaded_height = std::clamp(1 - distance_ / shadow, 0.0, 1.0);
    const double past_end =
        layout_.ends_count ? std::clamp(distance_ * sin_tilt_ * right / up / shadow, 0.0, layout_.row_length)
                           : 0;
    return 1 - shaded_height * (1 - past_end / layout_.row_length);
}

}  // namespace suncrew::solar
