#include "solar/extremes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "solar/mean_month.hpp"
#include "solar/sun.hpp"

namespace suncrew::solar {
namespace {

double deviation(const ByMonth& values) {
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / months_per_year;
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / (months_per_year - 1));
}

/// How far the mean of one day in twenty years is from that of a month, degrees.
double rarely_off_c(double mean_c, double deviation_c) {
    constexpr double days = 31;
    constexpr double years = 20;
    const double of_month = std::max(0.3, 1.45 - 0.029 * mean_c + 0.0664 * deviation_c);
    return of_month * std::sqrt(days) / 3.396 * std::log(years * days);
}

}  // namespace

Extremes air_extremes(const Place& place, const MonthlyClimate& climate) {
    const ByMonth outside = extraterrestrial_by_month(Latitude{place.latitude_deg});
    const double between_months = deviation(climate.temperature_c);
    Extremes air{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (std::size_t month = 0; month < months_per_year; ++month) {
        const double clearness =
            outside[month] > 0 ? std::min(climate.ghi_kwh_m2_day[month] / outside[month], clearness_max) : 0;
        const double mean = climate.temperature_c[month];
        const double away =
            rarely_off_c(mean, between_months) + std::max(0.0, temperature_amplitude_c(clearness)) / 2;
        air.lowest_c = std::min(air.lowest_c, mean - away);
        air.highest_c = std::max(air.highest_c, mean + away);
    }
    return air;
}

Extremes cell_extremes(const Extremes& air, ModuleType type, Mounting mounting) {
    constexpr double full_sun_w_m2 = 1000;
    constexpr double wind_at_10_m_s = 1 / 0.51;
    return {air.lowest_c, air.highest_c + full_sun_w_m2 * cell_heating_c_per_w_m2(type, mounting) *
                                              wind_cooling(wind_at_10_m_s)};
}

}  // namespace suncrew::solar
