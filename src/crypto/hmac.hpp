#pragma once

#include <cstddef>
#include <string_view>

#include "crypto/hash.hpp"
#include "crypto/secret.hpp"

/// Keyed hashes, and keys made out of keys, by OpenSSL.
namespace suncrew::crypto {

/// HMAC-SHA-256 (RFC 2104), with a key of any size. Not promised: a comparison in constant time; compare
/// what must not be guessed byte by byte as two Secrets.
Sha256Digest hmac_sha256(const Secret& key, std::string_view message);

/// What HKDF can give at most of one key (RFC 5869, 2.3).
inline constexpr std::size_t hkdf_bytes_max = 255 * 32;
/// What OpenSSL 3.0 takes of an `info`.
inline constexpr std::size_t hkdf_info_bytes_max = 1024;

/// HKDF-SHA-256 (RFC 5869), both steps: `size` bytes for the use that `info` names. The salt may be empty and
/// is not secret; it is a constant of ours or random, never something that others choose. Throws
/// std::invalid_argument for 0 bytes, for more than `hkdf_bytes_max`, and for a longer `info`.
Secret hkdf_sha256(const Secret& key, std::string_view salt, std::string_view info, std::size_t size);

}  // namespace suncrew::crypto
