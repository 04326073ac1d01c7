#pragma once

#include <cstdint>
#include <optional>

#include "base/refusal.hpp"
#include "places/gazetteer.hpp"
#include "solar/proposal.hpp"

/// What is asked alike of a household that wants a quote or a design.
namespace suncrew::orders {

/// Refuses with Code::invalid a place in the sea ("place_in_the_sea"), and another country than the place's
/// ("country_mismatch").
places::Located locate(const places::Gazetteer& gazetteer, const solar::Place& place,
                       const std::optional<places::Country>& believed);

/// Refuses with Code::invalid both or neither ("one_of_two_needed").
solar::Consumption consumption_of(std::optional<double> yearly_use_kwh,
                                  std::optional<std::int64_t> monthly_bill_minor, Currency currency);

/// Throws a refusal of the simulation, whose fields have names of their own, with the request's field.
[[noreturn]] void refuse_in_terms_of_request(const Refusal& refusal);

}  // namespace suncrew::orders
