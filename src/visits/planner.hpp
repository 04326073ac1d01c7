#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "places/gazetteer.hpp"
#include "planning/replan.hpp"
#include "store/connection.hpp"
#include "visits/appointments.hpp"

namespace suncrew::visits {

/// So many crews are planned in one turn; the rest waits for the next.
inline constexpr int planned_crews_max = 50;
/// All crews are looked at so often, whatever happened: a day begins, a window is due, an account is locked.
inline constexpr std::chrono::minutes all_crews_every{30};
/// Ways by road are waited for, and the lease ends after a minute.
inline constexpr std::chrono::seconds turn_max{20};
/// A transaction that changed an order ends within this time at the latest.
inline constexpr std::chrono::seconds change_settles{10};

/// What a turn of the planning did.
struct PlanningRun {
    bool led = true;  ///< false: another program was at it, and this one did nothing
    int crews = 0;    ///< looked at
    int added = 0;    ///< new visits
    int shifted = 0;  ///< within what was told
    int moved = 0;    ///< another day or window, with its cause
    int lost = 0;     ///< that have no day for now
    int over = 0;     ///< done or dropped, because of their orders
    int told = 0;     ///< customers who were told a window
    int failed = 0;   ///< orders that look for another crew
    int beaten = 0;   ///< changes that somebody else was faster with; the next turn looks again

    bool wrote() const { return added + shifted + moved + lost + over + told + failed > 0; }
};

/// The rolling planning: keeps each crew's visits in step with its orders, its absences and closed days. A
/// crew is looked at when an order of it has changed, when it is marked, and with all others every
/// `all_crews_every`. Each change is a short transaction of its own that holds against customers, crews and
/// dispatchers who act at the same time; what is as it should be is not written. Any number of programs may
/// run it: a lease lets one at a time. For one thread.
class Planner {
public:
    /// `travel_times` may ask a service outside and wait for it, and never throws.
    Planner(const Means& means, const places::Gazetteer& gazetteer,
            planning::TravelTimes travel_times = &routing::Travel::earth)
        : means_{means}, gazetteer_{gazetteer}, travel_times_{std::move(travel_times)} {}

    /// Ends early where it is asked to stop, or has gone on for `turn_max`; what is left waits for the next.
    /// Throws store::Unavailable where the database is away.
    PlanningRun run(store::Connection& connection, Instant now, const std::stop_token& stop = {});

private:
    void find_changed(store::Reading& reading, Instant now);
    void find_all(store::Reading& reading, Instant now);

    Means means_;
    const places::Gazetteer& gazetteer_;
    planning::TravelTimes travel_times_;
    std::map<OrderId, int> seen_;                   ///< versions of orders that changed a moment ago
    std::map<CrewId, std::optional<Instant>> due_;  ///< to be looked at, and when they were marked
    std::optional<Instant> seen_until_{};
    std::optional<Instant> all_since_{};  ///< when all crews were begun to be looked at last
    std::optional<CrewId> all_up_to_{};   ///< while they are
};

}  // namespace suncrew::visits
