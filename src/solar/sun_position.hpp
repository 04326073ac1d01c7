#pragma once

namespace suncrew::solar {

// Where the sun stands, to 0.0003 degrees from the year -2000 to 6000.
// Source: I. Reda & A. Andreas, Solar Position Algorithm for Solar Radiation Applications, NREL/TP-560-34302,
// revised January 2008, sections 3.1 to 3.15 and A.2.

/// Julian day of a moment of universal time, Gregorian calendar. `hours` since midnight may lie outside of 0
/// to 24.
double julian_day(int year, int month, int day, double hours);

/// By how many seconds terrestrial time is ahead of universal time in a year.
/// Source: F. Espenak & J. Meeus, Five Millennium Canon of Solar Eclipses, NASA/TP-2006-214141; 66.7 s
/// outside of 1961 to 2050.
double terrestrial_time_ahead_s(int year);

/// The sun as seen from the centre of the Earth.
struct GeocentricSun {
    double right_ascension_deg = 0;  ///< 0 to 360
    double declination_deg = 0;
    double distance_au = 1;
    double equation_of_equinoxes_deg = 0;  ///< apparent less mean sidereal time
};
GeocentricSun geocentric_sun(double julian_day, double terrestrial_time_ahead_s);

/// Apparent sidereal time at Greenwich, degrees, 0 to 360.
double sidereal_time_deg(double julian_day, const GeocentricSun& sun);

/// Who looks at the sun, through which air.
struct Observer {
    double latitude_deg = 0;
    double longitude_deg = 0;
    double elevation_m = 0;
    double pressure_hpa = 1013.25;
    double temperature_c = 15;
};

/// The sun as it is seen, refracted by the air.
struct SunPosition {
    double zenith_deg = 0;
    double azimuth_deg = 0;  ///< clockwise from north, 0 to 360
};
SunPosition sun_position(double julian_day, const GeocentricSun& sun, const Observer& observer);

}  // namespace suncrew::solar
