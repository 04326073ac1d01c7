#pragma once

#include <array>
#include <optional>

#include "solar/balance.hpp"
#include "solar/pricing.hpp"

namespace suncrew::solar {

inline constexpr int lifetime_years = 25;

/// What a year's energy does to the bill, in the book's currency, at the first year's prices.
struct YearOfMoney {
    double production_kwh = 0;
    double bill_saved = 0;   ///< what is not imported
    double import_cost = 0;  ///< of what is
    double export_income = 0;
};

/// Of a household that would pay `bill_without` with no system.
YearOfMoney money_of(const EnergyBalance& balance, double bill_without);

/// `share` of the way from one to the other, each figure by itself.
YearOfMoney between(const YearOfMoney& one, const YearOfMoney& other, double share);

struct CashYear {
    double production_kwh = 0;
    double bill_saved = 0;
    double export_income = 0;
    double incentives = 0;
    double upkeep = 0;        ///< without what is set aside for the inverter
    double replacements = 0;  ///< of inverters and batteries, with VAT
    double total = 0;         ///< what comes in less what goes out
    double cumulative = 0;    ///< with the outlay
};

/// A system over lifetime_years, in the book's currency.
struct CashFlow {
    double outlay = 0;
    std::array<CashYear, lifetime_years> years{};
    double net = 0;                       ///< undiscounted
    double present_value = 0;             ///< each year's money at its end, at the book's discount rate
    std::optional<double> payback_years;  ///< none where the outlay is not there again at the end
};

/// What is bought, as far as the years see it.
struct Purchased {
    double dc_kw = 0;
    Money inverters;  ///< net
    std::optional<Battery> battery{};
};

/// Year by year: production falls by the book's degradation; what it does to the bill lies on the straight
/// line between `first` and `last`, which are years with the production of the first and of the last;
/// the price of power rises by the book's escalation, the export price does not; a credit is never more than
/// the year's import costs; incentives as the price has them. The book's upkeep holds a reserve for one
/// inverter; here the reserve is taken out of it and new inverters are paid after `inverter_life_years`, and
/// a new battery after its life, at today's prices with `vat`.
CashFlow cash_flow(const PriceBook& book, const Price& price, const Purchased& purchased, double vat,
                   const YearOfMoney& first, const YearOfMoney& last);

/// Share of the first year's production that is left in the last.
double production_left(const PriceBook& book);

/// The discount rate at which a cash flow is worth nothing, from -0.9 to 1; none where there is none. Where
/// replacements make several, one of them.
std::optional<double> internal_rate_of_return(const CashFlow& flow);

}  // namespace suncrew::solar
