#pragma once

#include <algorithm>
#include <span>

#include "routing/instance.hpp"

namespace suncrew::routing {

/// When a vehicle arrives that leaves at `left`, has `travel` of driving before it and takes these breaks on
/// the way; `never` where one of them cannot begin in its windows.
///
/// Each break begins as early as its windows let it, and whatever time is left between them is driven: breaks
/// do not depend on the driving, so the arrival is the end of the last break, or of driving and breaks
/// without a gap.
inline Time arrival_after(Time left, Time travel, std::span<const Task> breaks) {
    Time end = left;
    Time resting = 0;
    for (const Task& rest : breaks) {
        end = rest.begin_at(end) + rest.service;
        resting += rest.service;
    }
    return std::max(end, left + travel + resting);
}

/// The latest moment to leave for arriving by `arrival`: the inverse of `arrival_after`; `-never` where there
/// is none.
inline Time departure_before(Time arrival, Time travel, std::span<const Task> breaks) {
    Time begin = arrival;
    Time resting = 0;
    for (auto rest = breaks.rbegin(); rest != breaks.rend(); ++rest) {
        begin = rest->begin_by(begin - rest->service);
        resting += rest->service;
    }
    return std::min(begin, arrival - travel - resting);
}

}  // namespace suncrew::routing
