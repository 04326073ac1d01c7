#pragma once

#include "base/time.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"
#include "visits/visits_store.hpp"

/// The mails about visits, in their reader's language and by the clocks of the place. None holds an address
/// or a name other than the reader's.
namespace suncrew::visits {

/// To the customer: the day and window of a visit, told for the first time.
void send_window(store::Writing& writing, sealing::Keyring& keyring, const StoredVisit& visit, Instant now);
/// To the customer: a visit is another day or window, why, and what they get for it.
void send_change(store::Writing& writing, sealing::Keyring& keyring, const StoredVisit& visit,
                 const VisitChange& change, Instant now);
/// To the customer: the crew is on its way.
void send_set_off(store::Writing& writing, sealing::Keyring& keyring, const StoredVisit& visit, Instant now);
/// To a crew: a dispatcher has changed its day.
void send_day_changed(store::Writing& writing, sealing::Keyring& keyring, AccountId crew_account, Date day,
                      Instant now);

}  // namespace suncrew::visits
