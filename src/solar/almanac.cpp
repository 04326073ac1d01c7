#include "solar/almanac.hpp"

#include <algorithm>
#include <cmath>

#include "solar/angles.hpp"

namespace suncrew::solar {
namespace {

/// Parabola through the values of three days, eq. A.13; `part` of a day after the middle one.
double between(double before, double here, double after, double part) {
    const double a = here - before;
    const double b = after - here;
    return here + part * (a + b + (b - a) * part) / 2;
}

}  // namespace

const GeocentricSun& Almanac::midnight(double julian_day, int year) {
    auto& kept = kept_[static_cast<unsigned>(static_cast<long long>(julian_day)) % kept_.size()];
    if (!kept || kept->julian_day != julian_day || kept->year != year)
        kept = Midnight{julian_day, year, geocentric_sun(julian_day, terrestrial_time_ahead_s(year))};
    return kept->sun;
}

GeocentricSun Almanac::at(double julian_day, int year) {
    const double middle = std::round(julian_day - 0.5) + 0.5;
    const double part = julian_day - middle;
    const GeocentricSun before = midnight(middle - 1, year);
    const GeocentricSun here = midnight(middle, year);
    const GeocentricSun after = midnight(middle + 1, year);
    const auto ascension = [&here](const GeocentricSun& other) {
        return here.right_ascension_deg + half_circle(other.right_ascension_deg - here.right_ascension_deg);
    };
    return {full_circle(between(ascension(before), here.right_ascension_deg, ascension(after), part)),
            between(before.declination_deg, here.declination_deg, after.declination_deg, part),
            between(before.distance_au, here.distance_au, after.distance_au, part),
            between(before.equation_of_equinoxes_deg, here.equation_of_equinoxes_deg,
                    after.equation_of_equinoxes_deg, part)};
}

Daylight daylight(double julian_day, int year, const Observer& observer, Almanac& almanac) {
    constexpr double rate_deg_a_day = 360.985647;
    constexpr double horizon = -0.8333 * degree;
    constexpr int rounds = 3;  // the sun's own motion in a day is small: each round gains three digits
    const double latitude = observer.latitude_deg * degree;
    const auto hour_angle = [&](double moment) {
        const GeocentricSun sun = almanac.at(moment, year);
        return half_circle(sidereal_time_deg(moment, sun) + observer.longitude_deg - sun.right_ascension_deg);
    };

    Daylight found;
    found.transit = julian_day;
    for (int round = 0; round < rounds; ++round)
        found.transit -= hour_angle(found.transit) / rate_deg_a_day;

    // Where the sun's centre crosses the horizon; the cosine of that hour angle, or outside of -1 to 1.
    const auto crossing_cos = [&](double moment) {
        const double declination = almanac.at(moment, year).declination_deg * degree;
        return (std::sin(horizon) - std::sin(latitude) * std::sin(declination)) /
               (std::cos(latitude) * std::cos(declination));
    };
    const double at_noon = crossing_cos(found.transit);
    if (at_noon >= 1 || at_noon <= -1) {
        found.kind = at_noon >= 1 ? Daylight::Kind::sun_never_rises : Daylight::Kind::sun_never_sets;
        return found;
    }
    const auto crossing = [&](double side) {
        double moment = found.transit + side * std::acos(at_noon) / degree / rate_deg_a_day;
        for (int round = 0; round < rounds; ++round) {
            const double angle = std::acos(std::clamp(crossing_cos(moment), -1.0, 1.0)) / degree;
            moment += (side * angle - hour_angle(moment)) / rate_deg_a_day;
        }
        return moment;
    };
    found.sunrise = crossing(-1);
    found.sunset = crossing(1);
    return found;
}

}  // namespace suncrew::solar
