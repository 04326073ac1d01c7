#include "solar/finance.hpp"

#include <algorithm>
#include <cmath>

namespace suncrew::solar {
namespace {

/// What the energy of one year saves, at that year's price.
double energy_savings(const PriceBook& book, double production_kwh, double use_kwh, double price_per_kwh) {
    const EnergySplit energy = split(production_kwh, use_kwh, book.household.self_sufficiency_max);
    const double bill_left = (use_kwh - energy.self_used_kwh) * price_per_kwh;
    const double exported = energy.exported_kwh * book.tariff.export_price_per_kwh;
    return energy.self_used_kwh * price_per_kwh +
           (book.tariff.export_rule == ExportRule::credited ? std::min(exported, bill_left) : exported);
}

double incentives_in(const Price& price, int year) {
    double sum = 0;
    for (const YearlyIncentive& incentive : price.yearly_incentives)
        if (year <= incentive.years)
            sum += incentive.amount;
    return sum;
}

}  // namespace

EnergySplit split(double production_kwh, double use_kwh, double self_sufficiency_max) {
    if (!(production_kwh > 0) || !(use_kwh > 0))
        return {0, std::max(0.0, production_kwh)};
    const double ratio = production_kwh / use_kwh;
    const double self_used = use_kwh * ratio * self_sufficiency_max / (ratio + self_sufficiency_max);
    return {self_used, production_kwh - self_used};
}

Worth worth_of(const PriceBook& book, const Price& price, double dc_kw, double first_year_kwh,
               double use_kwh) {
    const double upkeep = static_cast<double>(book.upkeep_per_kw_year.amount_minor) / 100 * dc_kw;
    Worth worth;
    worth.net = worth.present_value = -static_cast<double>(price.total.amount_minor) / 100;
    double production = first_year_kwh;
    double price_per_kwh = book.tariff.price_per_kwh;
    double discount = 1;
    for (int year = 1; year <= lifetime_years; ++year) {
        discount /= 1 + book.tariff.discount_rate;
        const double savings =
            energy_savings(book, production, use_kwh, price_per_kwh) + incentives_in(price, year) - upkeep;
        if (year == 1)
            worth.first_year_savings = savings;
        if (worth.net < 0 && worth.net + savings >= 0)
            worth.payback_years = year - 1 + -worth.net / savings;
        else if (worth.net >= 0 && worth.net + savings < 0)
            worth.payback_years.reset();  // upkeep has eaten it up again
        worth.net += savings;
        worth.present_value += savings * discount;
        production *= 1 - book.degradation_per_year;
        price_per_kwh *= 1 + book.tariff.escalation_per_year;
    }
    return worth;
}

}  // namespace suncrew::solar
