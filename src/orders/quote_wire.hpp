#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "orders/ready_json.hpp"
#include "places/wire.hpp"
#include "wire/structs.hpp"

/// What is said and heard about quotes. Areas in m2, angles in degrees, azimuths clockwise from north, energy
/// in kWh a year, power in kW. The names stand in the OpenAPI document.
namespace suncrew::orders {

/// A plane of the roof as the customer draws it.
struct RoofPlane {
    wire::Number<1, 2000> area_m2;
    wire::Number<0, 90> tilt_deg;
    wire::Number<0, 360> azimuth_deg;
    wire::Number<0, 9, 10> shading;  ///< the fraction of its yearly sun that shadows take
};
BOOST_DESCRIBE_STRUCT(RoofPlane, (), (area_m2, tilt_deg, azimuth_deg, shading))

/// POST /quotes.
struct QuoteRequest {
    wire::Number<-90, 90> latitude;
    wire::Number<-180, 180> longitude;
    std::optional<places::Country> country;  ///< where the customer believes to be; checked, not believed
    wire::List<RoofPlane, 1, 8> roof_planes;
    std::optional<wire::Number<100, 1'000'000>> yearly_use_kwh;       ///< either this …
    std::optional<wire::Whole<1, 1'000'000'000>> monthly_bill_minor;  ///< … or this, in the market's currency
};
BOOST_DESCRIBE_STRUCT(QuoteRequest, (),
                      (latitude, longitude, country, roof_planes, yearly_use_kwh, monthly_bill_minor))

struct QuotePlace {
    double latitude = 0;
    double longitude = 0;
    std::string nearest;  ///< the nearest city
    places::Country country;
};
BOOST_DESCRIBE_STRUCT(QuotePlace, (), (latitude, longitude, nearest, country))

/// A plane of the roof with what goes on it.
struct QuotePlane {
    double area_m2 = 0;
    double tilt_deg = 0;
    double azimuth_deg = 0;
    double shading = 0;
    int panels = 0;
};
BOOST_DESCRIBE_STRUCT(QuotePlane, (), (area_m2, tilt_deg, azimuth_deg, shading, panels))

struct PriceLine {
    std::string key;  ///< modules, inverter, mounting, labour, design, permits, vat or incentive
    std::optional<std::string> label;  ///< the name of what is sold, where it has one
    Money amount;                      ///< negative for an incentive
};
BOOST_DESCRIBE_STRUCT(PriceLine, (), (key, label, amount))

struct Price {
    std::vector<PriceLine> lines;
    Money total;  ///< exactly the sum of the lines
};
BOOST_DESCRIBE_STRUCT(Price, (), (lines, total))

/// A firm offer for a roof.
struct Quote {
    QuoteId id;
    Instant created_at{};
    Instant valid_until{};
    QuotePlace place;
    std::vector<QuotePlane> roof_planes;
    int panels = 0;
    double panel_watts = 0;
    double dc_kw = 0;
    double ac_kw = 0;
    double annual_kwh = 0;
    std::array<double, 12> monthly_kwh{};
    double relative_error = 0;  ///< one standard deviation of annual_kwh, as a fraction
    double yearly_use_kwh = 0;
    double self_consumed_kwh = 0;
    double exported_kwh = 0;
    Price price;
    Money yearly_savings;
    std::optional<double> payback_years;  ///< none where it is longer than the system's life
    Money net_25_years;
    std::optional<double> co2_kg_per_year;
    int cooling_off_days = 0;
    Date prices_valid_from{};
};
BOOST_DESCRIBE_STRUCT(Quote, (),
                      (id, created_at, valid_until, place, roof_planes, panels, panel_watts, dc_kw, ac_kw,
                       annual_kwh, monthly_kwh, relative_error, yearly_use_kwh, self_consumed_kwh,
                       exported_kwh, price, yearly_savings, payback_years, net_25_years, co2_kg_per_year,
                       cooling_off_days, prices_valid_from))

/// GET /quotes/{quote}.
struct QuoteQuery {
    QuoteId quote;
};
BOOST_DESCRIBE_STRUCT(QuoteQuery, (), (quote))

/// GET /markets.
struct MarketsQuery {};
BOOST_DESCRIBE_STRUCT(MarketsQuery, (), ())

/// A country that we sell in, by today's price book.
struct Market {
    std::string country;
    std::string currency;
    double tariff_minor_per_kwh = 0;  ///< what electricity costs, with taxes, in the currency's minor unit
    double typical_yearly_use_kwh = 0;
    int cooling_off_days = 0;
    Date prices_valid_from{};
};
BOOST_DESCRIBE_STRUCT(Market, (),
                      (country, currency, tariff_minor_per_kwh, typical_yearly_use_kwh, cooling_off_days,
                       prices_valid_from))

struct Markets {
    std::vector<Market> items;  ///< by country
};
BOOST_DESCRIBE_STRUCT(Markets, (), (items))

}  // namespace suncrew::orders
