#pragma once

#include <string>
#include <string_view>

namespace suncrew::fuzz {

/// Every byte as a percent-escape (RFC 3986, section 2.1): no byte keeps a meaning of its own.
inline std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4];
        encoded += digits[byte & 15];
    }
    return encoded;
}

}  // namespace suncrew::fuzz
