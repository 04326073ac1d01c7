#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "orders/state.hpp"
#include "places/country.hpp"
#include "store/connection.hpp"

/// What may be told of a house without telling of anybody: how many, where by country, when by month. Read
/// from columns that are not sealed, so without any key; a group that fewer than `group_size_min` customers
/// stand behind is left out as a whole.
namespace suncrew::orders {

/// Orders of a country that were placed in a month and stand in one state now.
struct OrderGroup {
    places::Country country;
    std::chrono::year_month placed;
    State state{};
    std::int64_t orders = 0;
};

/// Orders of a country by the size of the system: `tens` is 2 for 20 to 29 panels.
struct SizeGroup {
    places::Country country;
    int tens = 0;
    std::int64_t orders = 0;
};

struct Shapes {
    std::vector<OrderGroup> orders;
    std::vector<SizeGroup> sizes;
    std::int64_t customers = 0;  ///< with an order; 0 where they are too few to be told
    std::int64_t crews = 0;      ///< the same
    int left_out = 0;            ///< groups that were too small
};

Shapes shapes_of(store::Reading& reading);

}  // namespace suncrew::orders
