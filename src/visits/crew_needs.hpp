#pragma once

#include <optional>
#include <set>
#include <vector>

#include "orders/state.hpp"
#include "places/gazetteer.hpp"
#include "store/connection.hpp"
#include "visits/closed_days.hpp"
#include "visits/crew_at_work.hpp"
#include "visits/visits_store.hpp"

/// How things stand for one crew: what its orders still need, what was agreed of it, and when it works. An
/// order that has a crew keeps it, so each crew is planned by itself, and what happens to one moves nothing
/// of another's.
namespace suncrew::visits {

/// A visit that an order still needs.
struct NeededPiece {
    Kind kind{};
    int piece = 0;
    std::optional<StoredVisit> stored{};  ///< as it stands, where it has a day
    std::optional<Date> dated{};          ///< the day that the order names for it, where it has no visit yet
    std::optional<Cause> lost{};          ///< why it lost the day that it had
};

struct NeedyOrder {
    OrderId id{};
    orders::State state{};
    AccountId customer{};
    std::string city{};
    places::Country country{};
    dispatch::Position place{};
    dispatch::SkillSet skills{};
    Date not_before{};  ///< the end of the cooling-off time, for an installation
    std::vector<NeededPiece> pieces{};
};

/// What orders say of a visit that is not needed any more, or has begun.
struct Overtaken {
    StoredVisit visit{};
    State becomes{};
    Cause cause = Cause::order_gone;  ///< of what is gone
};

struct CrewNeeds {
    CrewAtWork crew{};
    LocalTime local;
    Date today{};
    bool failed = false;  ///< its account is locked for longer than `locked_max`
    std::set<Date> off{};
    std::vector<Absence> absences{};
    std::vector<NeedyOrder> orders{};
    std::vector<Overtaken> overtaken{};

    bool works_on(Date day) const;
    bool is_absent(Date day) const;
};

/// More orders of a crew than these are planned when others are done.
inline constexpr int crew_orders_max = 200;

/// Nothing where there is no such crew.
std::optional<CrewNeeds> needs_of(store::Reading& reading, const places::Gazetteer& gazetteer, CrewId crew,
                                  Instant now);

}  // namespace suncrew::visits
