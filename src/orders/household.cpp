#include "orders/household.hpp"

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

void refuse_in_terms_of_request(const Refusal& refusal) {
    const std::string& field = refusal.field();
    const std::string named = field == "monthly_bill" ? "monthly_bill_minor"
                              : field == "place"      ? "latitude"
                              : field == "inverter"   ? "modules"
                                                      : field;
    throw Refusal{refusal.code(), refusal.reason(), named, refusal.detail()};
}

}  // namespace suncrew::orders
