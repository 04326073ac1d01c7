#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

#include "access/granted.hpp"
#include "base/time.hpp"
#include "crypto/secret.hpp"
#include "store/connection.hpp"

/// Sessions: an opaque token in the browser, its SHA-256 in the table.
namespace suncrew::identity {

/// How long a session lives.
struct SessionTimes {
    access::Role role;
    std::chrono::seconds idle;      ///< without being used
    std::chrono::seconds absolute;  ///< however much it is used
};

// Who works with other people's homes signs in more often. (ASVS 5.0, V7.3 asks for both ends.)
inline constexpr SessionTimes session_times[]{
    {access::Role::customer, std::chrono::hours{24}, std::chrono::days{30}},
    {access::Role::crew, std::chrono::hours{12}, std::chrono::days{7}},
};
constexpr const SessionTimes& times_of(access::Role role) {
    for (const SessionTimes& times : session_times)
        if (times.role == role)
            return times;
    throw std::logic_error{"a role without sessions"};
}

/// How exactly the last use is known: the note of it is written at most this often.
inline constexpr std::chrono::minutes use_noted_every{5};
/// A new session beyond this many ends the account's oldest.
inline constexpr int sessions_an_account_max = 20;

/// Who shows each of these tokens, in their order: one statement for up to `sessions_a_statement` of them, in
/// the usual case. A token that is unknown, malformed, or whose session has ended makes a visitor, so that
/// public pages go on; what needs a session refuses a visitor by itself. Outside any transaction.
std::vector<access::Caller> authenticate(store::Connection& connection,
                                         std::span<const crypto::Secret> tokens, Instant now);

inline constexpr std::size_t sessions_a_statement = 8;

/// Whether the session of a caller still stands: for streams that outlive their request.
bool still_stands(store::Reading& reading, const access::SessionHash& session, Instant now);

/// Starts a session with a new token, which is nowhere else.
crypto::Secret begin_session(store::Transaction& transaction, AccountId account, access::Role role,
                             Instant now);

/// Ends one session; nothing happens where it has ended.
void end_session(store::Transaction& transaction, const access::SessionHash& session);

/// Deletes at most 500 sessions and 500 verifications that have ended, and with the last verification the
/// sign-up that was never confirmed; how many rows went. For background work, until it says 0.
std::int64_t delete_expired(store::Transaction& transaction, Instant now);

}  // namespace suncrew::identity
