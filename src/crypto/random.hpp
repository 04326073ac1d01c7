#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace suncrew::crypto {

/// Fills with bytes of the operating system's generator (getrandom(2)), fit for keys and tokens.
void fill_random(std::span<std::uint8_t> bytes);

template <std::size_t N>
std::array<std::uint8_t, N> random_bytes() {
    std::array<std::uint8_t, N> bytes;
    fill_random(bytes);
    return bytes;
}

}  // namespace suncrew::crypto
