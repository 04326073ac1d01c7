#pragma once

#include <cstddef>

#include "crypto/hash.hpp"
#include "crypto/secret.hpp"

namespace suncrew::crypto {

/// The length of a token's text: 32 bytes in base64url.
inline constexpr std::size_t token_length = 43;

/// A bearer token: 32 random bytes as base64url. Whoever shows it is believed, so it is given out once and
/// only its hash is kept.
Secret make_token();

/// What is kept of a token. A plain hash is enough for 256 random bits: there is nothing to guess from.
Sha256Digest token_hash(const Secret& token);

}  // namespace suncrew::crypto
