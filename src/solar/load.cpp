#include "solar/load.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "solar/mean_month.hpp"
#include "solar/range.hpp"
#include "solar/sun.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {
namespace {

constexpr double heated_below_c = 15;
constexpr double cooled_above_c = 22;

struct Peak {
    double height;  ///< over a floor of 0.45
    double hour;
    double width_h;
};
constexpr double floor_height = 0.45;
constexpr std::array<Peak, 3> weekday_peaks{{{0.55, 7.5, 1.2}, {0.6, 12.5, 1.6}, {1.1, 19.5, 2.2}}};
constexpr std::array<Peak, 3> weekend_peaks{{{0.6, 9.5, 1.8}, {0.8, 12.5, 1.8}, {1.05, 19.5, 2.2}}};

double height_at(const std::array<Peak, 3>& peaks, double hour) {
    double height = floor_height;
    for (const Peak& peak : peaks) {
        const double away = std::remainder(hour - peak.hour, 24.0) / peak.width_h;
        height += peak.height * std::exp(-away * away / 2);
    }
    return height;
}

/// The peaks at each tenth of an hour: fine enough, and cheap.
class DayShape {
public:
    explicit DayShape(const std::array<Peak, 3>& peaks) {
        for (std::size_t i = 0; i < at_.size(); ++i)
            at_[i] = height_at(peaks, (static_cast<double>(i) + 0.5) / 10);
    }
    double at(double hour) const {
        return at_[std::min(at_.size() - 1, static_cast<std::size_t>(hour * 10))];
    }

private:
    std::array<double, 240> at_{};
};

/// How much is used on a day, 1 on the mean or about it. Source: as in load.hpp; days from 1.
double season(double day) {
    return 1.24 + day * (2.1e-3 + day * (-7.02e-5 + day * (3.2e-7 - day * 3.92e-10)));
}

std::array<double, days_per_year> seasons(double latitude_deg) {
    std::array<double, days_per_year> all;
    for (std::size_t day = 0; day < days_per_year; ++day)
        all[day] = season(static_cast<double>((day + (latitude_deg < 0 ? 182 : 0)) % days_per_year + 1));
    return all;
}

HourSeries appliances(const Place& place, const WallClock& clock) {
    static const DayShape weekday{weekday_peaks};
    static const DayShape weekend{weekend_peaks};
    const auto by_day = seasons(place.latitude_deg);
    HourSeries series(hours_per_year);
    for (std::size_t hour = 0; hour < hours_per_year; ++hour) {
        const WallClock::Moment moment = clock.at(hour);
        series[hour] = by_day[hour / hours_per_day] * (moment.weekend ? weekend : weekday).at(moment.hour);
    }
    return series;
}

/// Air temperature on the mean day of each month, by its hour.
DayCurves mean_days(const Place& place, const MonthlyClimate& climate) {
    const ByMonth outside = extraterrestrial_by_month(Latitude{place.latitude_deg});
    DayCurves days;
    for (std::size_t month = 0; month < months_per_year; ++month) {
        const double clearness =
            outside[month] > 0 ? std::min(climate.ghi_kwh_m2_day[month] / outside[month], clearness_max) : 0;
        const double amplitude = temperature_amplitude_c(clearness);
        for (std::size_t hour = 0; hour < hours_per_day; ++hour)
            days[month][hour] =
                climate.temperature_c[month] + amplitude * temperature_swing(static_cast<double>(hour) + 0.5);
    }
    return days;
}

/// A series of months' mean days.
template <class Degrees>
HourSeries by_degrees(const DayCurves& air_c, Degrees degrees) {
    HourSeries series(hours_per_year);
    for (std::size_t hour = 0; hour < hours_per_year; ++hour)
        series[hour] =
            std::max(0.0, degrees(air_c[month_of_day(hour / hours_per_day)][hour % hours_per_day]));
    return series;
}

/// Adds a series, scaled to an energy; none of it where the series is zero throughout.
double add(HourSeries& to, const HourSeries& series, double kwh) {
    const double sum = std::accumulate(series.begin(), series.end(), 0.0);
    if (sum <= 0)
        return 0;
    for (std::size_t hour = 0; hour < to.size(); ++hour)
        to[hour] += series[hour] * (kwh / sum);
    return kwh;
}

}  // namespace

HourSeries household_load(const HouseholdUse& use, const Place& place, const MonthlyClimate& climate,
                          const WallClock& clock) {
    check(place);
    require_in(use.yearly_kwh, 100, 1'000'000, "use.yearly_kwh");
    require_in(use.heating_share, 0, 0.9, "use.heating_share");
    require_in(use.cooling_share, 0, 0.9 - use.heating_share, "use.cooling_share");
    require_in(clock.ahead_h, -14, 14, "clock.ahead_h");
    HourSeries load(hours_per_year, 0);
    double left = use.yearly_kwh;
    if (use.heating_share + use.cooling_share > 0) {
        const DayCurves air_c = mean_days(place, climate);
        left -= add(load, by_degrees(air_c, [](double c) { return heated_below_c - c; }),
                    use.heating_share * use.yearly_kwh);
        left -= add(load, by_degrees(air_c, [](double c) { return c - cooled_above_c; }),
                    use.cooling_share * use.yearly_kwh);
    }
    add(load, appliances(place, clock), left);
    return load;
}

}  // namespace suncrew::solar
