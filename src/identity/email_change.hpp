#pragma once

#include <chrono>

#include "identity/accounts.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"

namespace suncrew::identity {

inline constexpr std::chrono::hours email_change_valid{24};

/// Sends a link to a new address, which is the account's from when its reader uses the link; an earlier one
/// is good no more. The present address is told. Who has an account with the new address already gets a
/// letter that says so in the place of a link.
void begin_email_change(store::Writing& writing, const Post& post, const StoredAccount& account,
                        const Email& to, Instant now);

}  // namespace suncrew::identity
