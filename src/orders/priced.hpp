#pragma once

#include <cmath>
#include <vector>

#include "orders/quote_wire.hpp"
#include "solar/pricing.hpp"

/// Figures of a simulation as they are told.
namespace suncrew::orders {

/// To as many decimals as say something: a tenth of a kWh, a watt.
inline double rounded_kwh(double kwh) {
    return std::round(kwh * 10) / 10;
}
inline double rounded_kw(double kw) {
    return std::round(kw * 1000) / 1000;
}

/// An amount in the book's currency, to its minor unit.
Money rounded_money(double amount, const solar::PriceBook& book);

/// The lines by name, modules with what they are.
Price price_of(const std::vector<solar::PriceLine>& lines, const Money& total, const solar::PriceBook& book);

}  // namespace suncrew::orders
