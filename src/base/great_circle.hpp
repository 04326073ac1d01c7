#pragma once

namespace suncrew {

/// Mean radius R1 = (2a + b) / 3 of the GRS 80 / WGS 84 ellipsoid, in km.
/// Source: Moritz, Geodetic Reference System 1980, Journal of Geodesy 74 (2000), adopted by the IUGG.
inline constexpr double earth_radius_km = 6371.0088;

/// Length of the shortest way over a sphere of the mean radius, in km, by the haversine formula, which stays
/// exact for near points. Latitudes and longitudes in degrees. Off the ellipsoid by up to 0.5 %. NaN when a
/// coordinate is not finite. Source: Sinnott, Virtues of the Haversine, Sky and Telescope 68 (1984), p. 159.
double great_circle_km(double from_latitude_deg, double from_longitude_deg, double to_latitude_deg,
                       double to_longitude_deg);

}  // namespace suncrew
