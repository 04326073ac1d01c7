#include "solar/pricing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace suncrew::solar {
namespace {

/// A DC power that the ratio hits exactly must not fall to the next inverter by a rounding.
constexpr double rounding_kw = 1e-9;

/// The money that an incentive brings for a system with that price, in minor units.
std::int64_t worth_minor(const Incentive& incentive, double dc_kw, std::int64_t gross_minor) {
    const double amount = incentive.kind == IncentiveKind::share_of_price
                              ? incentive.value * static_cast<double>(gross_minor)
                              : incentive.value * 100 * dc_kw;
    const std::int64_t ceiling =
        incentive.amount_max ? std::min(incentive.amount_max->amount_minor, gross_minor) : gross_minor;
    return std::min(std::int64_t{std::llround(amount)}, ceiling);
}

/// Lines as they are added up.
class Bill {
public:
    explicit Bill(Currency currency) { price_.total.currency = currency; }

    void add(std::string_view key, std::int64_t amount_minor) {
        price_.lines.push_back({key, {amount_minor, price_.total.currency}});
        price_.total.amount_minor += amount_minor;
    }
    void add_if_any(std::string_view key, std::int64_t amount_minor) {
        if (amount_minor != 0)
            add(key, amount_minor);
    }
    std::int64_t total_minor() const { return price_.total.amount_minor; }
    Price& price() { return price_; }

private:
    Price price_;
};

void add_incentives(Bill& bill, const PriceBook& book, double dc_kw, Date day) {
    const std::int64_t gross = bill.total_minor();
    std::int64_t at_once = 0;
    for (const Incentive& incentive : book.incentives) {
        if (!incentive.valid.holds(day) || (incentive.dc_kw_max && dc_kw > *incentive.dc_kw_max))
            continue;
        const std::int64_t minor = worth_minor(incentive, dc_kw, gross);
        if (incentive.years == 1) {
            at_once += minor;
        } else {
            bill.price().yearly_incentives.push_back(
                {static_cast<double>(minor) / 100 / incentive.years, incentive.years});
        }
    }
    bill.add_if_any("incentive", -std::min(at_once, gross));
}

}  // namespace

InverterSet inverters_for(const PriceBook& book, double dc_kw) {
    InverterSet set;
    set.price.currency = book.currency;
    const InverterPrice& largest = book.inverters.back();
    double missing_kw = dc_kw / book.dc_ac_ratio_max - rounding_kw;
    const auto add = [&](const InverterPrice& inverter) {
        set.ac_kw += inverter.ac_kw;
        set.price.amount_minor += inverter.price.amount_minor;
        set.units.push_back(inverter.inputs);
        missing_kw -= inverter.ac_kw;
    };
    while (missing_kw > largest.ac_kw)
        add(largest);
    add(*std::find_if(book.inverters.begin(), book.inverters.end() - 1,
                      [&](const InverterPrice& inverter) { return inverter.ac_kw >= missing_kw; }));
    return set;
}

Price price_of(const PriceBook& book, const Purchase& purchase, Date day) {
    const int panels = purchase.panels;
    const double dc_kw = dc_kw_of(book, panels);
    Bill bill{book.currency};
    bill.add_if_any("modules", panels * book.module.price.amount_minor);
    bill.add_if_any("inverter", inverters_for(book, dc_kw).price.amount_minor);
    if (purchase.battery)
        bill.add_if_any("battery", purchase.battery->price.amount_minor);
    bill.add_if_any("mounting", panels * book.mounting_per_panel.amount_minor);
    bill.add_if_any("labour", book.labour_base.amount_minor + panels * book.labour_per_panel.amount_minor);
    bill.add_if_any("design", book.design_fee.amount_minor);
    bill.add_if_any("permits", book.permit_fee.amount_minor);
    bill.add("vat", std::llround(static_cast<double>(bill.total_minor()) * vat_rate(book, dc_kw, day)));
    add_incentives(bill, book, dc_kw, day);
    return bill.price();
}

}  // namespace suncrew::solar
