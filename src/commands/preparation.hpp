#pragma once

#include "base/time.hpp"
#include "commands/environment.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::commands {

/// Brings a database to what this program works on: the schema, the keys, and what earlier versions kept in
/// the clear sealed, stamped as this environment's. A second run only reads. Throws WrongEnvironment before
/// anything is touched where it is another's, and what `store::migrate` and the key service throw. A database
/// of an earlier version is stamped once its keys have opened: who does not have them does not make it
/// theirs.
void prepare(store::Connection& connection, sealing::Keyring& keyring, Environment environment, Instant now);

}  // namespace suncrew::commands
