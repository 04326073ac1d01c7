#pragma once

#include <span>

#include "solar/hours.hpp"
#include "solar/price_book.hpp"

namespace suncrew::solar {

/// A household with a system on its roof, hour by hour; each has hours_per_year places.
struct HouseholdYear {
    std::span<const double> produced_kwh;
    std::span<const double> used_kwh;
    std::span<const double> import_price;  ///< of a kWh
    double export_price = 0;               ///< of a kWh; constant
    /// Of an hour's use, what is even over the hour, 0 to 1; the rest comes in spikes.
    double even_share = 1;
};

/// What is used within an hour of what is produced in it, kWh: both at once. Production is even; of the use
/// `even_share` is, and the rest is spread so that a power above x is asked for in 1 / (1 + x / mean)^2 of
/// the time. The distribution (Lomax's with shape 2) is our assumption, taken for being simple.
inline double used_at_once(double produced, double used, double even_share) {
    const double even = used * even_share;
    if (produced <= even)
        return produced;
    const double spikes = used - even;
    const double over = produced - even;
    return even + (spikes > 0 ? over * spikes / (over + spikes) : 0);
}

/// Sums of a year, kWh: produced + imported = used + exported + lost + left, but for rounding.
struct EnergyBalance {
    double produced_kwh = 0;
    double imported_kwh = 0;
    double used_kwh = 0;
    double exported_kwh = 0;
    double lost_kwh = 0;       ///< in the battery's conversion
    double left_kwh = 0;       ///< in the battery at the year's end, above what is always in it
    double import_cost = 0;    ///< at the hours' prices
    double export_income = 0;  ///< at the export price, whatever rule settles it

    /// What the sun covered of the use: what was not imported. Less than nothing where a battery lost more of
    /// the grid's power than the sun gave.
    double self_used_kwh() const { return used_kwh - imported_kwh; }
};

/// Without a battery: what is not used at once is exported.
EnergyBalance settle(const HouseholdYear& year);

/// With a battery, which takes what is left over and gives what is missing, within its power and capacity;
/// half of its losses fall on either way, as the root of the efficiency. It exports nothing. Begins the year
/// empty.
EnergyBalance settle_plainly(const HouseholdYear& year, const Battery& battery);

/// The same, and where prices differ by the hour the battery minds them: it keeps what it has for dearer
/// hours of the day, and in hours without surplus is charged from the grid as cheaply as the day allows for
/// those whose price pays for the losses, all with the day's sun and use foreseen; unless that year costs
/// more than the plain one, which is then taken.
EnergyBalance settle(const HouseholdYear& year, const Battery& battery);

/// What goes over the meter and what is in the battery at the end of each hour, kWh.
struct HourlyFlows {
    HourSeries imported_kwh, exported_kwh, stored_kwh;
};
/// What `settle` comes to, hour by hour.
HourlyFlows flows_of(const HouseholdYear& year);
HourlyFlows flows_of(const HouseholdYear& year, const Battery& battery);

}  // namespace suncrew::solar
