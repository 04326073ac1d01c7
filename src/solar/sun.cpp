#include "solar/sun.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace suncrew::solar {
namespace {

using std::numbers::pi;

/// Days of a common year, one in the middle of each third of a month, so that they average to the month's
/// middle.
constexpr std::array<std::array<int, days_sampled>, months_per_year> days_of_year{{
    {6, 16, 26},
    {36, 46, 55},
    {65, 75, 85},
    {95, 106, 116},
    {126, 136, 146},
    {156, 167, 177},
    {187, 197, 207},
    {218, 228, 238},
    {248, 259, 269},
    {279, 289, 299},
    {309, 320, 330},
    {340, 350, 360},
}};

}  // namespace

SunDay sun_of_day(int day_of_year) {
    const double b = 2 * pi * (day_of_year - 1) / 365;
    const double declination = 0.006918 - 0.399912 * std::cos(b) + 0.070257 * std::sin(b) -
                               0.006758 * std::cos(2 * b) + 0.000907 * std::sin(2 * b) -
                               0.002697 * std::cos(3 * b) + 0.00148 * std::sin(3 * b);
    const double distance_factor = 1.000110 + 0.034221 * std::cos(b) + 0.001280 * std::sin(b) +
                                   0.000719 * std::cos(2 * b) + 0.000077 * std::sin(2 * b);
    return {std::sin(declination), std::cos(declination), solar_constant_w_m2 * distance_factor};
}

const std::array<std::array<SunDay, days_sampled>, months_per_year>& sampled_days() {
    static const auto days = [] {
        std::array<std::array<SunDay, days_sampled>, months_per_year> table;
        for (std::size_t month = 0; month < months_per_year; ++month)
            for (std::size_t day = 0; day < days_sampled; ++day)
                table[month][day] = sun_of_day(days_of_year[month][day]);
        return table;
    }();
    return days;
}

Latitude::Latitude(double degrees) : sin{std::sin(degrees * pi / 180)}, cos{std::cos(degrees * pi / 180)} {}

double sunset_hour_angle(Latitude latitude, SunDay day) {
    // cos(w) = -tan(latitude) tan(declination), written so that the poles divide by nothing.
    const double numerator = -latitude.sin * day.sin_declination;
    const double denominator = latitude.cos * day.cos_declination;
    if (numerator >= denominator)
        return 0;
    if (numerator <= -denominator)
        return pi;
    return std::acos(numerator / denominator);
}

double extraterrestrial_kwh_m2(Latitude latitude, SunDay day) {
    const double sunset = sunset_hour_angle(latitude, day);
    const double hours =
        24 / pi *
        (latitude.cos * day.cos_declination * std::sin(sunset) + sunset * latitude.sin * day.sin_declination);
    return std::max(0.0, hours * day.normal_w_m2 / 1000);
}

ByMonth extraterrestrial_by_month(Latitude latitude) {
    ByMonth mean{};
    for (std::size_t month = 0; month < months_per_year; ++month)
        for (const SunDay& day : sampled_days()[month])
            mean[month] += extraterrestrial_kwh_m2(latitude, day) / days_sampled;
    return mean;
}

}  // namespace suncrew::solar
