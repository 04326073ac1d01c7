#pragma once

#include <optional>
#include <vector>

#include "planning/replan.hpp"
#include "visits/crew_needs.hpp"

/// From how things stand for a crew to what is to be written of it: no I/O but that of the ways.
namespace suncrew::visits {

/// What becomes of one visit that is needed.
struct Difference {
    OrderId order{};
    std::optional<StoredVisit> before{};  ///< as it stands; or, without a row, as the order's own day told it
    bool is_stored = false;               ///< `before` has a row
    std::optional<StoredVisit> after{};   ///< none: no day has room for it
    std::optional<Cause> cause{};         ///< none where nothing that was told changes
};

struct CrewPlan {
    std::vector<Difference> differences{};
    std::vector<OrderId> fails{};  ///< that cannot wait for this crew
};

/// Plans the crew's days from tomorrow on with `planning::replan`; today stands, unless the crew is away, or
/// nobody works there. What stands stays as it is unless a cause is named. The same needs and ways give the
/// same plan.
CrewPlan plan_of(const CrewNeeds& needs, const std::vector<ClosedDay>& closed,
                 const planning::TravelTimes& travel_times);

}  // namespace suncrew::visits
