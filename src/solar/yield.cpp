#include "solar/yield.hpp"

#include <algorithm>
#include <cmath>

#include "solar/hourly.hpp"
#include "solar/synthesis.hpp"

namespace suncrew::solar {
namespace {

/// What the models and the assumed losses add to the climate's error, one standard deviation;
/// docs/decisions/yield.md.
constexpr double model_error = 0.05;

/// The normal distribution's lower tenth, in standard deviations.
constexpr double lower_tenth = 1.2816;

/// A month's error in mean months over the year's error: 8.7 % and 7.2 %.
constexpr double month_over_year = 8.7 / 7.2;

}  // namespace

double Yield::annual_kwh_p90() const {
    return annual_kwh * std::max(0.0, 1 - lower_tenth * relative_error);
}

ByMonth Yield::monthly_kwh_p90() const {
    const double mean_month = annual_kwh / static_cast<double>(months_per_year);
    ByMonth months = monthly_kwh;
    for (double& kwh : months)
        kwh =
            std::max(0.0, kwh - lower_tenth * month_over_year * relative_error * std::sqrt(kwh * mean_month));
    return months;
}

double relative_error(const MonthlyClimate& climate) {
    return std::hypot(climate.ghi_relative_error, model_error);
}

Yield mean_year(const SkyYear& sky, const MonthlyClimate& climate, const System& system) {
    const YearOfPower year = simulate(sky, system);
    return {year.annual_kwh, year.monthly_kwh, relative_error(climate)};
}

Yield simulate(const Place& place, const MonthlyClimate& climate, const System& system) {
    return mean_year(sky_of(place, climate), climate, system);
}

}  // namespace suncrew::solar
