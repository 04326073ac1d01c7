#pragma once

#include <chrono>

#include "base/id.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

/// Whether two accounts of the staff are two people. Who may make accounts could make a second one for
/// themselves, ask with the one and approve with the other.
namespace suncrew::permits {

/// So long an account counts as belonging to whoever made it, gave it its role or sent it a new enrolment
/// link. All other security officers are told of the first two by letter, and have this time to look.
inline constexpr std::chrono::days dependent_for{30};

/// Refuses with conflict "not_independent" where, within `dependent_for`, one of the two did one of these to
/// the other's account, or somebody did to both: whoever can make one account for themselves can make two.
void require_independent(store::Reading& reading, AccountId one, AccountId other, Instant now);

}  // namespace suncrew::permits
