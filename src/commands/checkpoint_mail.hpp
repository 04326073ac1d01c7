#pragma once

#include <string>

#include "base/time.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::commands {

/// Puts the log's newest checkpoint into the outbox for whoever keeps the heads of the days; once a day, of
/// any number of programs. Does nothing for an empty address, or while there is no checkpoint.
void mail_checkpoint(store::Connection& connection, sealing::Keyring& keyring, const std::string& address,
                     Instant now);

}  // namespace suncrew::commands
