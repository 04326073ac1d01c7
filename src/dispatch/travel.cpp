#include "dispatch/travel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace suncrew::dispatch {
namespace {

double radians(double degrees) {
    return degrees * (std::numbers::pi / 180.0);
}

double haversine(double angle_rad) {
    const double s = std::sin(angle_rad / 2);
    return s * s;
}

}  // namespace

double great_circle_km(Position from, Position to) {
    const double h = haversine(radians(to.latitude_deg - from.latitude_deg)) +
                     std::cos(radians(from.latitude_deg)) * std::cos(radians(to.latitude_deg)) *
                         haversine(radians(to.longitude_deg - from.longitude_deg));
    // Rounding can lift h a little above 1 between antipodes, where asin would answer NaN.
    return 2 * earth_radius_km * std::asin(std::sqrt(std::min(h, 1.0)));
}

double road_km(Position from, Position to) {
    return road_factor * great_circle_km(from, to);
}

}  // namespace suncrew::dispatch
