#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "crypto/secret.hpp"

/// Encryption that notices any change: AES-256-GCM (NIST SP 800-38D), by OpenSSL.
namespace suncrew::crypto {

inline constexpr std::size_t aead_key_size = 32, aead_nonce_size = 12, aead_tag_size = 16;
/// Of one plaintext, and of what is authenticated beside it.
inline constexpr std::size_t aead_bytes_max = 64 * 1024 * 1024;

/// Nonce, ciphertext and tag, one behind the other; the nonce is random. `associated` is authenticated and
/// not contained: who opens it must say the same. Not promised: that the plaintext's length is hidden; nor
/// safety beyond 2^32 seals with one key (SP 800-38D, 8.3), as random nonces could then meet. Throws
/// std::invalid_argument for a key of another size and for what is longer than `aead_bytes_max`.
std::vector<std::uint8_t> aead_seal(const Secret& key, std::span<const std::uint8_t> associated,
                                    std::span<const std::uint8_t> plaintext);

/// The plaintext; nullopt for anything that is not exactly what was sealed with this key and `associated`,
/// and nothing of it is shown. Throws std::invalid_argument for a key of another size.
std::optional<Secret> aead_open(const Secret& key, std::span<const std::uint8_t> associated,
                                std::span<const std::uint8_t> sealed);

}  // namespace suncrew::crypto
