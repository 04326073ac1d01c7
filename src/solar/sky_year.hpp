#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "solar/weather.hpp"

namespace suncrew::solar {

/// All that a year's weather gives at a place, whatever stands there: of each step in which the sun is up,
/// where it is, what the sky sends, and what cools. Each figure is an array over those steps.
struct SkyYear {
    Place place;
    double step_h = 1;

    std::vector<std::uint32_t> record;  ///< which record of the weather year
    std::vector<std::uint8_t> month;    ///< 0 to 11
    std::vector<double> east, north,
        up;  ///< unit vector towards the sun; `up` is below zero under the horizon
    std::vector<double> beam, even, around_sun, horizon;  ///< SkyLight, W/m2
    std::vector<double> reflected;  ///< off the ground, W/m2: SkyLight's ground times the albedo
    std::vector<double> beam_horizontal, diffuse_horizontal;  ///< W/m2
    std::vector<double> air_mass_modifier;
    std::vector<double> air_c;
    std::vector<double> wind_cooling;

    std::size_t size() const { return record.size(); }
};

inline constexpr double usual_albedo = 0.2;

/// Finds the sun of each step: at the middle of an interval, or of the part of it with the sun up; at the
/// moment, for records of moments. Steps without sun are left out. The file's albedo is used where it is
/// above 0 and below 1, as PVWatts does, else 0.2.
SkyYear sky_of(const WeatherYear& weather);

}  // namespace suncrew::solar
