#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace suncrew::dispatch {

/// A set of days, each named by how many days it lies ahead (1 is tomorrow), as bits: the first day that
/// suits an order and a crew is found by a handful of ANDs.
class DaySet {
public:
    static constexpr int ahead_max = 383;

    /// A day outside 1 to `ahead_max` is never in the set: adding or removing it does nothing.
    constexpr void add(std::int64_t ahead) {
        if (fits(ahead))
            words_[word(ahead)] |= bit(ahead);
    }
    constexpr void remove(std::int64_t ahead) {
        if (fits(ahead))
            words_[word(ahead)] &= ~bit(ahead);
    }
    constexpr bool contains(std::int64_t ahead) const {
        return fits(ahead) && (words_[word(ahead)] & bit(ahead)) != 0;
    }

    /// The nearest day that is in both sets.
    constexpr std::optional<int> first_common(const DaySet& other) const {
        for (std::size_t i = 0; i < words_.size(); ++i)
            if (const std::uint64_t both = words_[i] & other.words_[i]; both != 0)
                return static_cast<int>(i) * 64 + std::countr_zero(both);
        return std::nullopt;
    }

private:
    static constexpr bool fits(std::int64_t ahead) { return ahead >= 1 && ahead <= ahead_max; }
    static constexpr std::size_t word(std::int64_t ahead) { return static_cast<std::size_t>(ahead) / 64; }
    static constexpr std::uint64_t bit(std::int64_t ahead) { return std::uint64_t{1} << (ahead % 64); }

    std::array<std::uint64_t, (ahead_max + 1) / 64> words_{};
};

}  // namespace suncrew::dispatch
