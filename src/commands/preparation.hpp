#pragma once

#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::commands {

/// Brings a database to what this program works on: the schema, the keys, and what earlier versions kept in
/// the clear sealed. A second run only reads. Throws what `store::migrate` and the key service throw.
void prepare(store::Connection& connection, sealing::Keyring& keyring);

}  // namespace suncrew::commands
