#pragma once

#include <cstddef>
#include <vector>

#include "solar/climate.hpp"
#include "solar/sky_year.hpp"

namespace suncrew::solar {

/// Hourly skies made of a mean year by month, in local solar time, each hour seen at its middle. The days of
/// a month lie between overcast and clear in the proportions that belong to its clearness; a day has the
/// course of a clear one; its hours have the diffuse share of their clearness; the air is warmer in the
/// afternoon. The same input gives the same year, and each month's irradiation is that of the climate, but
/// for light that the sun cannot send: a claim of a polar night, or days clearer than 0.85 of what is outside
/// the atmosphere. Refuses a place and a climate that cannot be, as `check` does. Sources: days: P. Bendt, M.
/// Collares-Pereira & A. Rabl, The frequency distribution of daily insolation values, Solar Energy 27 (1),
/// 1981, 1, between 0.05 and the maximum of K. Hollands & R. Huget, Solar Energy 30 (3), 1983, 195 (Duffie &
/// Beckman, 4th ed., eq. 2.9.5 and 2.9.6); course: B. Haurwitz, J. Meteorology 2 (3), 1945, 154; diffuse
/// share: D. Erbs, S. Klein & J. Duffie, Solar Energy 28 (4), 1982, 293 (eq. 2.10.1 there); temperature: D.
/// Erbs, S. Klein & W. Beckman, ASHRAE Journal, June 1983, 60.
SkyYear sky_of(const Place& place, const MonthlyClimate& climate);

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
