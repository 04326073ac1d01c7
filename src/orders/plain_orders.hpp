#pragma once

#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// Seals what earlier versions kept in the clear of quotes, orders and offers, a batch of it; how many rows.
/// To be called until it says 0.
int seal_plain_orders(store::Connection& connection, sealing::Keyring& keyring);

}  // namespace suncrew::orders
