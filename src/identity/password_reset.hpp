#pragma once

#include <string>

#include "identity/accounts.hpp"
#include "identity/mail_requests.hpp"
#include "identity/post.hpp"

namespace suncrew::identity {

/// Mails the owner a link by which they choose a new password; in the place of the one before. Who
/// asked for it is the caller's to record.
void send_password_reset(store::Writing& writing, const StoredAccount& account, const Post& post,
                         Instant now);

}  // namespace suncrew::identity
