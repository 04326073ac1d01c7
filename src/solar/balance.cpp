#include "solar/balance.hpp"

#include <algorithm>

#include "solar/battery_policy.hpp"
#include "solar/range.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {
namespace {

void check(const HouseholdYear& year) {
    require_in(year.even_share, 0, 1, "even_share");
    for (const auto series : {year.produced_kwh, year.used_kwh, year.import_price})
        require_in(static_cast<double>(series.size()), hours_per_year, hours_per_year, "hours");
}

/// Works a year and gives each hour to `sink`.
template <class Policy, class Sink>
EnergyBalance work(const HouseholdYear& year, const Policy& policy, Sink sink) {
    EnergyBalance sums;
    for (std::size_t hour = 0; hour < hours_per_year; ++hour) {
        const Hour meter = policy(year, hour);
        sums.produced_kwh += year.produced_kwh[hour];
        sums.used_kwh += year.used_kwh[hour];
        sums.imported_kwh += meter.imported;
        sums.exported_kwh += meter.exported;
        sums.import_cost += meter.imported * year.import_price[hour];
        sink(hour, meter);
    }
    sums.export_income = sums.exported_kwh * year.export_price;
    return sums;
}

constexpr auto nowhere = [](std::size_t, const Hour&, double = 0) {};

EnergyBalance with_losses(EnergyBalance sums, const Store& store) {
    sums.lost_kwh = store.lost();
    sums.left_kwh = store.stored();
    return sums;
}

double bill(const EnergyBalance& balance) {
    return balance.import_cost - balance.export_income;
}

bool prices_differ(const HouseholdYear& year) {
    return std::any_of(year.import_price.begin(), year.import_price.end(),
                       [&](double price) { return price != year.import_price.front(); });
}

/// Works a year with a battery; `sink` is told what is stored, too.
template <class Sink>
EnergyBalance plainly(const HouseholdYear& year, const Battery& battery, Sink sink) {
    Store store{battery};
    const EnergyBalance sums = work(
        year, Plain{store}, [&](std::size_t hour, const Hour& meter) { sink(hour, meter, store.stored()); });
    return with_losses(sums, store);
}

template <class Sink>
EnergyBalance by_price(const HouseholdYear& year, const Battery& battery, Sink sink) {
    Store store{battery};
    const HourSeries dearest = dearest_later(year);
    const EnergyBalance sums = work(year, ByPrice{store, dearest}, [&](std::size_t hour, const Hour& meter) {
        sink(hour, meter, store.stored());
    });
    return with_losses(sums, store);
}

template <class Work>
HourlyFlows recorded(Work work_year) {
    HourlyFlows flows{HourSeries(hours_per_year), HourSeries(hours_per_year), HourSeries(hours_per_year)};
    work_year([&](std::size_t hour, const Hour& meter, double stored) {
        flows.imported_kwh[hour] = meter.imported;
        flows.exported_kwh[hour] = meter.exported;
        flows.stored_kwh[hour] = stored;
    });
    return flows;
}

}  // namespace

EnergyBalance settle(const HouseholdYear& year) {
    check(year);
    return work(year, Bare{}, nowhere);
}

EnergyBalance settle_plainly(const HouseholdYear& year, const Battery& battery) {
    check(year);
    return plainly(year, battery, nowhere);
}

EnergyBalance settle(const HouseholdYear& year, const Battery& battery) {
    const EnergyBalance plain = settle_plainly(year, battery);
    if (!prices_differ(year))
        return plain;
    const EnergyBalance priced = by_price(year, battery, nowhere);
    return bill(priced) <= bill(plain) ? priced : plain;
}

HourlyFlows flows_of(const HouseholdYear& year) {
    check(year);
    return recorded([&](auto sink) {
        work(year, Bare{}, [&](std::size_t hour, const Hour& meter) { sink(hour, meter, 0); });
    });
}

HourlyFlows flows_of(const HouseholdYear& year, const Battery& battery) {
    const bool minds =
        prices_differ(year) && bill(by_price(year, battery, nowhere)) <= bill(settle_plainly(year, battery));
    return recorded([&](auto sink) {
        if (minds)
            by_price(year, battery, sink);
        else
            plainly(year, battery, sink);
    });
}

}  // namespace suncrew::solar
