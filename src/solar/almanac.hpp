#pragma once

#include <array>
#include <optional>

#include "solar/sun_position.hpp"

namespace suncrew::solar {

/// The geocentric sun through the days, from values at midnight: within 0.00002 degrees of `geocentric_sun`,
/// at a cost that falls on each day once. Meant to be asked for one moment after another.
class Almanac {
public:
    GeocentricSun at(double julian_day, int year);

private:
    struct Midnight {
        double julian_day = 0;
        int year = 0;
        GeocentricSun sun;
    };
    const GeocentricSun& midnight(double julian_day, int year);

    std::array<std::optional<Midnight>, 4> kept_;
};

/// Sunrise and sunset around one transit of the sun, as Julian days.
struct Daylight {
    enum class Kind { day_and_night, sun_never_sets, sun_never_rises };
    Kind kind = Kind::day_and_night;
    double transit = 0;
    double sunrise = 0;  ///< with day_and_night alone
    double sunset = 0;   ///< with day_and_night alone
};
/// Of the transit nearest to the moment. The sun is up while its centre is less than 0.8333 degrees under the
/// horizon.
Daylight daylight(double julian_day, int year, const Observer& observer, Almanac& almanac);

}  // namespace suncrew::solar
