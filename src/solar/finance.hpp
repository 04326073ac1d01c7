#pragma once

#include <optional>

#include "solar/price_book.hpp"
#include "solar/pricing.hpp"

namespace suncrew::solar {

/// Where a year's energy goes.
struct EnergySplit {
    double self_used_kwh = 0;
    double exported_kwh = 0;
};

/// How much of its sun a household without a battery uses itself. With r = production / use and the book's
/// limit s, the self-sufficiency is r s / (r + s): all of a small production is used, and no production
/// covers more than s. An assumption of ours, with s = 0.43 chosen so that r = 1 gives the 30 % that Weniger,
/// Tjaden & Quaschning find for one kW and one MWh of use without a battery (Energy Procedia 46, 2014, 78).
EnergySplit split(double production_kwh, double use_kwh, double self_sufficiency_max);

/// What a system is worth over lifetime_years, in the book's currency.
struct Worth {
    double first_year_savings = 0;
    double net = 0;            ///< undiscounted
    double present_value = 0;  ///< discounted, each year's money at its end
    std::optional<double> payback_years;
};

Worth worth_of(const PriceBook& book, const Price& price, double dc_kw, double first_year_kwh,
               double use_kwh);

}  // namespace suncrew::solar
