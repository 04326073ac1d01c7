#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "solar/climate.hpp"
#include "solar/sky_year.hpp"

namespace suncrew::solar {

inline constexpr std::size_t hours_per_day = 24;
inline constexpr std::size_t days_per_year = 365;

/// One figure for each hour of a year of 365 days from 1 January, by the clock of its sky: a weather file's
/// standard time, or solar time for a sky made of a climate. Has hours_per_year places.
using HourSeries = std::vector<double>;

/// What a simulation gives by the step, kW, as energy by the hour, kWh.
HourSeries energy_by_hour(const SkyYear& sky, std::span<const double> ac_kw);

/// Mean of each hour of the day over a month: kW, for a series of kWh.
using DayCurves = std::array<std::array<double, hours_per_day>, months_per_year>;
DayCurves day_curves(const HourSeries& kwh);

/// Month of a day of the year, both from 0.
std::size_t month_of_day(std::size_t day);

/// When clocks on the wall are an hour ahead: whole months, April to October or October to March, in place of
/// the Sundays on which countries change.
enum class SummerTime { never, northern, southern };

/// What clocks on the wall show at the hours of a series.
struct WallClock {
    double ahead_h = 0;  ///< of the series' clock in winter, -14 to 14
    SummerTime summer = SummerTime::never;
    unsigned first_weekday = 3;  ///< of 1 January, 0 is Monday; 3 as in 2026

    struct Moment {
        double hour = 0;  ///< 0 to 24
        bool weekend = false;
    };
    /// At the middle of an hour of the series.
    Moment at(std::size_t hour_of_year) const;
};

/// Standard time of the time zone over solar time, hours: four minutes a degree; the equation of time, a
/// quarter of an hour at most, is left out.
double ahead_of_sun_h(double time_zone_h, double longitude_deg);

}  // namespace suncrew::solar
