#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace suncrew::factors {

/// RFC 4648, section 6, without padding: what authenticator apps expect of a shared secret.
std::string base32_encode(std::span<const std::uint8_t> bytes);
/// Strict: nullopt for lower case, a foreign character, padding, an impossible length, or left-over bits that
/// are not zero, so that each byte sequence has one text.
std::optional<std::vector<std::uint8_t>> base32_decode(std::string_view text);

}  // namespace suncrew::factors
