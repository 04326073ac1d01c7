#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "dispatch/travel.hpp"
#include "planning/replan.hpp"
#include "visits/crew_wire.hpp"

/// A crew's day in a given order: pure functions.
namespace suncrew::visits {

/// What a day's route has to do at one place.
struct Call {
    dispatch::Position place{};
    std::chrono::minutes service{};
    Instant earliest{};               ///< the work begins no earlier
    std::optional<Instant> latest{};  ///< as the customer was told
    std::optional<Instant> begun{};   ///< it has begun, or is known to begin, then
};

struct CallTimes {
    Instant begins_at{};
    Instant ends_at{};
    std::chrono::minutes drive{};
    double drive_km = 0;
};

struct DayRoute {
    std::vector<CallTimes> calls{};  ///< as they were given
    Instant back_at{};
    double road_km = 0;              ///< with the way back
    std::chrono::minutes driving{};  ///< the same
};

/// Each call as early as it can be, from the base at `leaves` on, one behind the other; ways as
/// `travel_times` has them, to the whole minute above. Nothing is refused: what begins after its `latest`, or
/// ends after a shift, is for the caller to see.
DayRoute day_route(dispatch::Position base, Instant leaves, std::span<const Call> calls,
                   const planning::TravelTimes& travel_times = &routing::Travel::earth);

/// The way home from the last call of a day, by the great circle.
struct WayHome {
    Instant back_at{};
    double km = 0;
};
WayHome way_home(dispatch::Position last, Instant ends_at, dispatch::Position base);

}  // namespace suncrew::visits
