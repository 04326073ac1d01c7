#pragma once

#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::identity {

/// Marks a batch of the rows that let somebody in and were written before rows had marks; how many. Sessions
/// of that time end instead. For the one conversion at a start.
int mark_unmarked_rows(store::Connection& connection, sealing::Keyring& keyring);

}  // namespace suncrew::identity
