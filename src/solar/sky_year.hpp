#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "solar/perez.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {

/// One step of a year in which the sun is up.
struct SkyStep {
    std::size_t step_of_year = 0;
    std::size_t month = 0;  ///< 0 to 11
    double east = 0, north = 0,
           up = 0;  ///< unit vector towards the sun; `up` is below zero under the horizon
    SkyLight light;
    double albedo = 0;
    double beam_w_m2 = 0;     ///< on a plane that faces the sun
    double diffuse_w_m2 = 0;  ///< on the horizontal
    double air_mass_modifier = 1;
    double air_c = 0;
    double wind_m_s = 0;
};

/// All that a year's weather gives at a place, whatever stands there: of each step in which the sun is up,
/// where it is, what the sky sends, and what cools. Each figure is an array over those steps.
struct SkyYear {
    double step_h = 1;

    std::vector<std::uint32_t> step_of_year;
    std::vector<std::uint8_t> month;                      ///< 0 to 11
    std::vector<double> east, north, up;                  ///< as in SkyStep
    std::vector<double> beam, even, around_sun, horizon;  ///< SkyLight, W/m2
    std::vector<double> reflected;   ///< off the ground, W/m2: SkyLight's ground times the albedo
    std::vector<double> global;      ///< on the horizontal, W/m2
    std::vector<double> beam_share;  ///< of that, 0 to 1
    std::vector<double> shadow;  ///< length of an upright metre's shadow, m; 0 for a sun under the horizon
    std::vector<double> air_mass_modifier;
    std::vector<double> air_c;
    std::vector<double> wind_cooling;

    std::size_t size() const { return month.size(); }
    void reserve(std::size_t steps);
    void append(const SkyStep& step);
};

inline constexpr double usual_albedo = 0.2;

/// Finds the sun of each step: at the middle of an interval, or of the part of it with the sun up; at the
/// moment, for records of moments. Steps without sun are left out. The file's albedo is used where it is
/// above 0 and below 1, as PVWatts does, else 0.2.
SkyYear sky_of(const WeatherYear& weather);

/// The same with its steps counted in local solar time, to the nearest step: as the sky of a climate is.
SkyYear sky_by_sun(const WeatherYear& weather);

}  // namespace suncrew::solar
