#pragma once

namespace suncrew::dispatch {

/// A place on the Earth in degrees (WGS 84): latitude -90 to 90 north, longitude -180 to 180 east.
struct Position {
    double latitude_deg = 0;
    double longitude_deg = 0;
    bool operator==(const Position&) const = default;
};

/// Mean radius R1 = (2a + b) / 3 of the GRS 80 / WGS 84 ellipsoid, in km.
/// Source: Moritz, Geodetic Reference System 1980, Journal of Geodesy 74 (2000), adopted by the IUGG.
inline constexpr double earth_radius_km = 6371.0088;

/// Kilometres by road for one kilometre as the crow flies. Our assumption, not a measurement: a flat average
/// over town and country, which knows no coast, mountain or border. To be replaced by a road network.
inline constexpr double road_factor = 1.3;

/// Great-circle distance in km on a sphere of the mean radius, by the haversine formula, which stays exact
/// for near points. Off the ellipsoid by up to 0.5 %. NaN when a coordinate is not finite. Source: Sinnott,
/// Virtues of the Haversine, Sky and Telescope 68 (1984), p. 159.
double great_circle_km(Position from, Position to);

/// Estimated distance by road, in km: the great circle times `road_factor`.
double road_km(Position from, Position to);

}  // namespace suncrew::dispatch
