#include "solar/tariff.hpp"

#include <algorithm>

#include "base/refusal.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {
namespace {

bool holds(const TariffPeriod& period, WallClock::Moment moment) {
    if (period.days != Days::all && (period.days == Days::weekends) != moment.weekend)
        return false;
    return moment.hour >= period.from_hour && moment.hour < period.to_hour;
}

}  // namespace

HourSeries import_prices(const PriceBook& book, TariffKind kind, const WallClock& clock) {
    if (kind == TariffKind::flat)
        return HourSeries(hours_per_year, book.tariff.price_per_kwh);
    if (book.time_of_use.empty())
        throw Refusal{Code::invalid, "tariff_not_offered", "tariff"};
    HourSeries prices(hours_per_year);
    for (std::size_t hour = 0; hour < hours_per_year; ++hour) {
        const WallClock::Moment moment = clock.at(hour);
        prices[hour] = std::find_if(book.time_of_use.begin(), book.time_of_use.end() - 1,
                                    [&](const TariffPeriod& period) { return holds(period, moment); })
                           ->price_per_kwh;
    }
    return prices;
}

}  // namespace suncrew::solar
