#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "solar/balance.hpp"
#include "solar/cash_flow.hpp"
#include "solar/hours.hpp"
#include "solar/layout.hpp"
#include "solar/load.hpp"
#include "solar/strings.hpp"
#include "solar/tariff.hpp"
#include "solar/waterfall.hpp"
#include "solar/yield.hpp"

namespace suncrew::solar {

inline constexpr std::size_t roof_planes_max = 8;

/// A roof plane as it is drawn.
struct DesignPlane {
    RoofSurface surface;
    double tilt_deg = 0;          ///< 0 to 90
    double azimuth_deg = 0;       ///< clockwise from north, 0 to 360
    double shading_fraction = 0;  ///< 0 to 0.9
};

struct DesignInput {
    Place place;
    std::vector<DesignPlane> planes;  ///< 1 to roof_planes_max
    HouseholdUse use;
    WallClock clock{};  ///< over the clock of the sky
    TariffKind tariff = TariffKind::flat;
    std::optional<double> battery_kwh{};  ///< one of the book's batteries by its capacity
    std::optional<Extremes> air{};        ///< records of the place, where they are known; else estimated
    std::optional<int> modules{};         ///< chosen by the customer; else the size that pays best
    Date today;
};

/// What goes on one plane.
struct DesignedPlane {
    Orientation orientation = Orientation::portrait;
    std::vector<Rectangle> modules{};  ///< in the plane's metres; rows from the eave up
    int modules_max = 0;
    double dc_kw = 0;
    double kwh_per_kw =
        0;  ///< a year, before the inverter: what planes are ranked by; 0 where no module fits
};

/// A whole system for a roof and a household, with everything that a page shows of it.
struct Design {
    std::vector<DesignedPlane> planes{};  ///< in the input's order
    int modules = 0;
    int modules_min = 0, modules_max = 0;  ///< that can be chosen, strings permitting
    double dc_kw = 0;
    double ac_kw = 0;
    std::vector<WiredInput> inputs{};
    Extremes cells;  ///< that the strings were chosen for

    Yield yield{};            ///< of the first year, with its band
    DayCurves day_curves{};   ///< of its power
    DayCurves used_curves{};  ///< of the household's use
    Waterfall waterfall{};
    EnergyBalance balance;  ///< of the first year

    std::optional<Battery> battery{};
    std::vector<PriceLine> lines{};
    Money total;  ///< exactly the sum of the lines
    CashFlow cash_flow{};
    std::optional<double> internal_rate_of_return{};
    /// By the book's factor for the grid of today, for what is used or exported; over lifetime_years too.
    double co2_avoided_kg_year = 0;
    double co2_avoided_kg_lifetime = 0;
};

/// Designs a system: modules laid out on every plane; the size with the highest present value, planes with
/// the best yield first, that its inverters can be wired for, where planes that hold no string stay empty;
/// its year by the hour at the meter. `climate` is the place's mean year, which tells the error, heating and
/// cooling, and the coldest cells; `sky` its hours or those of a weather file. Pure. Refuses with
/// Code::invalid what its parts refuse: planes
/// ("out_of_range", "not_a_roof_plane"), `use`, "tariff_not_offered", strings (of the best size where none
/// can be wired); and "roof_too_small" (roof_planes) where no module fits, "battery_not_sold" (battery_kwh),
/// "out_of_range" (modules, air), "price_book_not_valid" (country).
Design design(const DesignInput& input, const PriceBook& book, const MonthlyClimate& climate,
              const SkyYear& sky);

}  // namespace suncrew::solar
