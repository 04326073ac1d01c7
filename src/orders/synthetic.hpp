#pragma once

#include <cstdint>

#include "orders/demo.hpp"
#include "orders/shapes.hpp"

namespace suncrew::orders {

/// As many orders are made at most; of more, each group gets its share.
inline constexpr std::int64_t synthetic_orders_max = 5000;
inline constexpr std::int64_t synthetic_customers_max = 500;
inline constexpr std::int64_t synthetic_crews_max = 100;

/// What was made.
struct SyntheticHouse {
    DemoSignIns sign_ins;  ///< of a customer, the crews and the staff
    std::int64_t orders = 0;
    std::int64_t not_made = 0;  ///< for which there are no prices or no city
};

/// Fills an empty database with made-up people whose orders have these shapes: country, month and state of
/// each, and the sizes of a country's systems. Everything was quoted, ordered, accepted and moved by the
/// functions that serve people, at a clock of its own. Nothing else is taken from where the shapes are of.
SyntheticHouse make_synthetic(const access::HashingLane& lane, const DemoSources& sources,
                              const Shapes& shapes, Development proof);

}  // namespace suncrew::orders
