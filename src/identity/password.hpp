#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "access/hashing_lane.hpp"
#include "crypto/secret.hpp"

namespace suncrew::identity {

/// The cost of Argon2id: 19 MiB, two passes, one lane. Source: OWASP Password Storage Cheat Sheet, Argon2id,
/// the first of its equal settings. Each hash carries its own cost, so this can be raised at any time.
inline constexpr std::size_t hash_memory_bytes = 19 * 1024 * 1024;
inline constexpr std::uint64_t hash_passes = 2;

/// Argon2id of a password with a salt of its own, as text (`$argon2id$v=19$m=…`). Tens of milliseconds and
/// `hash_memory_bytes`; so only on the hashing lane, outside any transaction.
std::string hash_password(const access::HashingLane& lane, const crypto::Secret& password);

/// A longer text than this is no stored hash: the column has no room for it.
inline constexpr std::size_t stored_hash_length_max = 255;

/// Whether the hash was made of this password; a hash of another system in Argon2id (`WrappedHash`) as well.
/// A text that is no hash, or one that would cost more than 1 GiB or 64 passes, fits nothing.
bool verify_password(const access::HashingLane& lane, const std::string& hash,
                     const crypto::Secret& password);

/// The hash of no password at today's cost: verified against where an account does not exist, so that the
/// answer takes the same time.
const std::string& hash_of_nothing();

/// Whether a hash was made at another cost than today's, or around the hash of another system: then the
/// password that it fits is hashed anew.
bool is_outdated(const std::string& hash);

}  // namespace suncrew::identity
