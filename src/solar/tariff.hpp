#pragma once

#include "solar/hours.hpp"
#include "solar/price_book.hpp"

namespace suncrew::solar {

/// How a household pays for what it takes from the grid.
enum class TariffKind { flat, time_of_use };

/// What a kWh from the grid costs in each hour of the first year, with taxes. Holidays count by their
/// weekday. Refuses with invalid "tariff_not_offered" (field "tariff") a time of use where the book has none.
HourSeries import_prices(const PriceBook& book, TariffKind kind, const WallClock& clock);

}  // namespace suncrew::solar
