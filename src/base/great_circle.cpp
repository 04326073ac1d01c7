#include "base/great_circle.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace suncrew {
namespace {

double radians(double degrees) {
    return degrees * (std::numbers::pi / 180.0);
}

double haversine(double angle_rad) {
    const double s = std::sin(angle_rad / 2);
    return s * s;
}

}  // namespace

double great_circle_km(double from_latitude_deg, double from_longitude_deg, double to_latitude_deg,
                       double to_longitude_deg) {
    const double h = haversine(radians(to_latitude_deg - from_latitude_deg)) +
                     std::cos(radians(from_latitude_deg)) * std::cos(radians(to_latitude_deg)) *
                         haversine(radians(to_longitude_deg - from_longitude_deg));
    // Rounding can lift h a little above 1 between antipodes, where asin would answer NaN.
    return 2 * earth_radius_km * std::asin(std::sqrt(std::min(h, 1.0)));
}

}  // namespace suncrew
