#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "orders/state.hpp"
#include "places/wire.hpp"
#include "wire/structs.hpp"

/// What the support staff hears of an order. The names stand in the OpenAPI document.
namespace suncrew::orders {

/// GET /support/orders/{order}.
struct ProgressQuery {
    OrderId order;
};
BOOST_DESCRIBE_STRUCT(ProgressQuery, (), (order))

struct ProgressStep {
    Instant at{};
    std::string event;  ///< an event of the state table
    State from{};
    State to{};
    Party by{};
};
BOOST_DESCRIBE_STRUCT(ProgressStep, (), (at, event, from, to, by))

/// How far an order is. Nothing of whose it is: no name, address, place, price, contact or note.
struct OrderProgress {
    OrderId id;
    int version = 0;
    State state{};
    Instant since{};  ///< when it came to that state
    std::optional<Party> waits_for;
    Instant placed_at{};
    places::Country country;
    double dc_kw = 0;
    bool has_crew = false;
    std::int64_t offers = 0;          ///< how often it was offered to a crew
    std::vector<ProgressStep> steps;  ///< the oldest first
};
BOOST_DESCRIBE_STRUCT(OrderProgress, (),
                      (id, version, state, since, waits_for, placed_at, country, dc_kw, has_crew, offers,
                       steps))

}  // namespace suncrew::orders
