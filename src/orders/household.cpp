#include "orders/household.hpp"

#include <cmath>

#include "orders/wall_clock.hpp"
#include "solar/synthesis.hpp"

namespace suncrew::orders {

places::Located locate(const places::Gazetteer& gazetteer, const solar::Place& place,
                       const std::optional<places::Country>& believed) {
    places::Located located = gazetteer.locate(place.latitude_deg, place.longitude_deg);
    if (believed && *believed != located.country)
        throw Refusal{Code::invalid, "country_mismatch", "country"};
    return located;
}

solar::Consumption consumption_of(std::optional<double> yearly_use_kwh,
                                  std::optional<std::int64_t> monthly_bill_minor, Currency currency) {
    if (yearly_use_kwh.has_value() == monthly_bill_minor.has_value())
        throw Refusal{Code::invalid, "one_of_two_needed", "yearly_use_kwh"};
    if (yearly_use_kwh)
        return solar::YearlyUse{*yearly_use_kwh};
    return solar::MonthlyBill{{*monthly_bill_minor, currency}};
}

solar::RoofSurface roof_of(double area_m2) {
    const double rafter_m = std::sqrt(area_m2 / roof_shape);
    return solar::rectangular(rafter_m * roof_shape, rafter_m);
}

solar::DesignInput household_at(const places::Located& located, const solar::Consumption& consumption,
                                const solar::PriceBook& book, Date today) {
    solar::DesignInput input;
    input.place = {located.latitude, located.longitude};
    input.use = {solar::yearly_use_kwh(consumption, book)};
    input.clock = wall_clock(located.country, input.place);
    input.today = today;
    return input;
}

solar::Design design_for(const solar::DesignInput& input, const solar::PriceBook& book,
                         const solar::Climate& climate, const ProvidedSky& provided) {
    const solar::MonthlyClimate mean = climate.at(input.place);
    if (const auto sky = provided ? provided(input.place) : nullptr)
        return solar::design(input, book, mean, *sky);
    return solar::design(input, book, mean, solar::sky_of(input.place, mean));
}

void refuse_in_terms_of_request(const Refusal& refusal) {
    const std::string& field = refusal.field();
    const std::string named = field == "monthly_bill" ? "monthly_bill_minor"
                              : field == "place"      ? "latitude"
                              : field == "inverter"   ? "modules"
                                                      : field;
    throw Refusal{refusal.code(), refusal.reason(), named, refusal.detail()};
}

}  // namespace suncrew::orders
