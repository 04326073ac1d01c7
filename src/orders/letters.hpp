#pragma once

#include "orders/move.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// The mails about an order.
namespace suncrew::orders {

/// Queues the mails that a move calls for, each in its reader's language. No mail holds an address, a name
/// other than the reader's, or the start code: mail is read on other people's screens.
void send_letters(store::Writing& writing, sealing::Keyring& keyring, const Standing& before,
                  const Standing& after, const Move& move);

/// Queues the mail that tells a crew of a new offer.
void send_offer_letter(store::Transaction& transaction, sealing::Keyring& keyring, AccountId crew_account,
                       Instant expires_at, Instant now);

}  // namespace suncrew::orders
