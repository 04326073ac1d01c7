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

}  // namespace

double Yield::annual_kwh_p90() const {
    constexpr double deviations = 1.2816;  // the normal distribution's lower tenth
    return annual_kwh * std::max(0.0, 1 - deviations * relative_error);
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
