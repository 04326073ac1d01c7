#pragma once

namespace suncrew::dispatch {

/// A place on the Earth in degrees (WGS 84): latitude -90 to 90 north, longitude -180 to 180 east.
struct Position {
    double latitude_deg = 0;
    double longitude_deg = 0;
    bool operator==(const Position&) const = default;
};

/// Kilometres by road for one kilometre as the crow flies. Our assumption, not a measurement: a flat average
/// over town and country, which knows no coast, mountain or border. To be replaced by a road network.
inline constexpr double road_factor = 1.3;

/// Great-circle distance in km.
double great_circle_km(Position from, Position to);

/// Estimated distance by road, in km: the great circle times `road_factor`.
double road_km(Position from, Position to);

}  // namespace suncrew::dispatch
