#pragma once

#include <map>
#include <vector>

#include "dispatch/matching.hpp"
#include "orders/offers_store.hpp"
#include "store/connection.hpp"

/// The statements that the matching reads by, all bounded.
namespace suncrew::orders {

/// Whether an order was placed and does not look for a crew yet, or an offer was left open too long.
bool anything_due(store::Reading& reading, Instant now);

/// Offers that were left open too long, at most `limit`.
std::vector<StoredOffer> expired_offers(store::Reading& reading, Instant now, int limit);

/// Orders that were placed and do not look for a crew yet, at most `limit`.
std::vector<OrderId> placed_orders(store::Reading& reading, int limit);

/// Orders that look for a crew, the longest waiting first, at most `limit`. Whoever was ever offered one
/// counts as having declined it.
std::vector<dispatch::OpenOrder> open_orders(store::Reading& reading, int limit);

/// The crews with their calendars and loads, and whose account each is.
struct CrewsAtHand {
    std::vector<dispatch::AvailableCrew> crews;
    std::map<CrewId, AccountId> account_of;
};
CrewsAtHand available_crews(store::Reading& reading, Date today, int limit);

}  // namespace suncrew::orders
