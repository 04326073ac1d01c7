#pragma once

#include <cstdint>
#include <vector>

#include "routing/neighbourhood.hpp"
#include "routing/random.hpp"
#include "routing/solution.hpp"

namespace suncrew::routing {

/// Takes strings of visits that follow each other out of routes that are near each other: Christiaens &
/// Vanden Berghe 2020 (see `Recreate`), section 4.1, with their parameters.
class Ruin {
public:
    Ruin(const Instance& instance, const Neighbourhood& neighbourhood, Random& random)
        : instance_{instance}, neighbourhood_{neighbourhood}, random_{random} {}

    /// Ruins around a visit that is drawn, and adds what was taken out to `requests`.
    void operator()(Solution& solution, std::vector<std::uint32_t>& requests);

private:
    std::uint32_t draw_seed(const Solution& solution);
    void take_string(Solution& solution, std::uint32_t task, double length_max,
                     std::vector<std::uint32_t>& requests);

    const Instance& instance_;
    const Neighbourhood& neighbourhood_;
    Random& random_;
    std::vector<std::uint32_t> string_;
};

}  // namespace suncrew::routing
