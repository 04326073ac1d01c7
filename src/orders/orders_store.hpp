#pragma once

#include <optional>

#include "orders/move.hpp"
#include "orders/order_wire.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// The statements of orders as their customers see them. The owner stands in each.
namespace suncrew::orders {

/// What is copied from a quote into an order, where the price stays as it was promised.
struct QuotedSystem {
    QuoteId quote;
    places::Country country;
    double latitude = 0;
    double longitude = 0;
    Money price;
    int panels = 0;
    double dc_kw = 0;
    double ac_kw = 0;
    double annual_kwh = 0;
    int skills = 0;
    int cooling_off_days = 0;
    Instant valid_until{};
};
std::optional<QuotedSystem> find_quoted_system(store::Reading& reading, sealing::Keyring& keyring,
                                               QuoteId quote);

/// Seals what strangers may have asked for anew, for the one who has ordered it.
void hand_over_quote(store::Transaction& transaction, sealing::Keyring& keyring, QuoteId quote,
                     AccountId customer);

/// Throws store::Duplicate where the quote was ordered before.
void insert_order(store::Transaction& transaction, sealing::Keyring& keyring, OrderId id, AccountId customer,
                  const PlaceOrder& command, const QuotedSystem& system, Instant cooling_off_ends_at,
                  Instant now);

/// One order, in one statement, and one more where the customer's key is not at hand.
std::optional<Order> read_order(store::Reading& reading, sealing::Keyring& keyring,
                                const sealing::MayOpen& proof, OrderId order, AccountId customer);

/// The newest orders before `cursor`, at most `limit`.
std::vector<OrderSummary> list_orders(store::Reading& reading, AccountId customer,
                                      std::optional<OrderId> cursor, int limit);

/// The moves of an order from its placement on; none where it is not the owner's. A crew reads the notes from
/// its own acceptance on: what was written before was not written to it. Without a proof there are no notes.
std::optional<Timeline> read_timeline(store::Reading& reading, sealing::Keyring& keyring,
                                      const std::optional<sealing::MayOpen>& proof, OrderId order,
                                      const Mover& owner);

/// Writes the stars into the order and adds them to the crew's; false where the order was rated before.
bool rate_order(store::Transaction& transaction, sealing::Keyring& keyring, const Standing& done, int stars,
                const std::string& comment, Instant now);

/// An id above every other: where the first page starts.
OrderId after_all_orders();

}  // namespace suncrew::orders
