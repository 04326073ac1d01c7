#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "orders/quote_wire.hpp"
#include "solar/layout.hpp"
#include "solar/tariff.hpp"

namespace suncrew::solar {

BOOST_DESCRIBE_ENUM(TariffKind, flat, time_of_use)
BOOST_DESCRIBE_ENUM(Orientation, portrait, landscape)
BOOST_DESCRIBE_STRUCT(Rectangle, (), (x_m, y_m, width_m, height_m))

}  // namespace suncrew::solar

/// What is said and heard about designs. Lengths in m, areas in m2, angles in degrees, azimuths clockwise
/// from north, energy in kWh a year, power in kW. The names stand in the OpenAPI document.
namespace suncrew::orders {

/// A plane of the roof: its measures where they are known, else its area.
struct DrawnPlane {
    std::optional<wire::Number<1, 2000>> area_m2;  ///< taken as `roof_shape` says
    std::optional<wire::Number<1, 60>> width_m;    ///< along the eave
    std::optional<wire::Number<1, 60>> height_m;   ///< up the rafters
    wire::Number<0, 90> tilt_deg;
    wire::Number<0, 360> azimuth_deg;
    wire::Number<0, 9, 10> shading;  ///< the fraction of its yearly sun that shadows take
};
BOOST_DESCRIBE_STRUCT(DrawnPlane, (), (area_m2, width_m, height_m, tilt_deg, azimuth_deg, shading))

/// POST /designs.
struct DesignRequest {
    wire::Number<-90, 90> latitude;
    wire::Number<-180, 180> longitude;
    std::optional<places::Country> country;  ///< where the customer believes to be; checked, not believed
    wire::List<DrawnPlane, 1, 8> roof_planes;
    std::optional<wire::Number<100, 1'000'000>> yearly_use_kwh;       ///< either this …
    std::optional<wire::Whole<1, 1'000'000'000>> monthly_bill_minor;  ///< … or this, in the market's currency
    std::optional<wire::Whole<1, 10'000>> modules;                    ///< none for as many as pay best
    std::optional<wire::Number<1, 1000>> battery_kwh;  ///< one of those sold; none for no battery
    std::optional<solar::TariffKind> tariff;           ///< flat, if it is not said
};
BOOST_DESCRIBE_STRUCT(DesignRequest, (),
                      (latitude, longitude, country, roof_planes, yearly_use_kwh, monthly_bill_minor, modules,
                       battery_kwh, tariff))

/// A plane of the roof with its modules, drawn on it from the lower left corner, seen from outside.
struct DesignedPlane {
    double width_m = 0;
    double height_m = 0;
    double tilt_deg = 0;
    double azimuth_deg = 0;
    double shading = 0;
    solar::Orientation orientation{};
    std::vector<solar::Rectangle> modules;
    int modules_max = 0;  ///< that fit on it
    double dc_kw = 0;
    double kwh_per_kw = 0;  ///< a year; 0 where no module fits
};
BOOST_DESCRIBE_STRUCT(DesignedPlane, (),
                      (width_m, height_m, tilt_deg, azimuth_deg, shading, orientation, modules, modules_max,
                       dc_kw, kwh_per_kw))

/// Strings of equal length from one plane, on one input of an inverter.
struct DesignedString {
    int inverter = 0;  ///< counted from 1
    int plane = 0;     ///< counted from 1
    int strings = 0;
    int modules_each = 0;
};
BOOST_DESCRIBE_STRUCT(DesignedString, (), (inverter, plane, strings, modules_each))

/// A step of the way from light to power.
struct DesignLoss {
    std::string name;
    double kwh = 0;  ///< below zero where a step adds
};
BOOST_DESCRIBE_STRUCT(DesignLoss, (), (name, kwh))

struct DesignWaterfall {
    double light_kwh = 0;            ///< all light on the modules at their rated efficiency
    std::vector<DesignLoss> losses;  ///< in order; what they leave is the year's yield
};
BOOST_DESCRIBE_STRUCT(DesignWaterfall, (), (light_kwh, losses))

/// The first year at the meter: produced + imported = used + exported + lost, but for rounding.
struct DesignBalance {
    double produced_kwh = 0;
    double used_kwh = 0;
    double self_used_kwh = 0;  ///< of the use, what was not imported
    double imported_kwh = 0;
    double exported_kwh = 0;
    double lost_kwh = 0;  ///< in the battery, with what is in it at the year's end
};
BOOST_DESCRIBE_STRUCT(DesignBalance, (),
                      (produced_kwh, used_kwh, self_used_kwh, imported_kwh, exported_kwh, lost_kwh))

/// A year's money, in the minor unit of the price's currency.
struct DesignYear {
    std::int64_t bill_saved_minor = 0;
    std::int64_t export_income_minor = 0;
    std::int64_t incentives_minor = 0;
    std::int64_t upkeep_minor = 0;        ///< what goes out
    std::int64_t replacements_minor = 0;  ///< what goes out, of inverters and batteries
    std::int64_t total_minor = 0;
    std::int64_t cumulative_minor = 0;  ///< with what the system costs
};
BOOST_DESCRIBE_STRUCT(DesignYear, (),
                      (bill_saved_minor, export_income_minor, incentives_minor, upkeep_minor,
                       replacements_minor, total_minor, cumulative_minor))

struct OfferedBattery {
    double capacity_kwh = 0;
    double power_kw = 0;
};
BOOST_DESCRIBE_STRUCT(OfferedBattery, (), (capacity_kwh, power_kw))

/// What can be chosen here.
struct DesignChoices {
    int modules_min = 0;
    int modules_max = 0;  ///< not every number makes strings
    std::vector<OfferedBattery> batteries;
    std::vector<solar::TariffKind> tariffs;
};
BOOST_DESCRIBE_STRUCT(DesignChoices, (), (modules_min, modules_max, batteries, tariffs))

using MeanDay = std::array<double, 24>;

/// A whole system for a roof and a household. An estimate, not an offer.
struct Design {
    QuotePlace place;
    DesignChoices choices;
    std::vector<DesignedPlane> planes;  ///< in the request's order
    int modules = 0;
    double module_watts = 0;
    double dc_kw = 0;
    double ac_kw = 0;
    std::vector<DesignedString> strings;
    std::optional<OfferedBattery> battery;
    solar::TariffKind tariff{};

    double annual_kwh = 0;
    double annual_kwh_p90 = 0;  ///< the long-term mean is more than this with a probability of 0.9
    std::array<double, 12> monthly_kwh{};
    std::array<double, 12> monthly_kwh_p90{};
    std::array<MeanDay, 12> produced_kw{};  ///< by the month and the hour of the sun's day
    std::array<MeanDay, 12> used_kw{};
    DesignWaterfall waterfall;
    DesignBalance balance;

    Price price;
    std::vector<DesignYear> cash_flow;  ///< 25 years
    Money yearly_savings;               ///< of the first year
    Money net_25_years;
    Money present_value;
    std::optional<double> payback_years;            ///< none where it is longer than the system's life
    std::optional<double> internal_rate_of_return;  ///< a year, as a fraction
    double co2_kg_per_year = 0;
    double co2_kg_25_years = 0;
};
BOOST_DESCRIBE_STRUCT(Design, (),
                      (place, choices, planes, modules, module_watts, dc_kw, ac_kw, strings, battery, tariff,
                       annual_kwh, annual_kwh_p90, monthly_kwh, monthly_kwh_p90, produced_kw, used_kw,
                       waterfall, balance, price, cash_flow, yearly_savings, net_25_years, present_value,
                       payback_years, internal_rate_of_return, co2_kg_per_year, co2_kg_25_years))

}  // namespace suncrew::orders
