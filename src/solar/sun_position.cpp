#include "solar/sun_position.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "solar/angles.hpp"
#include "solar/spa_terms.hpp"

namespace suncrew::solar {
namespace {

constexpr double epoch_2000 = 2451545;
constexpr double earth_radius_m = 6378140;

template <std::size_t Count>
double sum(const std::array<spa::PeriodicTerm, Count>& terms, double millennia) {
    double all = 0;
    for (const spa::PeriodicTerm& term : terms)
        all += term.amplitude * std::cos(term.phase + term.rate * millennia);
    return all;
}

/// The series as coefficients of the powers of the time, eq. 9 to 11.
template <typename... Series>
double polynomial(double millennia, const Series&... series) {
    double power = 1;
    double all = 0;
    ((all += power * sum(series, millennia), power *= millennia), ...);
    return all / 1e8;
}

struct Nutation {
    double longitude_deg = 0;
    double obliquity_deg = 0;
};

/// Section 3.4.
Nutation nutation(double centuries) {
    const auto cubic = [centuries](double constant, double first, double second, double third) {
        return ((centuries / third + second) * centuries + first) * centuries + constant;
    };
    const std::array<double, 5> arguments{cubic(297.85036, 445267.111480, -0.0019142, 189474),
                                          cubic(357.52772, 35999.050340, -0.0001603, -300000),
                                          cubic(134.96298, 477198.867398, 0.0086972, 56250),
                                          cubic(93.27191, 483202.017538, -0.0036825, 327270),
                                          cubic(125.04452, -1934.136261, 0.0020708, 450000)};
    Nutation all;
    for (const spa::NutationTerm& term : spa::nutation_terms) {
        double angle = 0;
        for (std::size_t i = 0; i < arguments.size(); ++i)
            angle += arguments[i] * term.multiples[i];
        all.longitude_deg += (term.longitude + term.longitude_rate * centuries) * std::sin(angle * degree);
        all.obliquity_deg += (term.obliquity + term.obliquity_rate * centuries) * std::cos(angle * degree);
    }
    return {all.longitude_deg / 36e6, all.obliquity_deg / 36e6};
}

/// Eq. 24, degrees.
double mean_obliquity_deg(double millennia) {
    constexpr std::array coefficients{2.45,    5.79,   27.87,   7.12,  -39.05,
                                      -249.67, -51.38, 1999.25, -1.55, -4680.93};
    const double u = millennia / 10;
    double seconds = 0;
    for (const double coefficient : coefficients)
        seconds = (seconds + coefficient) * u;
    return (84381.448 + seconds) / 3600;
}

double mean_sidereal_deg(double julian_day) {
    const double days = julian_day - epoch_2000;
    const double centuries = days / 36525;
    return full_circle(280.46061837 + 360.98564736629 * days +
                       centuries * centuries * (0.000387933 - centuries / 38710000));
}

/// How much the air lifts the sun, eq. 42: only where a part of it stands above the horizon.
double refraction_deg(double elevation_deg, const Observer& observer) {
    constexpr double sun_radius = 0.26667;
    constexpr double at_horizon = 0.5667;
    if (elevation_deg < -(sun_radius + at_horizon))
        return 0;
    return observer.pressure_hpa / 1010 * (283 / (273 + observer.temperature_c)) * 1.02 /
           (60 * std::tan((elevation_deg + 10.3 / (elevation_deg + 5.11)) * degree));
}

}  // namespace

double julian_day(int year, int month, int day, double hours) {
    if (month < 3) {
        --year;
        month += 12;
    }
    const int century = year / 100;
    const double date = std::floor(365.25 * (year + 4716)) + std::floor(30.6001 * (month + 1)) + day - 1524.5;
    return date + (2 - century + century / 4) + hours / 24;
}

double terrestrial_time_ahead_s(int year) {
    if (year >= 1961 && year <= 1986) {
        const double t = year - 1975;
        return 45.45 + 1.067 * t - t * t / 260 - t * t * t / 718;
    }
    const double t = year - 2000;
    if (year > 1986 && year <= 2005)
        return 63.86 +
               t * (0.3345 + t * (-0.060374 + t * (0.0017275 + t * (0.000651814 + t * 0.00002373599))));
    if (year > 2005 && year <= 2050)
        return 62.92 + 0.32217 * t + 0.005589 * t * t;
    return 66.7;
}

GeocentricSun geocentric_sun(double julian_day, double terrestrial_time_ahead_s) {
    const double centuries = (julian_day + terrestrial_time_ahead_s / 86400 - epoch_2000) / 36525;
    const double millennia = centuries / 10;
    using namespace spa;
    const double longitude =
        polynomial(millennia, longitude_0, longitude_1, longitude_2, longitude_3, longitude_4, longitude_5);
    const double latitude = -polynomial(millennia, latitude_0, latitude_1);

    GeocentricSun sun;
    sun.distance_au = polynomial(millennia, radius_0, radius_1, radius_2, radius_3, radius_4);
    const Nutation turn = nutation(centuries);
    const double obliquity = (mean_obliquity_deg(millennia) + turn.obliquity_deg) * degree;
    const double aberration_deg = -20.4898 / 3600 / sun.distance_au;
    const double apparent = longitude + std::numbers::pi + (turn.longitude_deg + aberration_deg) * degree;
    sun.right_ascension_deg = full_circle(
        std::atan2(std::sin(apparent) * std::cos(obliquity) - std::tan(latitude) * std::sin(obliquity),
                   std::cos(apparent)) /
        degree);
    sun.declination_deg = std::asin(std::sin(latitude) * std::cos(obliquity) +
                                    std::cos(latitude) * std::sin(obliquity) * std::sin(apparent)) /
                          degree;
    sun.equation_of_equinoxes_deg = turn.longitude_deg * std::cos(obliquity);
    return sun;
}

double sidereal_time_deg(double julian_day, const GeocentricSun& sun) {
    return full_circle(mean_sidereal_deg(julian_day) + sun.equation_of_equinoxes_deg);
}

SunPosition sun_position(double julian_day, const GeocentricSun& sun, const Observer& observer) {
    const double hour_angle =
        (sidereal_time_deg(julian_day, sun) + observer.longitude_deg - sun.right_ascension_deg) * degree;
    const double declination = sun.declination_deg * degree;
    const double latitude = observer.latitude_deg * degree;
    const double parallax = 8.794 / 3600 / sun.distance_au * degree;

    const double u = std::atan(0.99664719 * std::tan(latitude));
    const double x = std::cos(u) + observer.elevation_m / earth_radius_m * std::cos(latitude);
    const double y = 0.99664719 * std::sin(u) + observer.elevation_m / earth_radius_m * std::sin(latitude);
    const double denominator = std::cos(declination) - x * std::sin(parallax) * std::cos(hour_angle);
    const double shift = std::atan2(-x * std::sin(parallax) * std::sin(hour_angle), denominator);
    const double seen_declination =
        std::atan2((std::sin(declination) - y * std::sin(parallax)) * std::cos(shift), denominator);
    const double seen_hour_angle = hour_angle - shift;

    const double elevation_deg =
        std::asin(std::sin(latitude) * std::sin(seen_declination) +
                  std::cos(latitude) * std::cos(seen_declination) * std::cos(seen_hour_angle)) /
        degree;
    const double from_south =
        std::atan2(std::sin(seen_hour_angle), std::cos(seen_hour_angle) * std::sin(latitude) -
                                                  std::tan(seen_declination) * std::cos(latitude));
    return {90 - std::min(90.0, elevation_deg + refraction_deg(elevation_deg, observer)),
            full_circle(from_south / degree + 180)};
}

}  // namespace suncrew::solar
