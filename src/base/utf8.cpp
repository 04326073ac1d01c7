#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace suncrew {
namespace {

/// Length of the well-formed character of two bytes or more that starts here, or 0. Table 3-7 of the Unicode
/// Standard 15.0.
std::size_t wide_character(const unsigned char* at, std::size_t left) noexcept {
    const unsigned char first = at[0];
    std::size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
        length = 2;
    } else if (first >= 0xe0 && first <= 0xef) {
        length = 3;
        low = first == 0xe0 ? 0xa0 : 0x80;
        high = first == 0xed ? 0x9f : 0xbf;
    } else if (first >= 0xf0 && first <= 0xf4) {
        length = 4;
        low = first == 0xf0 ? 0x90 : 0x80;
        high = first == 0xf4 ? 0x8f : 0xbf;
    }
    if (length == 0 || length > left || at[1] < low || at[1] > high)
        return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    }
    return length;
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
    const auto* at = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t left = text.size();
    while (left > 0) {
        std::uint64_t eight = 0;
        if (left >= sizeof eight) {
            std::memcpy(&eight, at, sizeof eight);
            if ((eight & 0x8080808080808080u) == 0) {
                at += sizeof eight;
                left -= sizeof eight;
                continue;
            }
        }
        const std::size_t length = *at < 0x80 ? 1 : wide_character(at, left);
        if (length == 0)
            return false;
        at += length;
        left -= length;
    }
    return true;
}

}  // namespace suncrew
