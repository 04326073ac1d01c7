#pragma once

#include <vector>

#include "sealing/keyring.hpp"
#include "store/connection.hpp"
#include "support/change_wire.hpp"

namespace suncrew::support {

/// A change as the staff sees it, at this time.
ChangeSummary summary_of(store::Reading& reading, sealing::Keyring& keyring, const StoredChange& change,
                         Instant now);

/// A change as its customer sees it.
OwnChangeView own_view_of(store::Reading& reading, sealing::Keyring& keyring, const sealing::MayOpen& proof,
                          const StoredChange& change, Instant now);

}  // namespace suncrew::support
