#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace suncrew::crypto {

/// RFC 4648, section 5 (URL-safe alphabet), without padding.
std::string base64url_encode(std::span<const std::uint8_t> bytes);
/// Strict: nullopt for a foreign character, padding, an impossible length, or left-over bits that are not
/// zero, so that each byte sequence has one text.
std::optional<std::vector<std::uint8_t>> base64url_decode(std::string_view text);

/// RFC 4648, section 4, with padding and without line breaks: what mail and signed notes use.
std::string base64_encode(std::span<const std::uint8_t> bytes);
std::string base64_encode(std::string_view text);
/// As strict as `base64url_decode`; the padding is asked for.
std::optional<std::vector<std::uint8_t>> base64_decode(std::string_view text);

}  // namespace suncrew::crypto
