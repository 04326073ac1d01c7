#pragma once

#include "access/granted.hpp"
#include "audit/security_events.hpp"
#include "base/refusal.hpp"
#include "http/answers.hpp"
#include "identity/accounts.hpp"
#include "identity/ending.hpp"
#include "identity/post.hpp"
#include "identity/proofs.hpp"
#include "identity/sessions.hpp"
#include "identity/sign_in_wire.hpp"

/// The one way to a session, whatever was shown.
namespace suncrew::identity {

/// An event about an account, from where a request comes.
audit::SecurityEvent event_of(audit::EventKind kind, std::optional<AccountId> account,
                              const access::Client& client, Instant now);
/// The same of what ended something that let the account's person in, with the epoch that it began.
audit::SecurityEvent event_of(audit::EventKind kind, AccountId account, const access::Client& client,
                              Instant now, Epoch epoch);

/// Records an event that must survive the refusal that follows, in a transaction of its own.
void record_alone(store::Connection& connection, const audit::SecurityEvent& event);

/// Does the work in a transaction. Where that refuses, because of what happened meanwhile, the attempt has
/// left `refused` all the same.
template <class Work>
auto attempted(store::Connection& connection, const audit::SecurityEvent& refused, Work&& work) {
    try {
        return store::in_transaction(connection, work);
    } catch (const Refusal&) {
        record_alone(connection, refused);
        throw;
    }
}

/// The account as its owner sees it.
Account view(const StoredAccount& account, Person&& person);
SignInState state_of(const StoredAccount& account, Person&& person, Owes owed, const Factors& factors);

/// Begins a session for who has shown these proofs, with a new token, and ends the one that the browser had;
/// the session is complete or still owes something, as `owes` says. A complete one makes the browser known to
/// the account, and where it was not, and did not come by the mail itself, its owner is told by a letter;
/// enrolment links and a reset of factors that were begun end. Refuses with unauthenticated
/// "credentials_refused" where the account was locked meanwhile.
http::SessionBegun<SignInState> enter(store::Transaction& transaction, const StoredAccount& account,
                                      Proofs shown, const access::Caller& caller, const Post& post,
                                      Instant now);

/// The same for who goes on from a session, which has to stand still: `proved_at` is when its person last
/// proved who they are. Refuses with unauthenticated "session_required" where it has ended meanwhile.
http::SessionBegun<SignInState> go_on(store::Transaction& transaction, const StoredAccount& account,
                                      const SessionProofs& proofs, const access::Caller& caller,
                                      const Post& post, Instant now);

/// The same for who has just changed what guards the account, and is told of that by a letter: the browsers
/// are forgotten with it, which makes theirs no new one.
http::SessionBegun<SignInState> go_on_after_change(store::Transaction& transaction,
                                                   const StoredAccount& account, const SessionProofs& proofs,
                                                   const access::Caller& caller, const Post& post,
                                                   Instant now);

/// For what a session does beside going on from it. Refuses with unauthenticated "session_required" where it
/// has ended meanwhile; until the transaction ends, nothing that guards the account changes.
void require_standing(store::Transaction& transaction, sealing::Keyring& keyring,
                      const access::Caller& caller, Instant now);

/// Ends what was begun with what the account was guarded by until now: links to a new password or address, a
/// reset of factors, API keys and known browsers. For every change that a thief should not outlive.
void end_what_was_begun(const Ending& ending);

}  // namespace suncrew::identity
