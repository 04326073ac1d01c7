#pragma once

#include <string>

#include "sealing/keyring.hpp"
#include "sealing/sealed.hpp"

/// What was typed about a grant, which may tell of whose data it is: sealed for them.
namespace suncrew::permits {

using SealedPurpose = sealing::Sealed<std::string, "access_grants.purpose">;
using SealedTicket = sealing::Sealed<std::string, "access_grants.ticket">;
using SealedReason = sealing::Sealed<std::string, "access_grants.reason">;

}  // namespace suncrew::permits
