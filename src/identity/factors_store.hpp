#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/hashing_lane.hpp"
#include "audit/security_events.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "crypto/secret.hpp"
#include "factors/recovery_code.hpp"
#include "factors/totp.hpp"
#include "factors/webauthn.hpp"
#include "identity/ending.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// The rows of second factors: one-time codes, recovery codes, passkeys.
namespace suncrew::identity {

inline constexpr std::size_t passkeys_an_account_max = 20;

/// How long a secret waits beside a confirmed one.
inline constexpr std::chrono::hours totp_pending_kept{1};

/// Keeps a secret that is to be confirmed by a code, beside the confirmed one where there is one, whose codes
/// stay good until then; the one that waited before is forgotten.
void keep_unconfirmed_totp(store::Transaction& transaction, sealing::Keyring& keyring, AccountId account,
                           const factors::TotpSecret& secret, Instant now);
/// Whether a code is of the secret that waits; nothing is used up.
bool fits_unconfirmed_totp(store::Reading& reading, sealing::Keyring& keyring, AccountId account,
                           std::string_view code, Instant now);
/// Confirms it by a code, in the place of the secret that was confirmed before; whether the code was right.
/// Where nothing waits, no code is.
bool confirm_totp(store::Transaction& transaction, sealing::Keyring& keyring, AccountId account,
                  std::string_view code, Instant now);
/// Uses a code up; whether it was right, and had not been used.
bool use_totp(store::Transaction& transaction, sealing::Keyring& keyring, AccountId account,
              std::string_view code, Instant now);
bool remove_totp(store::Writing& writing, AccountId account);
/// Since when the account has one-time codes.
std::optional<Instant> totp_since(store::Reading& reading, AccountId account);

/// The hashes of ten codes, made on the hashing lane, to be kept in a transaction.
using RecoveryCodes = std::array<factors::RecoveryCode, factors::recovery_codes_count>;
using RecoveryCodeHashes = std::array<std::string, factors::recovery_codes_count>;
RecoveryCodeHashes hash_recovery_codes(const access::HashingLane& lane, const RecoveryCodes& codes);
/// In the place of those that were.
void keep_recovery_codes(store::Transaction& transaction, sealing::Keyring& keyring, AccountId account,
                         const RecoveryCodeHashes& hashes);
/// Uses a code up; whether it was right, and had not been used. As long as a hash takes, whatever was typed.
/// `used` goes with the use, and says in its `after` which it was.
bool use_recovery_code(const access::HashingLane& lane, sealing::Keyring& keyring, std::string_view typed,
                       audit::SecurityEvent used);

/// A passkey as it is kept.
struct StoredPasskey {
    PasskeyId id;
    AccountId account;
    std::vector<std::uint8_t> credential;
    std::vector<std::uint8_t> public_key;  ///< COSE
    std::int64_t sign_count = 0;
    std::string name;
    std::string transports;  ///< separated by spaces
    bool backup_eligible = false;
    bool backed_up = false;
    Instant created_at{};
    std::optional<Instant> used_at{};
    std::optional<Instant>
        suspended_at{};  ///< its key is in two hands; it still counts as a factor to be shown
};
/// Throws store::Duplicate where the credential is known. Refuses with conflict "too_many_passkeys".
void keep_passkey(store::Transaction& transaction, sealing::Keyring& keyring, const StoredPasskey& passkey);
std::optional<StoredPasskey> find_passkey(store::Reading& reading, sealing::Keyring& keyring,
                                          const std::vector<std::uint8_t>& credential);
std::vector<StoredPasskey> passkeys_of(store::Reading& reading, AccountId account);
/// Notes a use with the counter that came with it. False where the counter did not rise meanwhile, unless it
/// is not counted at all (0): the authenticator was copied, or the answer is shown twice.
bool note_passkey_use(store::Transaction& transaction, PasskeyId id, const factors::AssertedPasskey& asserted,
                      Instant now);
/// It signs nobody in any more, and stays as a factor, so that the account is not left with less to show.
/// Whether it was not suspended before.
bool suspend_passkey(store::Transaction& transaction, PasskeyId id, Instant now);
/// Whether it is there and not suspended.
bool passkey_stands(store::Reading& reading, PasskeyId id);
bool remove_passkey(const Ending& ending, PasskeyId id);

/// Takes away every second factor and recovery code of an account.
void remove_factors(const Ending& ending);

}  // namespace suncrew::identity
