#include "solar/hours.hpp"

#include <cmath>
#include <cstdint>

#include "solar/range.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {
namespace {

constexpr std::array<std::size_t, months_per_year> first_days{0,   31,  59,  90,  120, 151,
                                                              181, 212, 243, 273, 304, 334};

bool is_summer(SummerTime summer, std::size_t month) {
    const bool april_to_october = month >= 3 && month <= 9;
    if (summer == SummerTime::northern)
        return april_to_october;
    return summer == SummerTime::southern && (month >= 9 || month <= 2);
}

}  // namespace

std::size_t month_of_day(std::size_t day) {
    static constexpr auto months = [] {
        std::array<std::uint8_t, days_per_year> all{};
        for (std::size_t month = 0; month < months_per_year; ++month)
            for (std::size_t i = first_days[month]; i < days_per_year; ++i)
                all[i] = static_cast<std::uint8_t>(month);
        return all;
    }();
    return months[day];
}

HourSeries energy_by_hour(const SkyYear& sky, std::span<const double> ac_kw) {
    require_in(static_cast<double>(ac_kw.size()), static_cast<double>(sky.size()),
               static_cast<double>(sky.size()), "ac_kw");
    const auto steps_per_hour = static_cast<std::size_t>(std::lround(1 / sky.step_h));
    HourSeries kwh(hours_per_year, 0);
    for (std::size_t i = 0; i < sky.size(); ++i)
        kwh[sky.step_of_year[i] / steps_per_hour] += ac_kw[i] * sky.step_h;
    return kwh;
}

DayCurves day_curves(const HourSeries& kwh) {
    DayCurves curves{};
    std::array<double, months_per_year> days{};
    for (std::size_t day = 0; day < days_per_year; ++day) {
        const std::size_t month = month_of_day(day);
        ++days[month];
        for (std::size_t hour = 0; hour < hours_per_day; ++hour)
            curves[month][hour] += kwh[day * hours_per_day + hour];
    }
    for (std::size_t month = 0; month < months_per_year; ++month)
        for (double& mean : curves[month])
            mean /= days[month];
    return curves;
}

WallClock::Moment WallClock::at(std::size_t hour_of_year) const {
    constexpr double year_h = hours_per_year;
    const double ahead = ahead_h + (is_summer(summer, month_of_day(hour_of_year / hours_per_day)) ? 1 : 0);
    const double shown = static_cast<double>(hour_of_year) + 0.5 + ahead + year_h;  // not below zero
    const double days = std::floor(shown / hours_per_day);
    const unsigned weekday =
        (first_weekday + 7 + static_cast<unsigned>(days) - static_cast<unsigned>(days_per_year) % 7) % 7;
    return {shown - days * hours_per_day, weekday >= 5};
}

double ahead_of_sun_h(double time_zone_h, double longitude_deg) {
    return time_zone_h - longitude_deg / 15;
}

}  // namespace suncrew::solar
