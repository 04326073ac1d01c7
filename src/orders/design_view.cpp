#include "orders/design_view.hpp"

#include <algorithm>
#include <cmath>

#include "orders/priced.hpp"

namespace suncrew::orders {
namespace {

double rounded_m(double metres) {
    return std::round(metres * 1000) / 1000;
}

std::int64_t minor(double amount) {
    return std::llround(amount * 100);
}

/// A rectangle's measures; planes are drawn with no other shape.
solar::Point extent(const solar::RoofSurface& surface) {
    solar::Point most;
    for (const solar::Point& corner : surface.outline)
        most = {std::max(most.x_m, corner.x_m), std::max(most.y_m, corner.y_m)};
    return most;
}

std::vector<DesignedPlane> planes_of(const solar::Design& plan, const solar::DesignInput& input) {
    std::vector<DesignedPlane> planes;
    for (std::size_t i = 0; i < plan.planes.size(); ++i) {
        const solar::DesignPlane& drawn = input.planes[i];
        const solar::DesignedPlane& laid = plan.planes[i];
        const auto [width_m, height_m] = extent(drawn.surface);
        DesignedPlane plane{rounded_m(width_m),
                            rounded_m(height_m),
                            drawn.tilt_deg,
                            drawn.azimuth_deg,
                            drawn.shading_fraction,
                            laid.orientation,
                            {},
                            laid.modules_max,
                            rounded_kw(laid.dc_kw),
                            std::round(laid.kwh_per_kw)};
        for (const solar::Rectangle& module : laid.modules)
            plane.modules.push_back({rounded_m(module.x_m), rounded_m(module.y_m), rounded_m(module.width_m),
                                     rounded_m(module.height_m)});
        planes.push_back(std::move(plane));
    }
    return planes;
}

std::vector<DesignedString> strings_of(const solar::Design& plan) {
    std::vector<DesignedString> strings;
    for (const solar::WiredInput& input : plan.inputs)
        strings.push_back({static_cast<int>(input.inverter) + 1, static_cast<int>(input.plane) + 1,
                           input.strings, input.modules_each});
    return strings;
}

DesignChoices choices_of(const solar::Design& plan, const solar::PriceBook& book) {
    DesignChoices choices{plan.modules_min, plan.modules_max, {}, {solar::TariffKind::flat}};
    for (const solar::Battery& battery : book.batteries)
        choices.batteries.push_back({battery.capacity_kwh, battery.power_kw});
    if (!book.time_of_use.empty())
        choices.tariffs.push_back(solar::TariffKind::time_of_use);
    return choices;
}

std::array<double, 12> rounded_months(const solar::ByMonth& kwh) {
    std::array<double, 12> months{};
    std::transform(kwh.begin(), kwh.end(), months.begin(), rounded_kwh);
    return months;
}

std::array<MeanDay, 12> rounded_curves(solar::DayCurves curves) {
    for (MeanDay& day : curves)
        std::transform(day.begin(), day.end(), day.begin(), rounded_kw);
    return curves;
}

DesignWaterfall waterfall_of(const solar::Waterfall& steps) {
    DesignWaterfall waterfall{rounded_kwh(steps.light_kwh), {}};
    for (const solar::EnergyLoss& loss : steps.losses)
        waterfall.losses.push_back({std::string{loss.name}, rounded_kwh(loss.kwh)});
    return waterfall;
}

DesignBalance balance_of(const solar::EnergyBalance& year) {
    return {rounded_kwh(year.produced_kwh),    rounded_kwh(year.used_kwh),
            rounded_kwh(year.self_used_kwh()), rounded_kwh(year.imported_kwh),
            rounded_kwh(year.exported_kwh),    rounded_kwh(year.lost_kwh + year.left_kwh)};
}

std::vector<DesignYear> years_of(const solar::CashFlow& flow) {
    std::vector<DesignYear> years;
    for (const solar::CashYear& year : flow.years)
        years.push_back({minor(year.bill_saved), minor(year.export_income), minor(year.incentives),
                         minor(year.upkeep), minor(year.replacements), minor(year.total),
                         minor(year.cumulative)});
    return years;
}

void add_money(Design& design, const solar::Design& plan, const solar::PriceBook& book) {
    const solar::CashFlow& flow = plan.cash_flow;
    design.price = price_of(plan.lines, plan.total, book);
    design.cash_flow = years_of(flow);
    design.yearly_savings = rounded_money(flow.years[0].total, book);
    design.net_25_years = rounded_money(flow.net, book);
    design.present_value = rounded_money(flow.present_value, book);
    if (flow.payback_years)
        design.payback_years = std::round(*flow.payback_years * 10) / 10;
    if (plan.internal_rate_of_return)
        design.internal_rate_of_return = std::round(*plan.internal_rate_of_return * 1000) / 1000;
    design.co2_kg_per_year = std::round(plan.co2_avoided_kg_year);
    design.co2_kg_25_years = std::round(plan.co2_avoided_kg_lifetime);
}

}  // namespace

Design view(const solar::Design& plan, const solar::DesignInput& input, const solar::PriceBook& book) {
    Design design;
    design.choices = choices_of(plan, book);
    design.planes = planes_of(plan, input);
    design.modules = plan.modules;
    design.module_watts = book.module.watts;
    design.dc_kw = rounded_kw(plan.dc_kw);
    design.ac_kw = rounded_kw(plan.ac_kw);
    design.strings = strings_of(plan);
    if (plan.battery)
        design.battery = {plan.battery->capacity_kwh, plan.battery->power_kw};
    design.tariff = input.tariff;
    design.annual_kwh = rounded_kwh(plan.yield.annual_kwh);
    design.annual_kwh_p90 = rounded_kwh(plan.yield.annual_kwh_p90());
    design.monthly_kwh = rounded_months(plan.yield.monthly_kwh);
    design.monthly_kwh_p90 = rounded_months(plan.yield.monthly_kwh_p90());
    design.produced_kw = rounded_curves(plan.day_curves);
    design.used_kw = rounded_curves(plan.used_curves);
    design.waterfall = waterfall_of(plan.waterfall);
    design.balance = balance_of(plan.balance);
    add_money(design, plan, book);
    return design;
}

}  // namespace suncrew::orders
