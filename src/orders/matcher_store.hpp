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

/// Whether any order was placed or changed since then.
bool order_changed_since(store::Reading& reading, Instant since);

/// Where an order stands among those that look for a crew.
struct QueuePlace {
    Instant waiting_since{};
    OrderId order{};
};

/// Orders that look for a crew behind `after`, the longest waiting first, at most `limit`, and of each
/// customer no more than the `customer_orders_max` that wait longest. Whoever was offered one counts as
/// having declined it, except a crew that left its offer unanswered more than `offer_pause` ago.
std::vector<dispatch::OpenOrder> open_orders(store::Reading& reading, const QueuePlace& after, Instant now,
                                             int limit);

/// The crews that can be offered something, with their calendars, loads and answers of late, and whose
/// account each is. Left out are those whose account is locked or has not enrolled yet: nobody could answer.
struct CrewsAtHand {
    std::vector<dispatch::AvailableCrew> crews;
    std::map<CrewId, AccountId> account_of;
};
CrewsAtHand available_crews(store::Reading& reading, Date today, int limit);

}  // namespace suncrew::orders
