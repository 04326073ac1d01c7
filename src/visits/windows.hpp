#pragma once

#include <map>
#include <utility>

#include "planning/promise.hpp"
#include "store/connection.hpp"
#include "visits/crew_wire.hpp"
#include "visits/kinds.hpp"

/// The windows that customers are told, from how late crews were.
namespace suncrew::visits {

/// So many of the last done visits count, and places beyond the last in the day count as it.
inline constexpr int visits_remembered_max = 2000;
inline constexpr int places_in_day_max = 4;
/// A window begins and ends at full quarters of an hour, and is no shorter than this.
inline constexpr std::chrono::minutes window_step{15};
inline constexpr std::chrono::minutes window_min{30};

/// How far visits of each kind and place in the day begin about their plan.
class Windows {
public:
    /// Without history: the prior alone.
    Windows() = default;
    /// Of the last done visits whose customers were told a window.
    static Windows of_history(store::Reading& reading);

    /// The window to be told for a visit that is planned to begin then.
    TimeWindow around(Instant begins_at, Kind kind, int place_in_day) const;

private:
    std::map<std::pair<Kind, int>, planning::Spread> spreads_;
};

}  // namespace suncrew::visits
