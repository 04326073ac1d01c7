#pragma once

#include <optional>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"
#include "crypto/hash.hpp"
#include "sealing/row_mark.hpp"

/// What the mark of each kind of row is over that lets somebody in: whatever of it says whom, as what, and
/// until when.
namespace suncrew::identity {

using TokenHash = crypto::Sha256Digest;

/// How often something has ended that let an account's person in (`end_access`). The marks of the account and
/// of whatever still lets in are over it: what has ended, and somebody writes into its table again, bears the
/// mark of an epoch that is over. A mark of the first, which has number 0, is as marks were before there were
/// epochs.
using Epoch = std::int64_t;

template <class... Columns>
sealing::MarkedRow marked_in(Epoch epoch, std::string_view table, const Columns&... columns) {
    return epoch == 0 ? sealing::MarkedRow{table, columns...} : sealing::MarkedRow{table, columns..., epoch};
}

struct MarkedSession {
    TokenHash token;
    SessionId id;
    AccountId account;
    std::string_view state;
    int proofs;
    std::string_view role;  ///< the account's
    std::int64_t standing;  ///< the account's
    Epoch epoch;            ///< the account's
    Instant created_at;
    Instant proved_at;
    Instant used_at;
    Instant expires_at;
};
inline sealing::MarkedRow marked(const MarkedSession& row) {
    return marked_in(row.epoch, "sessions", row.token, row.id, row.account, row.state, row.proofs, row.role,
                     row.standing, row.created_at, row.proved_at, row.used_at, row.expires_at);
}

struct MarkedApiKey {
    TokenHash key;
    ApiKeyId id;
    AccountId account;
    std::string_view permissions;
    Epoch epoch;  ///< the account's
    Instant created_at;
    Instant expires_at;
};
inline sealing::MarkedRow marked(const MarkedApiKey& row) {
    return marked_in(row.epoch, "api_keys", row.key, row.id, row.account, row.permissions, row.created_at,
                     row.expires_at);
}

struct MarkedEnrolment {
    TokenHash token;
    std::optional<AccountId> account;
    Instant created_at;
    Instant expires_at;
};
inline sealing::MarkedRow marked(const MarkedEnrolment& row) {
    return sealing::MarkedRow{"enrolments", row.token, row.account, row.created_at, row.expires_at};
}

struct MarkedReset {
    TokenHash token;
    AccountId account;
    Instant expires_at;
};
inline sealing::MarkedRow marked(const MarkedReset& row) {
    return sealing::MarkedRow{"password_resets", row.token, row.account, row.expires_at};
}

struct MarkedVerification {
    TokenHash token;
    AccountId account;
    std::string_view password;
    Instant expires_at;
};
inline sealing::MarkedRow marked(const MarkedVerification& row) {
    return sealing::MarkedRow{"email_verifications", row.token, row.account, row.password, row.expires_at};
}

struct MarkedEmailChange {
    TokenHash token;
    AccountId account;
    std::string_view email;  ///< as it is sealed
    Instant expires_at;
};
inline sealing::MarkedRow marked(const MarkedEmailChange& row) {
    return sealing::MarkedRow{"email_changes", row.token, row.account, row.email, row.expires_at};
}

struct MarkedFactorReset {
    AccountId account;
    Instant requested_at;
    Instant ready_at;
};
inline sealing::MarkedRow marked(const MarkedFactorReset& row) {
    return sealing::MarkedRow{"factor_resets", row.account, row.requested_at, row.ready_at};
}

struct MarkedPasskey {
    PasskeyId id;
    AccountId account;
    const store::Bytes& credential;
    const store::Bytes& public_key;
    Epoch epoch;  ///< the account's
};
inline sealing::MarkedRow marked(const MarkedPasskey& row) {
    return marked_in(row.epoch, "passkeys", row.id, row.account, row.credential, row.public_key);
}

struct MarkedRecoveryCode {
    AccountId account;
    int number;
    std::string_view code;  ///< hashed
};
inline sealing::MarkedRow marked(const MarkedRecoveryCode& row) {
    return sealing::MarkedRow{"recovery_codes", row.account, row.number, row.code};
}

}  // namespace suncrew::identity
