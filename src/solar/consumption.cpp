#include "solar/consumption.hpp"

#include "base/refusal.hpp"
#include "solar/climate.hpp"
#include "solar/range.hpp"

namespace suncrew::solar {
namespace {

constexpr double use_kwh_min = 100;
constexpr double use_kwh_max = 1'000'000;

double kwh_for(const MonthlyBill& bill, const PriceBook& book) {
    if (bill.amount.currency != book.currency)
        throw Refusal{Code::invalid, "currency_mismatch", "monthly_bill"};
    const double for_energy = (static_cast<double>(bill.amount.amount_minor) -
                               static_cast<double>(book.tariff.standing_charge_month.amount_minor)) /
                              100;
    const double kwh = for_energy * months_per_year / book.tariff.price_per_kwh;
    if (kwh < use_kwh_min)
        throw Refusal{Code::invalid, "bill_too_low", "monthly_bill"};
    require_in(kwh, use_kwh_min, use_kwh_max, "monthly_bill");
    return kwh;
}

}  // namespace

double yearly_use_kwh(const Consumption& consumption, const PriceBook& book) {
    if (const auto* bill = std::get_if<MonthlyBill>(&consumption))
        return kwh_for(*bill, book);
    const double kwh = std::get<YearlyUse>(consumption).kwh;
    require_in(kwh, use_kwh_min, use_kwh_max, "yearly_use_kwh");
    return kwh;
}

}  // namespace suncrew::solar
