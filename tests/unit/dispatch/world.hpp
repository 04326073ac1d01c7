#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "dispatch/matching.hpp"

namespace suncrew::dispatch::testing {

/// A Monday.
inline constexpr Date today{std::chrono::year{2026}, std::chrono::May, std::chrono::day{4}};

inline Date in_days(int days) {
    return Date{std::chrono::sys_days{today} + std::chrono::days{days}};
}

/// The id with this number; ids are sorted as their numbers are.
template <class AnyId>
AnyId numbered(std::uint32_t number) {
    Uuid uuid{};
    for (std::size_t i = 0; i < 4; ++i)
        uuid[12 + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
    return AnyId{uuid};
}

struct World {
    std::vector<OpenOrder> orders;
    std::vector<AvailableCrew> crews;
};

/// Orders and crews about a few towns, made of `seed` alone: some orders with wishes, skills and decliners,
/// some crews busy or away.
World made_up_world(std::uint64_t seed, std::size_t orders, std::size_t crews);

}  // namespace suncrew::dispatch::testing
