#pragma once

#include "base/time.hpp"
#include "store/connection.hpp"
#include "visits/visits_store.hpp"

namespace suncrew::visits {

/// Tells the open pages of the customer and the crew that a visit is new or has changed.
void tell(store::Writing& writing, const StoredVisit& visit, Instant now);
/// Tells the crew that had it before, where it is another's now.
void tell_crew(store::Writing& writing, AccountId crew_account, const StoredVisit& visit, Instant now);

}  // namespace suncrew::visits
