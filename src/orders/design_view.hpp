#pragma once

#include "orders/design_wire.hpp"
#include "solar/design.hpp"

namespace suncrew::orders {

/// A design as it is told: planes in `input`'s order, money in the book's currency, rounded.
Design view(const solar::Design& plan, const solar::DesignInput& input, const solar::PriceBook& book);

}  // namespace suncrew::orders
