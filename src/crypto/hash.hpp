#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace suncrew::crypto {

using Sha256Digest = std::array<std::uint8_t, 32>;

/// SHA-256 (FIPS 180-4) of the whole. Not for passwords, which need a slow hash.
Sha256Digest sha256(std::span<const std::uint8_t> bytes);
Sha256Digest sha256(std::string_view text);

}  // namespace suncrew::crypto
