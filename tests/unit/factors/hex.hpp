#pragma once

#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "base/hex.hpp"

namespace suncrew::factors::testing {

/// The bytes that a hexadecimal text stands for.
inline std::vector<std::uint8_t> from_hex(std::string_view text) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(hex_value(text[i]) << 4 | hex_value(text[i + 1])));
    if (text.size() % 2 != 0)
        throw std::invalid_argument{"half a byte"};
    return bytes;
}

}  // namespace suncrew::factors::testing
