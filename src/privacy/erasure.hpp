#pragma once

#include <chrono>
#include <cstdint>

#include "base/id.hpp"
#include "base/time.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::privacy {

/// Whether the customer has an order that has not ended.
bool has_open_order(store::Reading& reading, AccountId customer);

/// Destroys the person's key, so that nothing that was sealed of them can be opened, in a backup no more than
/// here; ends every way in; and takes away what stood readable: where about the house is, with what could
/// find it again (its roof, its yield and the ways to it), what was proposed to change, and what was typed
/// about grants. That there was an
/// account and which orders it had stays, without a name, and so do the log's entries, whose proofs hold
/// without their values. Leaves an event.
void erase_account(store::Transaction& transaction, sealing::Keyring& keyring, AccountId customer,
                   Instant now);

/// For so long the events of an erased person wait for the readers of all events, such as the collector.
inline constexpr std::chrono::hours readers_waited_for{24};

/// Deletes at most 500 events of what erased people did, with their network addresses, and what their entries
/// in the log could be opened by; how many. What the staff did about them stays, for who has to answer for
/// it. For background work, until it says 0.
std::int64_t forget_events(store::Writing& writing, Instant now);

}  // namespace suncrew::privacy
