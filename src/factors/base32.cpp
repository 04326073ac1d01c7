#include "factors/base32.hpp"

namespace suncrew::factors {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

}  // namespace

std::string base32_encode(std::span<const std::uint8_t> bytes) {
    std::string text;
    text.reserve((bytes.size() * 8 + 4) / 5);  // once: a secret leaves no copy behind
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (const std::uint8_t byte : bytes) {
        pending = (pending << 8 | byte) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5)
            text += alphabet[pending >> (bits - 5) & 31];
    }
    if (bits > 0)
        text += alphabet[pending << (5 - bits) & 31];
    return text;
}

std::optional<std::vector<std::uint8_t>> base32_decode(std::string_view text) {
    std::vector<std::uint8_t> bytes;
    bytes.reserve(text.size() * 5 / 8);
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const std::size_t value = alphabet.find(c);
        if (value == std::string_view::npos)
            return std::nullopt;
        pending = (pending << 5 | static_cast<std::uint32_t>(value)) & 0xfff;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>(pending >> bits));
        }
    }
    if (bits >= 5 || (pending & ((1U << bits) - 1)) != 0)
        return std::nullopt;
    return bytes;
}

}  // namespace suncrew::factors
