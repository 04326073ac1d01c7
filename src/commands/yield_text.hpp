#pragma once

#include <string>

#include "base/refusal.hpp"
#include "commands/skies.hpp"
#include "solar/hourly.hpp"

namespace suncrew::commands {

/// Why something was refused, for people: the reason and the field.
std::string reason_of(const Refusal& refusal);

/// A number with three decimals, as JSON and CSV have it.
std::string figure(double number);

/// `"annual_kwh":…,"monthly_kwh":[…]`, without braces.
std::string energy_members(const solar::YearOfPower& year);

/// One line of JSON: annual_kwh, monthly_kwh, annual_kwh_p90 where the error is known, the source of the
/// weather, and what is left after each stage, kWh.
std::string as_json(const solar::YearOfPower& year, const FoundSky& found);

/// The same for people.
std::string as_text(const solar::YearOfPower& year, const FoundSky& found, const solar::System& system);

}  // namespace suncrew::commands
