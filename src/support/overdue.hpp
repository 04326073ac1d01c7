#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "store/connection.hpp"

namespace suncrew::support {

inline constexpr int overdue_at_once_max = 100;

/// Closes requests that nobody decided, and those of whom was locked or got another role; each with its
/// event. How many; for background work, until it says 0. Requests go with their case's row
/// (`permits::delete_old_grants`).
std::int64_t close_overdue(store::Writing& writing, Instant now);

}  // namespace suncrew::support
