#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// What becomes of grants by themselves. No opening waits for it: what is over is over before its row says
/// so.
namespace suncrew::permits {

inline constexpr int overdue_at_once_max = 100;

/// Closes requests that nobody decided, grants whose time is over, and those of whom was locked or got
/// another role; each with its event. How many; for background work, until it says 0.
std::int64_t close_overdue(store::Writing& writing, sealing::Keyring& keyring, Instant now);

/// Deletes at most 500 that were closed before `now` - `audit::events_kept`; how many.
std::int64_t delete_old_grants(store::Writing& writing, Instant now);

}  // namespace suncrew::permits
