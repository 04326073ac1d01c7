#include "solar/design.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "solar/range.hpp"
#include "solar/sizing.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {
namespace {

void check(const DesignInput& input, const PriceBook& book) {
    check(input.place);
    require_in(static_cast<double>(input.planes.size()), 1, roof_planes_max, "roof_planes");
    for (std::size_t i = 0; i < input.planes.size(); ++i) {
        const std::string path = "roof_planes[" + std::to_string(i) + "].";
        require_in(input.planes[i].tilt_deg, 0, 90, path + "tilt_deg");
        require_in(input.planes[i].azimuth_deg, 0, 360, path + "azimuth_deg");
        require_in(input.planes[i].shading_fraction, 0, 0.9, path + "shading_fraction");
    }
    if (input.air) {
        require_in(input.air->lowest_c, -90, 60, "air.lowest_c");
        require_in(input.air->highest_c, input.air->lowest_c, 60, "air.highest_c");
    }
    if (!book.valid.holds(input.today))
        throw Refusal{Code::invalid, "price_book_not_valid", "country"};
}

std::optional<Battery> battery_of(const DesignInput& input, const PriceBook& book) {
    if (!input.battery_kwh)
        return std::nullopt;
    const auto sold = std::find_if(book.batteries.begin(), book.batteries.end(), [&](const Battery& battery) {
        return battery.capacity_kwh == *input.battery_kwh;
    });
    if (sold == book.batteries.end())
        throw Refusal{Code::invalid, "battery_not_sold", "battery_kwh"};
    return *sold;
}

/// Every module that fits.
std::vector<DesignedPlane> lay_out_all(const DesignInput& input, const PriceBook& book) {
    const ModuleSize size{std::min(book.module.width_m, book.module.height_m),
                          std::max(book.module.width_m, book.module.height_m)};
    std::vector<DesignedPlane> planes;
    for (std::size_t i = 0; i < input.planes.size(); ++i) {
        ModuleLayout layout =
            lay_out(input.planes[i].surface, book.setbacks, size, "roof_planes[" + std::to_string(i) + "]");
        DesignedPlane plane{layout.orientation, std::move(layout.modules)};
        plane.modules_max = static_cast<int>(plane.modules.size());
        planes.push_back(std::move(plane));
    }
    return planes;
}

/// Of a roof on which no string fits.
[[noreturn]] void refuse_small(const std::vector<DesignedPlane>& planes) {
    const auto some = std::find_if(planes.begin(), planes.end(),
                                   [](const DesignedPlane& plane) { return plane.modules_max > 0; });
    if (some == planes.end())
        throw Refusal{Code::invalid, "roof_too_small", "roof_planes"};
    throw Refusal{Code::invalid, "plane_below_shortest_string",
                  "roof_planes[" + std::to_string(some - planes.begin()) + "]"};
}

/// Of all strings that an inverter of the book takes.
int shortest_string(const PriceBook& book, const Extremes& cells) {
    std::optional<Refusal> first;
    int shortest = std::numeric_limits<int>::max();
    for (const InverterPrice& inverter : book.inverters) {
        try {
            shortest =
                std::min(shortest, string_lengths(book.module.electrics, inverter.inputs, cells).fewest);
        } catch (const Refusal& refusal) {
            if (!first)
                first = refusal;
        }
    }
    if (shortest == std::numeric_limits<int>::max())
        throw Refusal{*first};
    return shortest;
}

/// What a kW on each plane would give. A plane that holds no string takes no modules, however good it is.
std::vector<SurveyedPlane> survey(const DesignInput& input, const std::vector<DesignedPlane>& planes,
                                  const PriceBook& book, const SkyYear& sky, int shortest) {
    std::vector<SurveyedPlane> surveyed;
    for (std::size_t i = 0; i < planes.size(); ++i) {
        surveyed.push_back({planes[i].modules_max < shortest ? 0 : planes[i].modules_max});
        if (planes[i].modules_max == 0)
            continue;
        const DesignPlane& plane = input.planes[i];
        const Array one_kw{1, plane.tilt_deg, plane.azimuth_deg, plane.shading_fraction};
        surveyed[i].year = simulate_plane(sky, one_kw, book.module.type, Losses{});
        surveyed[i].by_hour = energy_by_hour(sky, surveyed[i].year.dc_kw);
        surveyed[i].kwh_per_kw = surveyed[i].year.stages.after_losses;
    }
    return surveyed;
}

/// From the fewest that are sold to the most that can be wired and are sold.
void bound(Design& design, std::span<const SurveyedPlane> planes, const PriceBook& book) {
    const int fit = std::accumulate(planes.begin(), planes.end(), 0, [](int sum, const SurveyedPlane& plane) {
        return sum + plane.modules_max;
    });
    if (fit == 0)
        refuse_small(design.planes);
    design.modules_max = std::min(fit, static_cast<int>(book.dc_kw_max / dc_kw_of(book, 1)));
    design.modules_min = std::min(book.panels_min, design.modules_max);
}

/// The sizes that may be taken, the best first.
std::vector<int> sizes_of(const DesignInput& input, const Design& bounds,
                          std::span<const SurveyedPlane> planes, const OpenOffer& offer) {
    if (!input.modules)
        return sizes_by_worth(planes, offer, bounds.modules_min, bounds.modules_max);
    require_in(*input.modules, bounds.modules_min, bounds.modules_max, "modules");
    return {*input.modules};
}

/// A size with its place on the planes and on the inverters.
struct Chosen {
    std::vector<int> by_plane;
    std::vector<WiredInput> inputs;
};

Chosen wired(int modules, std::span<const SurveyedPlane> planes, const PriceBook& book,
             const Extremes& cells) {
    Chosen chosen;
    for (const double count : best_first(planes, modules))
        chosen.by_plane.push_back(static_cast<int>(count));
    const InverterSet inverters = inverters_for(book, dc_kw_of(book, modules));
    chosen.inputs = wire_up(chosen.by_plane, book.module.electrics, inverters.units, cells);
    return chosen;
}

/// The best size that can be wired; what is wrong with the best of all where none can.
Chosen choose(const std::vector<int>& sizes, std::span<const SurveyedPlane> planes, const PriceBook& book,
              const Extremes& cells) {
    std::optional<Refusal> first;
    for (const int modules : sizes) {
        try {
            return wired(modules, planes, book, cells);
        } catch (const Refusal& refusal) {
            if (!first)
                first = refusal;
        }
    }
    throw Refusal{*first};
}

void place(Design& design, std::span<const SurveyedPlane> planes, Chosen chosen, const PriceBook& book) {
    for (std::size_t i = 0; i < design.planes.size(); ++i) {
        DesignedPlane& plane = design.planes[i];
        plane.modules.resize(static_cast<std::size_t>(chosen.by_plane[i]));
        plane.dc_kw = dc_kw_of(book, chosen.by_plane[i]);
        plane.kwh_per_kw = planes[i].kwh_per_kw;
        design.modules += chosen.by_plane[i];
    }
    design.inputs = std::move(chosen.inputs);
    design.dc_kw = dc_kw_of(book, design.modules);
    design.ac_kw = inverters_for(book, design.dc_kw).ac_kw;
}

/// The system's year in power; production by the hour.
HourSeries add_yield(Design& design, std::span<const SurveyedPlane> planes, const MonthlyClimate& climate,
                     const SkyYear& sky) {
    std::vector<PlaneShare> shares;
    for (std::size_t i = 0; i < planes.size(); ++i)
        if (!design.planes[i].modules.empty())
            shares.push_back({&planes[i].year, design.planes[i].dc_kw});
    std::vector<double> kw(sky.size());
    const YearOfPower year = join(sky, shares, design.ac_kw, System{}.inverter_efficiency, kw);
    design.yield = {year.annual_kwh, year.monthly_kwh, relative_error(climate)};
    design.waterfall = waterfall_of(year.stages, Losses{});
    HourSeries kwh = energy_by_hour(sky, kw);
    design.day_curves = day_curves(kwh);
    return kwh;
}

EnergyBalance settled(std::span<const double> produced, const OpenOffer& offer) {
    const HouseholdYear year{produced, offer.used_kwh, offer.import_price,
                             offer.book.tariff.export_price_per_kwh, household_even_share};
    return offer.battery ? settle(year, *offer.battery) : settle(year);
}

void add_finances(Design& design, const OpenOffer& offer, HourSeries produced) {
    const PriceBook& book = offer.book;
    design.balance = settled(produced, offer);
    const double left = production_left(book);
    for (double& kwh : produced)
        kwh *= left;
    const double without =
        std::inner_product(offer.used_kwh.begin(), offer.used_kwh.end(), offer.import_price.begin(), 0.0);
    Price price = price_of(book, {design.modules, offer.battery}, offer.today);
    const Purchased purchased{design.dc_kw, inverters_for(book, design.dc_kw).price, offer.battery};
    design.cash_flow =
        cash_flow(book, price, purchased, vat_rate(book, design.dc_kw, offer.today),
                  money_of(design.balance, without), money_of(settled(produced, offer), without));
    design.internal_rate_of_return = internal_rate_of_return(design.cash_flow);
    design.lines = std::move(price.lines);
    design.total = price.total;
    design.battery = offer.battery;
    design.co2_avoided_kg_year =
        (design.balance.produced_kwh - design.balance.lost_kwh) * book.tariff.grid_co2_kg_per_kwh;
    for (int year = 0; year < lifetime_years; ++year)
        design.co2_avoided_kg_lifetime +=
            design.co2_avoided_kg_year * std::pow(1 - book.degradation_per_year, year);
}

}  // namespace

Design design(const DesignInput& input, const PriceBook& book, const MonthlyClimate& climate,
              const SkyYear& sky) {
    check(input, book);
    const std::optional<Battery> battery = battery_of(input, book);
    const HourSeries used = household_load(input.use, input.place, climate, input.clock);
    const HourSeries prices = import_prices(book, input.tariff, input.clock);
    const OpenOffer offer{book, input.today, battery, used, prices};
    Design design;
    design.used_curves = day_curves(used);
    design.planes = lay_out_all(input, book);
    design.cells = cell_extremes(input.air.value_or(air_extremes(input.place, climate)), book.module.type,
                                 Mounting::roof);
    const std::vector<SurveyedPlane> planes =
        survey(input, design.planes, book, sky, shortest_string(book, design.cells));
    bound(design, planes, book);
    place(design, planes, choose(sizes_of(input, design, planes, offer), planes, book, design.cells), book);
    add_finances(design, offer, add_yield(design, planes, climate, sky));
    return design;
}

}  // namespace suncrew::solar
