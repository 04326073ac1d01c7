#include "solar/proposal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "solar/finance.hpp"
#include "solar/hourly.hpp"
#include "solar/pricing.hpp"
#include "solar/range.hpp"
#include "solar/synthesis.hpp"

namespace suncrew::solar {
namespace {

constexpr double use_kwh_min = 100;
constexpr double use_kwh_max = 1'000'000;

void check(const std::vector<RoofPlane>& planes) {
    require_in(static_cast<double>(planes.size()), 1, roof_planes_max, "roof_planes");
    for (std::size_t i = 0; i < planes.size(); ++i) {
        const std::string path = "roof_planes[" + std::to_string(i) + "].";
        require_in(planes[i].area_m2, 1, 2000, path + "area_m2");
        require_in(planes[i].tilt_deg, 0, 90, path + "tilt_deg");
        require_in(planes[i].azimuth_deg, 0, 360, path + "azimuth_deg");
        require_in(planes[i].shading_fraction, 0, 0.9, path + "shading_fraction");
    }
}

double kwh_for(const MonthlyBill& bill, const PriceBook& book) {
    if (bill.amount.currency != book.currency)
        throw Refusal{Code::invalid, "currency_mismatch", "monthly_bill"};
    const double for_energy = (static_cast<double>(bill.amount.amount_minor) -
                               static_cast<double>(book.tariff.standing_charge_month.amount_minor)) /
                              100;
    const double kwh = for_energy * months_per_year / book.tariff.price_per_kwh;
    if (kwh < use_kwh_min)
        throw Refusal{Code::invalid, "bill_too_low", "monthly_bill"};
    require_in(kwh, use_kwh_min, use_kwh_max, "monthly_bill");
    return kwh;
}

Array array_of(const RoofPlane& plane, double dc_kw) {
    return {dc_kw, plane.tilt_deg, plane.azimuth_deg, plane.shading_fraction};
}

System system_of(std::span<const Array> arrays, double ac_kw, const PriceBook& book) {
    System system;
    system.arrays = arrays;
    system.ac_kw = ac_kw;
    system.modules = book.module.type;
    return system;
}

/// The empty roof: what would fit on each plane, and what a kW there would give.
std::vector<PlaneLayout> survey(const ProposalInput& input, const PriceBook& book, const SkyYear& sky) {
    std::vector<PlaneLayout> layouts;
    for (std::size_t i = 0; i < input.roof_planes.size(); ++i) {
        const Array one_kw = array_of(input.roof_planes[i], 1);
        PlaneLayout layout;
        layout.plane = i;
        layout.panels_max =
            static_cast<int>(input.roof_planes[i].area_m2 * book.roof_use / book.module.area_m2());
        layout.specific_yield_kwh_per_kw = simulate(sky, system_of({&one_kw, 1}, 1, book)).annual_kwh;
        layouts.push_back(layout);
    }
    return layouts;
}

/// The planes by what they give, best first.
std::vector<std::size_t> ranking(const std::vector<PlaneLayout>& layouts) {
    std::vector<std::size_t> order(layouts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return layouts[a].specific_yield_kwh_per_kw > layouts[b].specific_yield_kwh_per_kw;
    });
    return order;
}

/// Panels that the roof and the book allow: from, to.
struct Range {
    int from = 0;
    int to = 0;
};

Range allowed_panels(const std::vector<PlaneLayout>& layouts, const PriceBook& book) {
    int fit = 0;
    for (const PlaneLayout& layout : layouts)
        fit += layout.panels_max;
    if (fit == 0)
        throw Refusal{Code::invalid, "roof_too_small", "roof_planes"};
    const int sold = static_cast<int>(book.dc_kw_max * 1000 / book.module.watts);
    const int to = std::min(fit, sold);
    return {std::min(book.panels_min, to), to};
}

/// The count of panels with the highest present value; the smaller one of equals.
int best_count(const std::vector<PlaneLayout>& layouts, const ProposalInput& input, const PriceBook& book,
               double use) {
    const Range allowed = allowed_panels(layouts, book);
    int best = allowed.from;
    double best_value = -std::numeric_limits<double>::infinity();
    double kwh = 0;
    int panels = 0;
    for (const std::size_t plane : ranking(layouts)) {
        const double kwh_per_panel = layouts[plane].specific_yield_kwh_per_kw * dc_kw_of(book, 1);
        for (int i = 0; i < layouts[plane].panels_max && panels < allowed.to; ++i) {
            kwh += kwh_per_panel;
            if (++panels < allowed.from)
                continue;
            const double value =
                worth_of(book, price_of(book, {panels}, input.today), dc_kw_of(book, panels), kwh, use)
                    .present_value;
            if (value > best_value) {
                best_value = value;
                best = panels;
            }
        }
    }
    return best;
}

void place_panels(std::vector<PlaneLayout>& layouts, int panels, const PriceBook& book) {
    for (const std::size_t plane : ranking(layouts)) {
        layouts[plane].panels = std::min(panels, layouts[plane].panels_max);
        layouts[plane].dc_kw = dc_kw_of(book, layouts[plane].panels);
        panels -= layouts[plane].panels;
    }
}

Yield yield_of(const Proposal& proposal, const ProposalInput& input, const PriceBook& book,
               const MonthlyClimate& climate, const SkyYear& sky) {
    std::vector<Array> arrays;
    for (const PlaneLayout& layout : proposal.planes)
        if (layout.panels > 0)
            arrays.push_back(array_of(input.roof_planes[layout.plane], layout.dc_kw));
    return mean_year(sky, climate, system_of(arrays, proposal.ac_kw, book));
}

Money rounded(double amount, Currency currency) {
    return {std::llround(amount * 100), currency};
}

void add_finances(Proposal& proposal, const PriceBook& book, Date today) {
    const double annual_kwh = proposal.yield.annual_kwh;
    Price price = price_of(book, {proposal.panels}, today);
    const Worth worth = worth_of(book, price, proposal.dc_kw, annual_kwh, proposal.yearly_use_kwh);
    const EnergySplit energy =
        split(annual_kwh, proposal.yearly_use_kwh, book.household.self_sufficiency_max);
    proposal.lines = std::move(price.lines);
    proposal.total = price.total;
    proposal.self_used_kwh = energy.self_used_kwh;
    proposal.exported_kwh = energy.exported_kwh;
    proposal.first_year_savings = rounded(worth.first_year_savings, book.currency);
    proposal.payback_years = worth.payback_years;
    proposal.net_lifetime = rounded(worth.net, book.currency);
    proposal.present_value = rounded(worth.present_value, book.currency);
    proposal.co2_avoided_kg_year = annual_kwh * book.tariff.grid_co2_kg_per_kwh;
}

}  // namespace

double yearly_use_kwh(const Consumption& consumption, const PriceBook& book) {
    if (const auto* bill = std::get_if<MonthlyBill>(&consumption))
        return kwh_for(*bill, book);
    const double kwh = std::get<YearlyUse>(consumption).kwh;
    require_in(kwh, use_kwh_min, use_kwh_max, "yearly_use_kwh");
    return kwh;
}

Proposal propose(const ProposalInput& input, const PriceBook& book, const MonthlyClimate& climate) {
    check(input.place);
    check(input.roof_planes);
    if (!book.valid.holds(input.today))
        throw Refusal{Code::invalid, "price_book_not_valid", "country"};
    Proposal proposal;
    proposal.yearly_use_kwh = yearly_use_kwh(input.consumption, book);
    const SkyYear sky = sky_of(input.place, climate);
    proposal.planes = survey(input, book, sky);
    proposal.panels = best_count(proposal.planes, input, book, proposal.yearly_use_kwh);
    place_panels(proposal.planes, proposal.panels, book);
    proposal.dc_kw = dc_kw_of(book, proposal.panels);
    proposal.ac_kw = inverters_for(book, proposal.dc_kw).ac_kw;
    proposal.yield = yield_of(proposal, input, book, climate, sky);
    proposal.cooling_off_days = book.cooling_off_days;
    add_finances(proposal, book, input.today);
    return proposal;
}

}  // namespace suncrew::solar
