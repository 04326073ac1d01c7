#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "crypto/secret.hpp"

namespace suncrew::factors {

/// How many digits a one-time code has. People are shown six; the published examples of RFC 6238 have eight.
enum class Digits : std::uint32_t { six = 6, eight = 8 };

/// What an authenticator app and we share: 20 random bytes, the length of the hash (RFC 4226, section 4, R6).
class TotpSecret {
public:
    static constexpr std::size_t size = 20;

    static TotpSecret make();
    /// As it was kept. Throws std::invalid_argument for another length.
    explicit TotpSecret(crypto::Secret bytes);
    /// As `base32` shows it; nullopt for any other text.
    static std::optional<TotpSecret> read(std::string_view base32);

    /// What is kept, encrypted by whoever keeps it.
    const crypto::Secret& bytes() const { return bytes_; }
    /// What a person types where no camera is at hand: 32 characters.
    crypto::Secret base32() const;

private:
    crypto::Secret bytes_;
};

/// What the QR code says: the key URI that authenticator apps read, with us as the issuer and `label` (the
/// account's e-mail) as the account.
/// Source: the "Key Uri Format" of Google Authenticator.
crypto::Secret otpauth_uri(std::string_view label, const TotpSecret& secret);

/// The code of one counter: HMAC-SHA-1, dynamically truncated (RFC 4226, section 5.3).
std::string one_time_code(const TotpSecret& secret, std::uint64_t counter, Digits digits);

/// The 30-second step since 1970 that an instant lies in (RFC 6238, section 4.2).
std::int64_t totp_step(Instant instant);

/// The step whose code was typed, if it is the present one or one beside it, and later than the last one
/// used (0: none yet); to be kept as the last one used, in the same transaction, so that each code counts
/// once. nullopt for anything else, so also for a text that is not exactly six ASCII digits. The time does
/// not depend on which step fits, nor on the digits.
std::optional<std::int64_t> matching_step(const TotpSecret& secret, std::string_view code, Instant now,
                                          std::int64_t last_used_step);

}  // namespace suncrew::factors
