#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "dispatch/travel.hpp"
#include "routing/model.hpp"

namespace suncrew::planning {

using routing::Cost;
using routing::Time;
using routing::Window;

/// What a situation may have at most; more is refused.
inline constexpr std::size_t horizon_days_max = 30;
inline constexpr std::size_t pieces_max = 5;  ///< of one order

/// A day's work of a crew. Times are seconds since the beginning of day 0 of the situation.
struct Shift {
    int day = 0;
    Window hours{};
};

struct Crew {
    std::uint64_t id = 0;
    dispatch::Position home;
    routing::Skills skills{};
    std::vector<Shift> shifts{};  ///< at most one a day; a day without one is not worked
};

/// A visit that an order still needs. All but the first come after the one before them.
struct Piece {
    Time service = 0;
    int days_after_min = 1;  ///< from the day of the piece before it; at least 1
    int days_after_max = static_cast<int>(horizon_days_max);
    bool same_crew = false;  ///< as the piece before it
    bool whole = false;      ///< the piece before it is not begun without it
};

/// Where crews are to go, with what is left to do there.
struct Order {
    std::uint64_t id = 0;
    dispatch::Position site;
    routing::Skills skills{};
    int first_day = 0;                         ///< not before
    std::vector<int> closed_days{};            ///< on which nobody can work there: weather, or the customer
    std::vector<std::uint64_t> declined_by{};  ///< crews
    int priority = 0;                          ///< 0 to `routing::priority_max`
    std::vector<Piece> pieces{};               ///< in order, at most `pieces_max`
};

/// A visit that customer and crew have agreed to.
struct Agreed {
    std::uint64_t order = 0;
    std::size_t piece = 0;
    std::uint64_t crew = 0;
    int day = 0;
    Window begins{};  ///< when the customer was told that the crew would come
};

/// How things stand: everything that has happened is in it. A crew that is sick has no shift, an order that
/// was cancelled is not there, bad weather closes the days of orders.
struct Situation {
    int horizon_days = 10;  ///< from day 0 on
    std::vector<Crew> crews{};
    std::vector<Order> orders{};
    std::vector<Agreed> agreed{};
};

}  // namespace suncrew::planning
