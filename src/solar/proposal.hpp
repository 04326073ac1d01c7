#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "base/money.hpp"
#include "base/time.hpp"
#include "solar/climate.hpp"
#include "solar/price_book.hpp"
#include "solar/yield.hpp"

namespace suncrew::solar {

/// One plane of the roof as the customer draws it.
struct RoofPlane {
    double area_m2 = 0;           ///< 1 to 2000
    double tilt_deg = 0;          ///< 0 to 90
    double azimuth_deg = 0;       ///< clockwise from north, 0 to 360
    double shading_fraction = 0;  ///< 0 to 0.9
};

struct YearlyUse {
    double kwh = 0;  ///< 100 to 1,000,000
};
struct MonthlyBill {
    Money amount;  ///< in the price book's currency, more than its standing charge
};
/// What the household needs, known one way or the other.
using Consumption = std::variant<YearlyUse, MonthlyBill>;

/// What that is in kWh a year, at the book's tariff. Refuses with Code::invalid: "out_of_range" with the
/// field's path; "currency_mismatch" and "bill_too_low" (monthly_bill).
double yearly_use_kwh(const Consumption& consumption, const PriceBook& book);

inline constexpr std::size_t roof_planes_max = 8;
inline constexpr int lifetime_years = 25;

struct ProposalInput {
    Place place;
    std::vector<RoofPlane> roof_planes;  ///< 1 to roof_planes_max
    Consumption consumption;
    Date today;
};

/// What goes on one plane of the roof.
struct PlaneLayout {
    std::size_t plane = 0;  ///< index into the input's roof_planes
    int panels = 0;
    int panels_max = 0;  ///< what would fit
    double dc_kw = 0;
    double specific_yield_kwh_per_kw = 0;  ///< a year, before clipping: what the planes are ranked by
};

/// One line of the price. `key` is stable and one of: modules, inverter, battery, mounting, labour, design,
/// permits, vat, incentive. Amounts before "vat" are net; an incentive is negative. Lines with nothing to pay
/// are left out, except vat.
struct PriceLine {
    std::string_view key;
    Money amount;
};

/// A firm offer for a roof.
struct Proposal {
    std::vector<PlaneLayout> planes;  ///< one for each plane of the input, in its order
    int panels = 0;
    double dc_kw = 0;
    double ac_kw = 0;
    Yield yield{};  ///< of the first year

    std::vector<PriceLine> lines;
    Money total;  ///< exactly the sum of the lines
    int cooling_off_days = 0;

    double yearly_use_kwh = 0;
    double self_used_kwh = 0;  ///< of the first year's yield
    double exported_kwh = 0;
    Money first_year_savings;             ///< bill avoided and export, less upkeep
    std::optional<double> payback_years;  ///< none if not within lifetime_years
    Money net_lifetime;                   ///< all savings of lifetime_years less the total, undiscounted
    Money present_value;                  ///< the same, discounted: what the size was chosen by
    double co2_avoided_kg_year = 0;
};

/// The system that is worth most to this household on this roof: the count of panels with the highest present
/// value, best planes first, within the roof and the book's smallest and largest system. Deterministic.
/// Refuses with Code::invalid: "out_of_range" with the field's path; "roof_too_small" (roof_planes) if not
/// one panel fits; "currency_mismatch" and "bill_too_low" (monthly_bill); "price_book_not_valid" (country).
Proposal propose(const ProposalInput& input, const PriceBook& book, const MonthlyClimate& climate);

}  // namespace suncrew::solar
