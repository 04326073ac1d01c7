#include "solar/sizing.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "solar/inverter.hpp"
#include "solar/load.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {
namespace {

/// What planes with so many modules give together through the inverters of that size.
HourSeries production(std::span<const SurveyedPlane> planes, const PriceBook& book, double modules) {
    const double kw_per_module = dc_kw_of(book, 1);
    HourSeries kwh(hours_per_year, 0);
    const std::vector<double> counts = best_first(planes, modules);
    for (std::size_t plane = 0; plane < planes.size(); ++plane) {
        if (counts[plane] == 0)
            continue;
        const double kw = counts[plane] * kw_per_module;
        for (std::size_t hour = 0; hour < kwh.size(); ++hour)
            kwh[hour] += kw * planes[plane].by_hour[hour];
    }
    const double dc_kw = modules * kw_per_module;
    const Inverter inverter{inverters_for(book, dc_kw).ac_kw, System{}.inverter_efficiency, dc_kw};
    for (double& hour : kwh)
        hour = inverter.ac_kw(hour);
    return kwh;
}

double bill_without(const OpenOffer& offer) {
    return std::inner_product(offer.used_kwh.begin(), offer.used_kwh.end(), offer.import_price.begin(), 0.0);
}

EnergyBalance settled(const HouseholdYear& year, const std::optional<Battery>& battery) {
    return battery ? settle_plainly(year, *battery) : settle(year);
}

double worth_of(const MoneyBySize& money, const OpenOffer& offer, int modules) {
    const double dc_kw = dc_kw_of(offer.book, modules);
    const Purchased purchased{dc_kw, inverters_for(offer.book, dc_kw).price, offer.battery};
    return cash_flow(offer.book, price_of(offer.book, {modules, offer.battery}, offer.today), purchased,
                     vat_rate(offer.book, dc_kw, offer.today), money.at(modules),
                     money.at(modules * production_left(offer.book)))
        .present_value;
}

}  // namespace

std::vector<double> best_first(std::span<const SurveyedPlane> planes, double modules) {
    std::vector<std::size_t> order(planes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return planes[a].kwh_per_kw > planes[b].kwh_per_kw;
    });
    std::vector<double> counts(planes.size(), 0);
    for (const std::size_t plane : order) {
        counts[plane] = std::min(modules, static_cast<double>(planes[plane].modules_max));
        modules -= counts[plane];
    }
    return counts;
}

MoneyBySize::MoneyBySize(std::span<const SurveyedPlane> planes, const OpenOffer& offer, int modules_max)
    : modules_max_{static_cast<double>(modules_max)} {
    const double without = bill_without(offer);
    at_[0] = {0, 0, without, 0};
    for (std::size_t node = 1; node <= spans; ++node) {
        const double share = static_cast<double>(node) / spans;
        const HourSeries kwh = production(planes, offer.book, modules_max_ * share * share);
        at_[node] = money_of(settled({kwh, offer.used_kwh, offer.import_price,
                                      offer.book.tariff.export_price_per_kwh, household_even_share},
                                     offer.battery),
                             without);
    }
}

YearOfMoney MoneyBySize::at(double modules) const {
    const double root = std::sqrt(std::clamp(modules / modules_max_, 0.0, 1.0)) * spans;
    const std::size_t node = std::min(spans - 1, static_cast<std::size_t>(root));
    const double low = static_cast<double>(node * node);
    const double high = static_cast<double>((node + 1) * (node + 1));
    const double place = modules / modules_max_ * static_cast<double>(spans * spans);
    return between(at_[node], at_[node + 1], (place - low) / (high - low));
}

std::vector<int> sizes_by_worth(std::span<const SurveyedPlane> planes, const OpenOffer& offer,
                                int modules_min, int modules_max) {
    const MoneyBySize money{planes, offer, modules_max};
    std::vector<int> sizes(static_cast<std::size_t>(modules_max - modules_min + 1));
    std::iota(sizes.begin(), sizes.end(), modules_min);
    std::vector<double> worth;
    for (const int modules : sizes)
        worth.push_back(worth_of(money, offer, modules));
    std::stable_sort(sizes.begin(), sizes.end(), [&](int a, int b) {
        return worth[static_cast<std::size_t>(a - modules_min)] >
               worth[static_cast<std::size_t>(b - modules_min)];
    });
    return sizes;
}

}  // namespace suncrew::solar
