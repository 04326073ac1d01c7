#pragma once

#include <chrono>

#include "base/time.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// How long a crew has to answer an offer.
inline constexpr std::chrono::hours offer_valid{2};
/// After this a crew that did not answer may be asked about the same order again.
inline constexpr std::chrono::hours offer_pause{12};
/// As many orders are matched at a time, the longest waiting first, and as many crews. Where none of the
/// orders can be offered, a run goes on to the next, as many times.
inline constexpr int matched_orders_max = 500;
inline constexpr int matched_pages_max = 20;
inline constexpr int matched_crews_max = 2000;
/// So many orders of one customer are looked at, so that nobody can fill a run.
inline constexpr int customer_orders_max = 5;
/// Orders that nobody can take are looked at each time while orders have changed within this time (in which a
/// transaction ends, at the latest), and else once in `store::Lease::lasts`.
inline constexpr std::chrono::seconds change_settles{10};

/// What a run of the matching did.
struct MatchingRun {
    bool led = true;  ///< false: another program was at it, and this one did nothing
    int expired = 0;  ///< offers that nobody answered in time
    int sought = 0;   ///< orders that began to look for a crew
    int offered = 0;  ///< new offers
    int lost = 0;     ///< changes that somebody else was faster with; the next run looks again
};

/// Ends offers that were left too long, and offers the orders that look for a crew to the crews that fit, at
/// the least total cost (see dispatch/matching.hpp). A crew that declined an order, or had it and left, is
/// never offered it again: the key of the offers sees to it. One that did not answer is asked again after
/// `offer_pause`. Each change is a short transaction of its own that holds against customers and crews who
/// act at the same time; one that fails is logged and left out. A run that is broken off is finished by the
/// next. Any number of programs may call it: a lease lets one at a time.
/// Throws store::Unavailable where the database is away.
MatchingRun run_matching(store::Connection& connection, sealing::Keyring& keyring, Instant now);

}  // namespace suncrew::orders
