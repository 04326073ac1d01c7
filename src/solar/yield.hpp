#pragma once

#include "solar/climate.hpp"
#include "solar/place.hpp"
#include "solar/sky_year.hpp"
#include "solar/system.hpp"

namespace suncrew::solar {

/// What a system gives in a mean year.
struct Yield {
    double annual_kwh = 0;
    ByMonth monthly_kwh{};
    /// One standard deviation of annual_kwh for the long-term mean, as a fraction.
    double relative_error = 0;

    /// What the long-term mean exceeds with a probability of 0.9, were its error normal; annual_kwh is what
    /// it exceeds with 0.5.
    double annual_kwh_p90() const;
    /// The same of each month by itself, whose error is larger than the year's by as much as it was when
    /// places were left out of the table, and goes with the root of the month's energy
    /// (docs/decisions/yield.md).
    ByMonth monthly_kwh_p90() const;
};

/// One standard deviation of a mean year's energy, as a fraction: the climate's, and what models and assumed
/// losses add.
double relative_error(const MonthlyClimate& climate);

/// Simulates the mean year of a climate, whose sky is `sky`. Refuses what `check` of a System refuses.
Yield mean_year(const SkyYear& sky, const MonthlyClimate& climate, const System& system);

/// The same, where the sky is not at hand. Refuses what `sky_of` a climate refuses, too.
Yield simulate(const Place& place, const MonthlyClimate& climate, const System& system);

}  // namespace suncrew::solar
