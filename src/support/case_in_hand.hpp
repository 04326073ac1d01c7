#pragma once

#include "permits/live_grant.hpp"

namespace suncrew::support {

/// The holder's case, which is not over. Refuses with not_found "no_such_case" one that is somebody else's,
/// and with forbidden "grant_required" one that has ended.
permits::LiveGrant case_in_hand(store::Reading& reading, sealing::Keyring& keyring, AccountId holder,
                                GrantId id, Instant now);

}  // namespace suncrew::support
