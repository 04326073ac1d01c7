#pragma once

#include <variant>

#include "base/money.hpp"
#include "solar/price_book.hpp"

namespace suncrew::solar {

struct YearlyUse {
    double kwh = 0;  ///< 100 to 1,000,000
};
struct MonthlyBill {
    Money amount;  ///< in the price book's currency, more than its standing charge
};
/// What the household needs, known one way or the other.
using Consumption = std::variant<YearlyUse, MonthlyBill>;

/// What that is in kWh a year, at the book's tariff. Refuses with Code::invalid: "out_of_range" with the
/// field's path; "currency_mismatch" and "bill_too_low" (monthly_bill).
double yearly_use_kwh(const Consumption& consumption, const PriceBook& book);

}  // namespace suncrew::solar
