#pragma once

#include <string>
#include <vector>

#include "solar/sky_year.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {

/// Records without a depth of snow that a year may have: they count as bare.
inline constexpr std::size_t snowless_records_max = 500;

/// How much of a plane's power snow leaves it, 0 to 1, at each step of the sky, which is that weather's. Snow
/// that falls (1 cm an hour and more, where 1 cm lies) covers the plane; it slides while the air is warmer
/// than the plane's light over -80 W/m2 by degree, by 0.197 of the plane times the sine of its tilt in an
/// hour; where less than 1 cm lies it is gone. A string of modules that is covered in part gives nothing; two
/// lie above one another. From 1 January on, which begins bare. For planes of 10 to 45 degrees, which it was
/// measured on. Throws std::runtime_error where more than `snowless_records_max` records know no depth.
/// Source: B. Marion, R. Schaefer, H. Caine & G. Sanchez, Measured and modeled photovoltaic system energy
/// losses from snow for Colorado and Wisconsin locations, Solar Energy 97 (2013) 112; by the hour as SSC
/// does.
std::vector<double> left_by_snow(const WeatherYear& weather, const SkyYear& sky, double tilt_deg,
                                 double azimuth_deg);

}  // namespace suncrew::solar
