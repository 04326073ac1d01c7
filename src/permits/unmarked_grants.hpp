#pragma once

#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::permits {

/// Marks a batch of the requests and grants that are not over, and of the approvals, that were written before
/// rows had marks; how many. For the one conversion at a start.
int mark_unmarked_grants(store::Connection& connection, sealing::Keyring& keyring);

}  // namespace suncrew::permits
