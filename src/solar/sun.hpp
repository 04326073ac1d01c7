#pragma once

#include <array>
#include <cstddef>

#include "solar/climate.hpp"

namespace suncrew::solar {

/// Total solar irradiance at the mean distance of the Earth, W/m2. Source: ASTM E490 revision of 2019,
/// rounded.
inline constexpr double solar_constant_w_m2 = 1361.1;

/// The sun of one day of the year, wherever one stands.
struct SunDay {
    double sin_declination = 0;
    double cos_declination = 1;
    double normal_w_m2 = 0;  ///< outside the atmosphere, on a plane that faces the sun
};

/// Declination within 0.04 degrees and distance factor within 0.0001 of a mean year.
/// Source: J. W. Spencer, Fourier series representation of the position of the sun, Search 2 (5), 1971, 172;
/// Duffie & Beckman, Solar Engineering of Thermal Processes, 4th ed., eq. 1.4.1b and 1.6.1b.
SunDay sun_of_day(int day_of_year);

inline constexpr std::size_t days_sampled = 3;
/// The sun of the days that stand for each month, one from each third of it. Three and not one, so that the
/// months in which the polar night begins and ends are right too.
const std::array<std::array<SunDay, days_sampled>, months_per_year>& sampled_days();

/// Where one stands, as the formulas use it.
struct Latitude {
    explicit Latitude(double degrees);
    double sin = 0;
    double cos = 1;
};

/// Hour angle of sunset, radians: 0 in the polar night, pi under the midnight sun.
/// Source: Duffie & Beckman, eq. 1.6.10.
double sunset_hour_angle(Latitude latitude, SunDay day);

/// Irradiation outside the atmosphere on a horizontal plane, kWh/m2 in a day. Source: Duffie & Beckman,
/// eq. 1.10.3.
double extraterrestrial_kwh_m2(Latitude latitude, SunDay day);

/// The same for the mean day of each month.
ByMonth extraterrestrial_by_month(Latitude latitude);

/// Unit vector towards the sun: east, north and up. Source: Duffie & Beckman, eq. 1.6.5 and 1.6.6, as a
/// vector.
struct SunVector {
    double east = 0;
    double north = 0;
    double up = 0;  ///< sine of the sun's altitude
};

/// Geometric position, without refraction, at an hour angle (0 at solar noon, afternoon positive).
inline SunVector sun_vector(Latitude latitude, SunDay day, double sin_hour_angle, double cos_hour_angle) {
    return {-day.cos_declination * sin_hour_angle,
            latitude.cos * day.sin_declination - latitude.sin * day.cos_declination * cos_hour_angle,
            latitude.sin * day.sin_declination + latitude.cos * day.cos_declination * cos_hour_angle};
}

}  // namespace suncrew::solar
