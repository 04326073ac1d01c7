#pragma once

#include <algorithm>
#include <cmath>
#include <span>

#include "solar/balance.hpp"
#include "solar/weather.hpp"

// What happens at the meter in one hour, without a battery and with one; balance.hpp says what is promised.
namespace suncrew::solar {

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
          per_way_{1 / one_way_},
          power_{battery.power_kw},
          capacity_{battery.capacity_kwh * (1 - battery.state_of_charge_min)} {}

    /// What of an offer goes in.
    double charge(double offered) {
        const double in = std::max(0.0, std::min({offered, power_, (capacity_ - stored_) * per_way_}));
        stored_ = std::min(capacity_, stored_ + in * one_way_);
        lost_ += in * (1 - one_way_);
        return in;
    }
    /// What of a wish comes out, with `kept` left inside.
    double discharge(double wanted, double kept) {
        const double out = std::max(0.0, std::min({wanted, power_, (stored_ - kept) * one_way_}));
        stored_ = std::max(0.0, stored_ - out * per_way_);
        lost_ += out * (per_way_ - 1);
        return out;
    }
    double one_way() const { return one_way_; }
    double power() const { return power_; }
    double stored() const { return stored_; }
    double lost() const { return lost_; }

private:
    double one_way_;  ///< efficiency
    double per_way_;  ///< the other way around
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

inline Rest rest_of(const HouseholdYear& year, std::size_t hour) {
    const double produced = year.produced_kwh[hour];
    const double used = year.used_kwh[hour];
    if (produced == 0)
        return {0, used};
    const double at_once = used_at_once(produced, used, year.even_share);
    return {produced - at_once, used - at_once};
}

/// No battery at all.
struct Bare {
    Hour operator()(const HouseholdYear& year, std::size_t hour) const {
        const Rest rest = rest_of(year, hour);
        return {rest.missing, rest.over};
    }
};

/// Takes what is over and gives what is missing.
struct Plain {
    Store& store;

    Hour operator()(const HouseholdYear& year, std::size_t hour) const {
        const Rest rest = rest_of(year, hour);
        Hour meter{rest.missing, rest.over};
        if (rest.over > 0)
            meter.exported -= store.charge(rest.over);
        if (rest.missing > 0 && store.stored() > 0)
            meter.imported -= store.discharge(rest.missing, 0);
        return meter;
    }
};

/// The dearest price of the hours that come after each in its day; 0 after the last.
inline HourSeries dearest_later(const HouseholdYear& year) {
    HourSeries dearest(hours_per_year, 0);
    for (std::size_t hour = hours_per_year - 1; hour-- > 0;)
        if (hour % hours_per_day != hours_per_day - 1)
            dearest[hour] = std::max(dearest[hour + 1], year.import_price[hour + 1]);
    return dearest;
}

/// Minds the prices of what is left of the day.
struct ByPrice {
    Store& store;
    std::span<const double> dearest;

    Hour operator()(const HouseholdYear& year, std::size_t hour) const {
        const Rest rest = rest_of(year, hour);
        const double charged = store.charge(rest.over);
        double imported = rest.missing;
        if (rest.missing > 0 && store.stored() > 0)
            imported -= store.discharge(rest.missing, kept_for_dearer(year, hour));
        if (rest.missing > rest.over)
            if (const double wanted = wanted_from_grid(year, hour) - store.stored(); wanted > 0)
                imported += store.charge(std::min(wanted / store.one_way(), store.power() - charged));
        return {imported, rest.over - charged};
    }

private:
    double kept_for_dearer(const HouseholdYear& year, std::size_t hour) const {
        return needed_above(year.import_price[hour], 0, year, hour);
    }

    /// What is worth buying now: not what an hour that is as cheap can still buy.
    double wanted_from_grid(const HouseholdYear& year, std::size_t hour) const {
        return needed_above(year.import_price[hour] / (store.one_way() * store.one_way()),
                            store.power() * store.one_way(), year, hour);
    }

    /// What must be stored after `hour` for those later hours of the day that are dearer than `price`, by the
    /// sun that still comes between, and by `later_purchase` in each hour that is as cheap as this one.
    double needed_above(double price, double later_purchase, const HouseholdYear& year,
                        std::size_t hour) const {
        if (dearest[hour] <= price)
            return 0;
        double need = 0;
        for (std::size_t later = (hour / hours_per_day + 1) * hours_per_day; --later > hour;) {
            const double over = year.produced_kwh[later] - year.used_kwh[later];
            if (over >= 0)
                need -= std::min(over, store.power()) * store.one_way();
            else if (year.import_price[later] > price)
                need += std::min(-over, store.power()) / store.one_way();
            if (year.import_price[later] <= year.import_price[hour])
                need -= later_purchase;
            need = std::max(0.0, need);
        }
        return need;
    }
};

}  // namespace suncrew::solar
