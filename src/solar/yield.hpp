#pragma once

#include "solar/climate.hpp"
#include "solar/place.hpp"
#include "solar/system.hpp"

namespace suncrew::solar {

/// What a system gives in a mean year.
struct Yield {
    double annual_kwh = 0;
    ByMonth monthly_kwh{};
    /// One standard deviation of annual_kwh for the long-term mean, as a fraction.
    double relative_error = 0;
};

/// Simulates a mean year: AC energy after all losses. Pure; no allocation; the same input gives the same
/// output. Refuses arrays, powers, angles and fractions out of range with invalid "out_of_range" and the
/// field's path.
Yield simulate(const Place& place, const MonthlyClimate& climate, const System& system);

}  // namespace suncrew::solar
