#pragma once

#include "solar/climate.hpp"
#include "solar/hours.hpp"
#include "solar/place.hpp"

namespace suncrew::solar {

/// What a household uses in a year.
struct HouseholdUse {
    double yearly_kwh = 0;  ///< 100 to 1,000,000
    /// Shares of that for heating and for cooling the house with electricity; together at most 0.9.
    double heating_share = 0;
    double cooling_share = 0;
};

/// A household's use by the hour, kWh, which sums to the year's. Made up of three parts, each a form of our
/// own, not a measured profile:
/// - What is not heating or cooling has a floor and three rounded peaks a day, breakfast, noon and evening,
///   by the clock on the wall, with a later morning and a larger noon at weekends, placed and sized after the
///   German representative profile H0 (VDEW, Repraesentative VDEW-Lastprofile, M-28/1999); it follows the
///   seasons by that profile's published polynomial of the day of the year, half a year later south of the
///   equator.
/// - Heating and cooling follow the degrees below 15 and above 22 of the climate's mean day of each month
///   (mean and swing as in synthesis.hpp), at all hours alike. Where there are no such degrees their energy
///   is used as the rest is.
/// Refuses with invalid "out_of_range" (field "use.…").
HourSeries household_load(const HouseholdUse& use, const Place& place, const MonthlyClimate& climate,
                          const WallClock& clock);

/// Of a household's use in an hour, what is even over it (HouseholdYear). Set so that a house in Berlin that
/// makes as much as it uses uses 30 % of it without a battery, as Weniger, Tjaden & Quaschning find (Energy
/// Procedia 46, 2014, 78).
inline constexpr double household_even_share = 0.25;

}  // namespace suncrew::solar
