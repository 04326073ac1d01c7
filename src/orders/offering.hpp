#pragma once

#include "dispatch/matching.hpp"
#include "orders/move.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// What the system does to orders that look for a crew. Each refuses what somebody else was faster with, as a
/// conflict.
namespace suncrew::orders {

/// Refuses as "order_changed" where it is gone.
Standing need_any(store::Transaction& transaction, OrderId order);

/// An order that was placed begins to look for a crew.
void seek(store::Transaction& transaction, sealing::Keyring& keyring, OrderId order, Instant now);

/// Offers an order to a crew, for `offer_valid`, and tells it.
void make_offer(store::Transaction& transaction, sealing::Keyring& keyring, const dispatch::Offer& offer,
                AccountId crew_account, Instant now);

}  // namespace suncrew::orders
