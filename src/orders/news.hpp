#pragma once

#include "base/id.hpp"
#include "base/time.hpp"
#include "orders/move.hpp"
#include "store/connection.hpp"

/// What open pages are told at once, in the transaction of what it tells of.
namespace suncrew::orders {

/// Tells the customer and the crew, the one that left included, that the order has changed.
void tell(store::Writing& writing, const Standing& before, const Standing& after, Instant now);
/// Tells the customer's other pages of a new order.
void tell_placed(store::Transaction& transaction, OrderId order, AccountId customer, Instant now);
/// Tells a crew that an offer came or went.
void tell_offer(store::Transaction& transaction, AccountId crew_account, OfferId offer, Instant now);

}  // namespace suncrew::orders
