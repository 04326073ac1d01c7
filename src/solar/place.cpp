#include "solar/place.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "solar/range.hpp"

namespace suncrew::solar {
namespace {

constexpr double earth_radius_km = 6371.0;

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

}  // namespace

void check(const Place& place) {
    require_in(place.latitude_deg, -90, 90, "place.latitude_deg");
    require_in(place.longitude_deg, -180, 180, "place.longitude_deg");
    if (place.elevation_m)
        require_in(*place.elevation_m, -430, 6000, "place.elevation_m");
}

double great_circle_km(const Place& from, const Place& to) {
    const double from_latitude = radians(from.latitude_deg);
    const double to_latitude = radians(to.latitude_deg);
    const double half_latitude = std::sin((to_latitude - from_latitude) / 2);
    const double half_longitude = std::sin(radians(to.longitude_deg - from.longitude_deg) / 2);
    const double haversine = half_latitude * half_latitude + std::cos(from_latitude) * std::cos(to_latitude) *
                                                                 half_longitude * half_longitude;
    return 2 * earth_radius_km * std::asin(std::sqrt(std::min(1.0, haversine)));
}

}  // namespace suncrew::solar
