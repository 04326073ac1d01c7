#pragma once

#include "access/granted.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "orders/order_wire.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// When the customer can no longer go back on the contract: at the end of the `days`-th day after the day of
/// the order, which itself does not count; at once where the country gives no days. The customer's own clock
/// is not known, so no clock anywhere has more time than this: the day of the order is the latest that it
/// can be (UTC+14), and the last day is over when it has ended everywhere (UTC-12).
/// Source: Directive 2011/83/EU, article 9; Regulation (EEC, Euratom) 1182/71, article 3.
Instant cooling_off_end(Instant placed_at, int days);

/// Orders, as their customers use them. Somebody else's order is refused as one that is not there,
/// "order_not_found"; a change that was decided on an older version as "order_changed".
class Orders {
public:
    Orders(const Clock& clock, sealing::Keyring& keyring) : clock_{clock}, keyring_{keyring} {}

    /// Here and below, refuses with unauthenticated "session_required" who was locked or erased meanwhile.
    /// Orders what a quote promised, at its price. Refuses "quote_not_found", "quote_expired",
    /// "quote_already_ordered", an address in another country than the quote's ("country_mismatch"), and days
    /// that have passed, come twice or are too far ahead.
    http::Created<Order> place(access::Granted<access::Permission::place_order> who,
                               const PlaceOrder& command, store::Transaction& transaction) const;

    OrderPage list(access::Granted<access::Permission::read_own_orders> who, const OrdersQuery& query,
                   store::Reading& reading) const;
    Order read(access::Granted<access::Permission::read_own_orders> who, const OrderQuery& query,
               store::Reading& reading) const;
    Timeline timeline(access::Granted<access::Permission::read_own_orders> who, const OrderQuery& query,
                      store::Reading& reading) const;

    /// Refuses what the state table does not have as "move_not_allowed". Cancelling withdraws an open offer.
    Order move(access::Granted<access::Permission::move_own_orders> who, const MoveOrder& command,
               store::Transaction& transaction) const;

    /// Lets work begin before the cooling-off time ends. Refuses "cooling_off_over" where there is nothing
    /// left to waive, and "move_not_allowed" for an order that has ended.
    Order waive_cooling_off(access::Granted<access::Permission::move_own_orders> who,
                            const WaiveCoolingOff& command, store::Transaction& transaction) const;

    /// Rates the crew, once, when the order is done. Refuses "not_done" and "already_rated".
    Order rate(access::Granted<access::Permission::rate_own_orders> who, const RateOrder& command,
               store::Transaction& transaction) const;

private:
    const Clock& clock_;
    sealing::Keyring& keyring_;
};

}  // namespace suncrew::orders
