#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "crypto/secret.hpp"

namespace suncrew::factors {

inline constexpr int recovery_codes_count = 10;

/// One of the codes that let a person in who has lost their second factor: `3-7Q2M-0XKD-9VTB`. The first
/// digit says which of the ten it is, so that one hash is looked at and not ten; the rest is 60 random bits
/// in Crockford's base 32, too many to be guessed through our limits and, behind Argon2id, from a stolen
/// hash.
struct RecoveryCode {
    int number = 0;       ///< 0 to 9; not secret
    crypto::Secret text;  ///< canonical, as it is shown, and as it is to be hashed (identity::hash_password)
};

/// Ten new ones, in the order of their numbers.
std::array<RecoveryCode, recovery_codes_count> make_recovery_codes();

/// Reads what a person typed: capital or small, with or without the hyphens, with spaces, O for 0, I or L for
/// 1. nullopt for what cannot be one of ours.
std::optional<RecoveryCode> read_recovery_code(std::string_view typed);

}  // namespace suncrew::factors
