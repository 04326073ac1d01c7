#pragma once

#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::identity {

/// Seals what earlier versions kept in the clear of accounts and of what leads to them, a batch of it; how
/// many rows. To be called until it says 0.
int seal_plain_accounts(store::Connection& connection, sealing::Keyring& keyring);

}  // namespace suncrew::identity
