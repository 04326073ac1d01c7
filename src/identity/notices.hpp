#pragma once

#include "identity/accounts.hpp"
#include "identity/mail_texts.hpp"
#include "identity/post.hpp"
#include "notify/outbox.hpp"

/// Letters to the owner of an account.
namespace suncrew::identity {

/// More mails than this an hour go to no address for what a stranger can bring about.
inline constexpr int unasked_mails_an_hour_max = 5;

/// Whether an address got that many in the last hour.
bool too_many_mails(store::Reading& reading, sealing::Keyring& keyring, const std::string& email,
                    Instant now);

/// Tells the owner of something that happened; goes with the transaction.
void tell(const Post& post, store::Writing& writing, const StoredAccount& account, Letter what,
          const std::string& link, Instant now);
/// The same, but for what a stranger can bring about: of one letter not beyond `unasked_mails_an_hour_max`,
/// so that a flood of one kind keeps no other from its reader.
void tell_at_times(const Post& post, store::Writing& writing, const StoredAccount& account, Letter what,
                   const std::string& link, Instant now);

/// People of one role who are told of something at once; more are not written to.
inline constexpr int told_max = 100;
/// Tells everybody of a role whose account is in use, but for one whom it is about.
void tell_role(const Post& post, store::Writing& writing, access::Role role,
               const std::optional<AccountId>& but, Letter what, const std::string& link, Instant now);

}  // namespace suncrew::identity
