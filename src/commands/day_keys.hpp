#pragma once

#include <chrono>
#include <cstdint>

#include "base/time.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::commands {

/// So long the key of a day is kept whatever it has sealed: what is written around midnight still finds it.
inline constexpr std::chrono::days day_keys_kept{2};

/// Destroys the keys of days of which nothing is left: no mail, no request of a stranger, no quote that
/// nobody ordered. At most 100 days are looked at, the oldest first; how many went. For background work.
std::int64_t destroy_unused_day_keys(store::Transaction& transaction, sealing::Keyring& keyring, Instant now);

}  // namespace suncrew::commands
