#pragma once

#include <cstddef>
#include <vector>

namespace suncrew::solar {

// What a month's clearness, its irradiation over that outside the atmosphere, tells of its days and hours.
// Sources: see synthesis.hpp.

/// No day is clearer than this.
inline constexpr double clearness_max = 0.85;

/// The clearness of each day of a month, from the dullest to the clearest: the middles of equal parts of the
/// distribution, whose mean is `mean`, 0 to 0.85; their own is within 0.003 of it. As even as that mean where
/// it is too close to an end to vary.
std::vector<double> days_by_clearness(double mean, std::size_t days);

/// Share of an hour's horizontal irradiation that comes from the sky and not from the sun's disc, by the
/// hour's clearness.
double diffuse_share(double clearness);

/// Mean course of the air temperature over a day, as a deviation from the day's mean in units of its
/// amplitude (highest less lowest), by solar hour, 0 to 24; and that amplitude, degrees, by the month's
/// clearness.
double temperature_swing(double solar_hour);
double temperature_amplitude_c(double clearness);

}  // namespace suncrew::solar
