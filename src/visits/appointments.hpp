#pragma once

#include "base/time.hpp"
#include "sealing/keyring.hpp"
#include "solar/price_book.hpp"
#include "store/connection.hpp"
#include "visits/visits_store.hpp"

/// What is done about an appointment is written, told and asked here, whoever does it: the planning, a crew
/// that is late, a dispatcher. Each is part of a transaction that holds the visit's version.
namespace suncrew::visits {

/// What it is done with.
struct Means {
    sealing::Keyring& keyring;
    const solar::PriceBooks& prices;
};

/// Tells the customer a window for the first time; `visit.window` is it.
void tell_window(store::Writing& writing, const Means& means, const StoredVisit& before, StoredVisit after,
                 Instant now);

/// A visit gets another day, window or crew. The customer hears why. Another day that the customer has not
/// named themselves is asked: it may be accepted, or other days named. A told window that is not kept by our
/// fault (`is_our_fault`) is credited by the country's price book, once a visit. The order follows with its
/// day and crew. Refuses as conflict where visit or order changed meanwhile.
void move_appointment(store::Writing& writing, const Means& means, const StoredVisit& before,
                      StoredVisit after, Cause cause, Instant now);

/// A visit that has no day for now. Its piece is planned anew when there is room; the customer hears so.
void lose_appointment(store::Writing& writing, const Means& means, const StoredVisit& before, Cause cause,
                      Instant now);

/// A visit that is not needed any more; nobody is written to, since what ended it has told them.
void drop_visit(store::Writing& writing, const StoredVisit& before, Cause cause, Instant now);

}  // namespace suncrew::visits
