#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "solar/price_book.hpp"

namespace suncrew::solar {

/// One line of the price. `key` is stable and one of: modules, inverter, battery, mounting, labour, design,
/// permits, vat, incentive. Amounts before "vat" are net; an incentive is negative. Lines with nothing to pay
/// are left out, except vat.
struct PriceLine {
    std::string_view key;
    Money amount;
};

/// The inverters of a system.
struct InverterSet {
    double ac_kw = 0;  ///< of all of them
    Money price;
    std::vector<InverterInputs> units{};
};

/// The smallest set that takes a DC power: one inverter, or, beyond the largest, as many of the largest as
/// needed and the smallest that takes the rest.
InverterSet inverters_for(const PriceBook& book, double dc_kw);

/// An incentive that is paid after the order, in the book's currency: so much in each of the first years.
struct YearlyIncentive {
    double amount = 0;
    int years = 0;
};

/// What a system costs.
struct Price {
    std::vector<PriceLine> lines;
    Money total;                                     ///< exactly the sum of the lines
    std::vector<YearlyIncentive> yearly_incentives;  ///< not in the lines
};

/// What is ordered.
struct Purchase {
    int panels = 0;
    std::optional<Battery> battery = std::nullopt;
};

/// Its price on a day. VAT is rounded once, half a cent up.
Price price_of(const PriceBook& book, const Purchase& purchase, Date day);

/// DC power of so many of the book's panels, kW.
inline double dc_kw_of(const PriceBook& book, int panels) {
    return panels * book.module.watts / 1000;
}

}  // namespace suncrew::solar
