#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/hashing_lane.hpp"
#include "crypto/secret.hpp"

/// Hashes that another system made of its passwords, too fast to be kept. They are never stored as they came:
/// Argon2id is put around them at once, and the first sign-in replaces both by Argon2id alone.
/// docs/decisions/passwords.md documents the texts.
namespace suncrew::identity {

enum class LegacyAlgorithm : std::uint8_t {
    salted_sha256,  ///< one SHA-256 (FIPS 180-4) of salt and password
    salted_sha512,
    crypt_sha256,  ///< crypt(3) `$5$`: U. Drepper, "Unix crypt using SHA-256 and SHA-512"
    crypt_sha512,  ///< crypt(3) `$6$`
};
enum class SaltPlace : std::uint8_t { first, last };

/// How another system made a digest of a password.
struct LegacyScheme {
    static constexpr std::size_t salt_bytes_max = 32;         ///< of salted SHA-2
    static constexpr std::size_t crypt_salt_length_max = 16;  ///< of crypt(3), which ignores the rest
    /// What crypt(3) takes at least, and what a sign-in may cost at most; 5000 where none are said.
    static constexpr int rounds_min = 1000;
    static constexpr int rounds_max = 100'000;

    LegacyAlgorithm algorithm{};
    std::string salt;                    ///< bytes of salted SHA-2, characters of crypt(3)
    SaltPlace place = SaltPlace::first;  ///< of salted SHA-2
    std::optional<int> rounds{};         ///< of crypt(3), where its text says them

    /// Without a digest: `legacy-sha256$SALT$salt-first`, `5$rounds=ROUNDS$SALT`, `6$SALT`.
    std::string text() const;
    /// The digest as text, for a password. None where the other system would not have taken the password to
    /// its end: crypt(3) stops at a zero byte, and libxcrypt takes no more than 511 bytes.
    std::optional<crypto::Secret> digest(const crypto::Secret& password) const;
};

/// A hash as another system exported it:
///   `$legacy-sha256$SALT$DIGEST$salt-first`   SALT and DIGEST in hexadecimal; or `salt-last`; or `sha512`
///   `$5$SALT$DIGEST`, `$5$rounds=ROUNDS$SALT$DIGEST`, and the same with `$6$`
struct LegacyHash {
    /// Throws Refusal{invalid} for `field`: `legacy_hash_unknown` (of another kind), `legacy_hash_malformed`,
    /// `legacy_hash_rounds` (fewer than `rounds_min` or more than `rounds_max`).
    static LegacyHash parse(std::string_view text, const std::string& field);

    LegacyScheme scheme;
    crypto::Secret digest;  ///< as `LegacyScheme::digest` makes it
};

/// Argon2id around a legacy hash: `$suncrew-wrapped$SCHEME$argon2id$v=19$…`, where SCHEME is
/// `LegacyScheme::text`. Who has it must undo Argon2id for each password that they try.
struct WrappedHash {
    static constexpr std::string_view prefix = "$suncrew-wrapped$";
    /// None where the text is no such hash, whatever is wrong with it.
    static std::optional<WrappedHash> parse(std::string_view text);

    LegacyScheme scheme;
    std::string argon2id;
};

/// What is stored of a legacy hash: the text of a WrappedHash, which `verify_password` knows and
/// `is_outdated` calls outdated. It costs as much as `hash_password`.
std::string wrap(const access::HashingLane& lane, const LegacyHash& hash);

}  // namespace suncrew::identity
