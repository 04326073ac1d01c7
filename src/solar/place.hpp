#pragma once

#include <optional>

namespace suncrew::solar {

/// A point on the ground. Latitude in degrees, north positive, -90 to 90; longitude in degrees, east
/// positive, -180 to 180; elevation in metres above sea level, -430 to 6000, where it is known.
struct Place {
    double latitude_deg = 0;
    double longitude_deg = 0;
    std::optional<double> elevation_m = std::nullopt;
};

/// Refuses a place that is not on the ground: `Refusal{Code::invalid, "out_of_range", "place.…"}`, also for
/// NaN.
void check(const Place& place);

/// Great-circle distance in km.
double great_circle_km(const Place& from, const Place& to);

}  // namespace suncrew::solar
