#pragma once

#include <string>

#include "solar/design.hpp"

namespace suncrew::commands {

/// One line of JSON: planes with each module's place, strings, months with their P90, day curves, losses, the
/// year at the meter, the price and the cash flow. Energies in kWh, powers in kW, lengths in metres, money in
/// the book's currency.
std::string as_json(const solar::Design& design);

/// What matters of it for people.
std::string as_text(const solar::Design& design);

}  // namespace suncrew::commands
