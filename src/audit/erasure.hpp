#pragma once

#include <string>
#include <vector>

#include "audit/merkle.hpp"
#include "audit/security_events.hpp"
#include "store/connection.hpp"

/// What an erasure takes away of the log before its time: the values of what its person did. The entry of the
/// erasure names the set, so that nothing else can be taken away under its name.
namespace suncrew::audit {

/// Records `account_erased` of an account, with the set of its person's own entries, and marks them. Their
/// values may go from then on.
void record_erasure(store::Writing& writing, AccountId account, Instant now);

/// The leaves of the entries that are marked with the event of an erasure.
std::vector<Hash> leaves_taken_by(store::Reading& reading, std::int64_t erasure);

/// How `account_erased` names a set of entries: how many, and a hash over those of their leaves in their
/// order.
std::string set_named(std::vector<Hash> leaf_hashes);

}  // namespace suncrew::audit
