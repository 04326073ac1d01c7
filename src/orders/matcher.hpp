#pragma once

#include <chrono>

#include "base/time.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// How long a crew has to answer an offer.
inline constexpr std::chrono::hours offer_valid{2};
/// As many orders as one run looks at, the longest waiting first, and as many crews.
inline constexpr int matched_orders_max = 500;
inline constexpr int matched_crews_max = 2000;

/// What a run of the matching did.
struct MatchingRun {
    bool led = true;  ///< false: another program was at it, and this one did nothing
    int expired = 0;  ///< offers that nobody answered in time
    int sought = 0;   ///< orders that began to look for a crew
    int offered = 0;  ///< new offers
    int lost = 0;     ///< changes that somebody else was faster with; the next run looks again
};

/// Ends offers that were left too long, and offers the orders that look for a crew to the crews that fit, at
/// the least total cost (see dispatch/matching.hpp). A crew is never offered an order twice, whatever became
/// of the first offer: the key of the offers sees to it. Each change is a short transaction of its own that
/// holds against customers and crews who act at the same time; a run that is broken off is finished by the
/// next. Any number of programs may call it: a lease lets one at a time.
MatchingRun run_matching(store::Connection& connection, Instant now);

}  // namespace suncrew::orders
