#pragma once

#include "access/hashing_lane.hpp"
#include "base/time.hpp"
#include "identity/import_file.hpp"
#include "sealing/keyring.hpp"

namespace suncrew::identity {

enum class Imported { created, existed };

/// Makes a customer's account, whose password is kept as `wrap` makes it. Where the address has an account
/// nothing changes, so an import can be run again. Takes as long as a sign-up.
Imported import_account(const access::HashingLane& lane, sealing::Keyring& keyring,
                        const ImportedAccount& account, Instant now);

}  // namespace suncrew::identity
