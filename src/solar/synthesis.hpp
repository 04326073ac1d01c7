#pragma once

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

}  // namespace suncrew::solar
