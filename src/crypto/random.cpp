#include "crypto/random.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <sys/random.h>

namespace suncrew::crypto {

void fill_random(std::span<std::uint8_t> bytes) {
    // A request of 256 bytes or less is never cut short once the generator is seeded (getrandom(2)).
    constexpr std::size_t uncut_bytes_max = 256;
    while (!bytes.empty()) {
        const auto piece = bytes.first(std::min(bytes.size(), uncut_bytes_max));
        if (::getrandom(piece.data(), piece.size(), 0) != static_cast<ssize_t>(piece.size()))
            throw std::system_error{errno, std::generic_category(), "getrandom"};
        bytes = bytes.subspan(piece.size());
    }
}

}  // namespace suncrew::crypto
