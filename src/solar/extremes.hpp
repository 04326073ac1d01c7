#pragma once

#include "solar/climate.hpp"
#include "solar/modules.hpp"
#include "solar/place.hpp"

namespace suncrew::solar {

/// The coldest and the hottest that something is expected to get, degrees Celsius.
struct Extremes {
    double lowest_c = 0;
    double highest_c = 0;
};

/// Of the air at a place, as a mean year by month tells them: what one day in twenty years of a month goes
/// beyond. An estimate for choosing strings; where a place's own records are known they are better. Daily
/// means around the month's mean are spread logistically with a scale of 5.57 (the root of 31)
/// / 3.396 * (1.45 - 0.029 mean + 0.0664 deviation of the months' means); half of the day's swing goes on
/// top. Sources: D. Erbs, S. Klein & W. Beckman, Estimation of degree-days and ambient temperature bin data
/// from monthly-average temperatures, ASHRAE Journal, June 1983, 60 (Duffie & Beckman, 4th ed., 9.3); for the
/// swing as in mean_month.hpp. Twenty years are our choice.
Extremes air_extremes(const Place& place, const MonthlyClimate& climate);

/// Of the cells there: as cold as the air before sunrise; as hot as full sun, 1000 W/m2, makes them in a wind
/// of 1 m/s at the modules.
Extremes cell_extremes(const Extremes& air, ModuleType type, Mounting mounting);

}  // namespace suncrew::solar
