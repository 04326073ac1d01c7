#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "access/granted.hpp"
#include "base/time.hpp"
#include "crypto/secret.hpp"
#include "identity/ending.hpp"
#include "identity/proofs.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// Sessions: an opaque token in the browser, its SHA-256 in the table.
namespace suncrew::identity {

/// How long a session lives.
struct SessionTimes {
    access::Role role;
    std::chrono::seconds idle;      ///< without being used
    std::chrono::seconds absolute;  ///< however much it is used
};

// Who works with other people's data signs in more often; why each figure is what it is stands in
// docs/decisions/sessions.md. (ASVS 5.0, V7.1.1 and V7.3.)
inline constexpr SessionTimes session_times[]{
    {access::Role::entering, std::chrono::minutes{10}, std::chrono::minutes{10}},
    {access::Role::customer, std::chrono::hours{24}, std::chrono::days{30}},
    {access::Role::crew, std::chrono::hours{12}, std::chrono::days{7}},
    {access::Role::support, std::chrono::hours{1}, std::chrono::hours{12}},
    {access::Role::sales, std::chrono::hours{1}, std::chrono::hours{12}},
    {access::Role::engineer, std::chrono::hours{1}, std::chrono::hours{12}},
    {access::Role::security, std::chrono::minutes{30}, std::chrono::hours{8}},
};
constexpr const SessionTimes& times_of(access::Role role) {
    for (const SessionTimes& times : session_times)
        if (times.role == role)
            return times;
    throw std::logic_error{"a role without sessions"};
}

/// How long after a person has proved themselves a session may do what is sensitive.
inline constexpr std::chrono::minutes proof_fresh{10};
/// What was given out by a clock that was further ahead than this is not believed once it is set right: it
/// would end by that clock. With less it lasts longer by as much.
inline constexpr std::chrono::hours clock_ahead_max{24};
/// How exactly the last use is known: the note of it is written at most this often.
inline constexpr std::chrono::minutes use_noted_every{5};
/// A new session beyond this many ends the account's oldest.
inline constexpr int sessions_an_account_max = 20;
/// The same of sessions that still owe something; they make room among themselves, so that who knows a
/// password alone ends nobody's complete session.
inline constexpr int entering_an_account_max = 3;

/// Who shows each of these sessions' tokens, in their order: one statement for up to `sessions_a_statement`
/// of them, in the usual case. A token that is unknown, malformed, whose session has ended or whose account
/// is locked, or that bears no mark of ours, makes a visitor, so that public pages go on; what needs a
/// session refuses a visitor by itself. A session that still owes a proof makes an `entering`. Outside any
/// transaction.
std::vector<access::Caller> callers_of_sessions(store::Connection& connection, sealing::Keyring& keyring,
                                                std::span<const crypto::Secret* const> tokens, Instant now);

inline constexpr std::size_t sessions_a_statement = 8;

/// Whether the session of a caller still stands: for streams that outlive their request.
bool still_stands(store::Reading& reading, const access::SessionHash& session, Instant now);

/// What a session is begun with.
struct NewSession {
    AccountId account;
    access::Role role;  ///< the account's
    Proofs shown;
    Owes owes = Owes::nothing;
    std::optional<Instant> proved_at{};  ///< before now, where nothing was proved again
};

/// Starts a session with a new token, which is nowhere else; `entering` where something is owed.
/// Refuses with unauthenticated "credentials_refused" where the account is locked, in another role, or not
/// as anybody of ours has written it.
crypto::Secret begin_session(store::Transaction& transaction, sealing::Keyring& keyring,
                             const NewSession& session, const access::Client& client, Instant now);

/// What was shown in a session, for what follows in it.
struct SessionProofs {
    AccountId account;
    Proofs shown;
    Instant proved_at;
};
/// None where it has ended.
std::optional<SessionProofs> proofs_of(store::Reading& reading, sealing::Keyring& keyring,
                                       const access::SessionHash& session, Instant now);

/// Ends one session of the account; whether it still stood.
bool end_session(const Ending& ending, const access::SessionHash& session);
bool end_session(const Ending& ending, SessionId session);
/// Ends all sessions of the account; how many.
std::int64_t end_sessions(const Ending& ending);
/// Ends all but one.
std::int64_t end_other_sessions(const Ending& ending, const access::SessionHash& kept);

/// Deletes at most 500 sessions and 500 verifications that have ended, and with the last verification the
/// sign-up that was never confirmed; how many rows went. For background work, until it says 0.
std::int64_t delete_expired(store::Transaction& transaction, sealing::Keyring& keyring, Instant now);

}  // namespace suncrew::identity
