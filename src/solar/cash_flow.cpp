#include "solar/cash_flow.hpp"

#include <algorithm>
#include <cmath>

namespace suncrew::solar {
namespace {

double amount(const Money& money) {
    return static_cast<double>(money.amount_minor) / 100;
}

double incentives_in(const Price& price, int year) {
    double sum = 0;
    for (const YearlyIncentive& incentive : price.yearly_incentives)
        if (year <= incentive.years)
            sum += incentive.amount;
    return sum;
}

/// Whether something that lives so long is bought anew at a year's end; in the last it is not any more.
bool is_replaced(int life_years, int year) {
    return year < lifetime_years && year % life_years == 0;
}

double replacements_in(const PriceBook& book, const Purchased& purchased, double vat, int year) {
    double sum = 0;
    if (is_replaced(book.inverter_life_years, year))
        sum += amount(purchased.inverters);
    if (purchased.battery && is_replaced(purchased.battery->life_years, year))
        sum += amount(purchased.battery->price);
    return sum * (1 + vat);
}

/// Adds a year to what has come before it.
void append(CashFlow& flow, int year, CashYear cash, double discount) {
    const double before =
        year == 1 ? -flow.outlay : flow.years[static_cast<std::size_t>(year - 2)].cumulative;
    cash.total = cash.bill_saved + cash.export_income + cash.incentives - cash.upkeep - cash.replacements;
    cash.cumulative = before + cash.total;
    if (before < 0 && cash.cumulative >= 0)
        flow.payback_years = year - 1 + -before / cash.total;
    else if (before >= 0 && cash.cumulative < 0)
        flow.payback_years.reset();  // a replacement has eaten it up again
    flow.present_value += cash.total * discount;
    flow.net = cash.cumulative;
    flow.years[static_cast<std::size_t>(year - 1)] = cash;
}

double value_at(const CashFlow& flow, double rate) {
    double value = 0;
    for (std::size_t i = flow.years.size(); i-- > 0;)
        value = (value + flow.years[i].total) / (1 + rate);
    return value - flow.outlay;
}

}  // namespace

YearOfMoney money_of(const EnergyBalance& balance, double bill_without) {
    return {balance.produced_kwh, bill_without - balance.import_cost, balance.import_cost,
            balance.export_income};
}

YearOfMoney between(const YearOfMoney& one, const YearOfMoney& other, double share) {
    const auto mixed = [share](double a, double b) { return a + share * (b - a); };
    return {mixed(one.production_kwh, other.production_kwh), mixed(one.bill_saved, other.bill_saved),
            mixed(one.import_cost, other.import_cost), mixed(one.export_income, other.export_income)};
}

double production_left(const PriceBook& book) {
    return std::pow(1 - book.degradation_per_year, lifetime_years - 1);
}

CashFlow cash_flow(const PriceBook& book, const Price& price, const Purchased& purchased, double vat,
                   const YearOfMoney& first, const YearOfMoney& last) {
    const double reserve = amount(purchased.inverters) * (1 + vat) / lifetime_years;
    const double upkeep = std::max(0.0, amount(book.upkeep_per_kw_year) * purchased.dc_kw - reserve);
    const double whole_fall = 1 - production_left(book);
    CashFlow flow;
    flow.outlay = amount(price.total);
    flow.present_value = -flow.outlay;
    double left = 1;
    double dearer = 1;
    double discount = 1;
    for (int year = 1; year <= lifetime_years; ++year) {
        discount /= 1 + book.tariff.discount_rate;
        const YearOfMoney energy = between(first, last, whole_fall > 0 ? (1 - left) / whole_fall : 0);
        const double import_cost = energy.import_cost * dearer;
        CashYear cash;
        cash.production_kwh = energy.production_kwh;
        cash.bill_saved = energy.bill_saved * dearer;
        cash.export_income = book.tariff.export_rule == ExportRule::credited
                                 ? std::min(energy.export_income, import_cost)
                                 : energy.export_income;
        cash.incentives = incentives_in(price, year);
        cash.upkeep = upkeep;
        cash.replacements = replacements_in(book, purchased, vat, year);
        append(flow, year, cash, discount);
        left *= 1 - book.degradation_per_year;
        dearer *= 1 + book.tariff.escalation_per_year;
    }
    return flow;
}

std::optional<double> internal_rate_of_return(const CashFlow& flow) {
    constexpr int halvings = 50;
    double low = -0.9;
    double high = 1;
    if (!(value_at(flow, low) > 0) || !(value_at(flow, high) < 0))
        return std::nullopt;
    for (int i = 0; i < halvings; ++i) {
        const double middle = (low + high) / 2;
        (value_at(flow, middle) > 0 ? low : high) = middle;
    }
    return low;
}

}  // namespace suncrew::solar
