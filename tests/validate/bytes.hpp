#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "base/hex.hpp"

namespace suncrew::validate {

/// The bytes that a Wycheproof file gives as hexadecimal digits.
inline std::string bytes_in(const boost::json::value& digits) {
    const std::string_view text = digits.as_string();
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes += static_cast<char>(hex_value(text[i]) * 16 + hex_value(text[i + 1]));
    return bytes;
}

inline std::span<const std::uint8_t> as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace suncrew::validate
