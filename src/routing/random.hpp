#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace suncrew::routing {

/// Random numbers that are the same on every machine for a seed, which the standard's distributions are not.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_{seed} {}

    /// From 0 to below 1.
    double fraction() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }
    /// From 0 to below `end`, which is above 0.
    std::size_t below(std::size_t end) {
        return static_cast<std::size_t>(fraction() * static_cast<double>(end));
    }
    std::mt19937_64& engine() { return engine_; }

private:
    std::mt19937_64 engine_;
};

}  // namespace suncrew::routing
