#include "solar/balance.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "solar/range.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {
namespace {

void check(const HouseholdYear& year) {
    require_in(year.even_share, 0, 1, "even_share");
    for (const auto series : {year.produced_kwh, year.used_kwh, year.import_price})
        require_in(static_cast<double>(series.size()), hours_per_year, hours_per_year, "hours");
}

/// One hour at the meter.
struct Hour {
    double imported = 0;
    double exported = 0;
};

/// A battery as it is worked; power and energy within an hour are the same figure.
class Store {
public:
    explicit Store(const Battery& battery)
        : one_way_{std::sqrt(battery.round_trip_efficiency)},
          power_{battery.power_kw},
          capacity_{battery.capacity_kwh * (1 - battery.state_of_charge_min)} {}

    /// What of an offer goes in.
    double charge(double offered) {
        const double in = std::max(0.0, std::min({offered, power_, (capacity_ - stored_) / one_way_}));
        stored_ = std::min(capacity_, stored_ + in * one_way_);
        lost_ += in * (1 - one_way_);
        return in;
    }
    /// What of a wish comes out, with `kept` left inside.
    double discharge(double wanted, double kept) {
        const double out = std::max(0.0, std::min({wanted, power_, (stored_ - kept) * one_way_}));
        stored_ = std::max(0.0, stored_ - out / one_way_);
        lost_ += out * (1 / one_way_ - 1);
        return out;
    }
    double one_way() const { return one_way_; }
    double power() const { return power_; }
    double stored() const { return stored_; }
    double lost() const { return lost_; }

private:
    double one_way_;
    double power_;
    double capacity_;  ///< what can be used of it
    double stored_ = 0;
    double lost_ = 0;
};

/// What an hour leaves over and lacks before a battery sees it. Spikes make both in one hour.
struct Rest {
    double over = 0;
    double missing = 0;
};

Rest rest_of(const HouseholdYear& year, std::size_t hour) {
    const double at_once = used_at_once(year.produced_kwh[hour], year.used_kwh[hour], year.even_share);
    return {year.produced_kwh[hour] - at_once, year.used_kwh[hour] - at_once};
}

/// Takes what is over and gives what is missing.
struct Plain {
    Hour operator()(Store& store, const HouseholdYear& year, std::size_t hour) const {
        const Rest rest = rest_of(year, hour);
        const double exported = rest.over - store.charge(rest.over);
        return {rest.missing - store.discharge(rest.missing, 0), exported};
    }
};

/// Minds the prices of what is left of the day.
struct ByPrice {
    Hour operator()(Store& store, const HouseholdYear& year, std::size_t hour) const {
        const Rest rest = rest_of(year, hour);
        const double charged = store.charge(rest.over);
        double imported = rest.missing - store.discharge(rest.missing, kept_for_dearer(store, year, hour));
        const double wanted = wanted_from_grid(store, year, hour) - store.stored();
        if (rest.missing > rest.over && wanted > 0)
            imported += store.charge(std::min(wanted / store.one_way(), store.power() - charged));
        return {imported, rest.over - charged};
    }

private:
    /// What must be stored after `hour` for those later hours of the day that `counts` picks, by the sun that
    /// still comes between. `relief` is what other hours would put in.
    template <class Counts, class Relief>
    static double needed(const Store& store, const HouseholdYear& year, std::size_t hour, Counts counts,
                         Relief relief) {
        double need = 0;
        for (std::size_t later = (hour / hours_per_day + 1) * hours_per_day; --later > hour;) {
            const double over = year.produced_kwh[later] - year.used_kwh[later];
            if (over >= 0)
                need -= std::min(over, store.power()) * store.one_way();
            else if (counts(year.import_price[later]))
                need += std::min(-over, store.power()) / store.one_way();
            need = std::max(0.0, need - relief(year.import_price[later]));
        }
        return need;
    }

    static double kept_for_dearer(const Store& store, const HouseholdYear& year, std::size_t hour) {
        const double now = year.import_price[hour];
        return needed(
            store, year, hour, [now](double price) { return price > now; }, [](double) { return 0.0; });
    }

    /// What is worth buying now: not what an hour that is as cheap could still buy.
    static double wanted_from_grid(const Store& store, const HouseholdYear& year, std::size_t hour) {
        const double now = year.import_price[hour] / (store.one_way() * store.one_way());
        const double full = store.power() * store.one_way();
        const double price_now = year.import_price[hour];
        return needed(
            store, year, hour, [now](double price) { return price > now; },
            [=](double price) { return price <= price_now ? full : 0.0; });
    }
};

/// Works a year and gives each hour to `sink`.
template <class Policy, class Sink>
EnergyBalance work(const HouseholdYear& year, const Battery& battery, Policy policy, Sink sink) {
    Store store{battery};
    EnergyBalance sums;
    for (std::size_t hour = 0; hour < hours_per_year; ++hour) {
        const Hour meter = policy(store, year, hour);
        sums.produced_kwh += year.produced_kwh[hour];
        sums.used_kwh += year.used_kwh[hour];
        sums.imported_kwh += meter.imported;
        sums.exported_kwh += meter.exported;
        sums.import_cost += meter.imported * year.import_price[hour];
        sink(hour, meter, store.stored());
    }
    sums.lost_kwh = store.lost();
    sums.left_kwh = store.stored();
    sums.export_income = sums.exported_kwh * year.export_price;
    return sums;
}

constexpr auto nowhere = [](std::size_t, const Hour&, double) {};

bool prices_differ(const HouseholdYear& year) {
    return std::any_of(year.import_price.begin(), year.import_price.end(),
                       [&](double price) { return price != year.import_price.front(); });
}

double bill(const EnergyBalance& balance) {
    return balance.import_cost - balance.export_income;
}

/// Runs `with` under the policy that costs less, which it is told; see balance.hpp.
template <class With>
auto under_the_cheaper(const HouseholdYear& year, const Battery& battery, With with) {
    check(year);
    if (prices_differ(year) &&
        bill(work(year, battery, ByPrice{}, nowhere)) <= bill(work(year, battery, Plain{}, nowhere)))
        return with(ByPrice{});
    return with(Plain{});
}

template <class Sum>
HourlyFlows recorded(Sum sum) {
    HourlyFlows flows{HourSeries(hours_per_year), HourSeries(hours_per_year), HourSeries(hours_per_year)};
    sum([&](std::size_t hour, const Hour& meter, double stored) {
        flows.imported_kwh[hour] = meter.imported;
        flows.exported_kwh[hour] = meter.exported;
        flows.stored_kwh[hour] = stored;
    });
    return flows;
}

/// No battery is one that holds nothing.
constexpr Battery none{0, 0, 1, 0, 0, {}};

}  // namespace

EnergyBalance settle(const HouseholdYear& year) {
    check(year);
    return work(year, none, Plain{}, nowhere);
}

EnergyBalance settle(const HouseholdYear& year, const Battery& battery) {
    return under_the_cheaper(year, battery,
                             [&](auto policy) { return work(year, battery, policy, nowhere); });
}

HourlyFlows flows_of(const HouseholdYear& year) {
    check(year);
    return recorded([&](auto sink) { work(year, none, Plain{}, sink); });
}

HourlyFlows flows_of(const HouseholdYear& year, const Battery& battery) {
    return recorded([&](auto sink) {
        under_the_cheaper(year, battery, [&](auto policy) { return work(year, battery, policy, sink); });
    });
}

}  // namespace suncrew::solar
