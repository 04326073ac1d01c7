#pragma once

#include <cstdint>

#include "routing/neighbourhood.hpp"
#include "routing/random.hpp"
#include "routing/solution.hpp"

namespace suncrew::routing {

/// Lets two routes exchange their ends where that is cheaper, which visits that are moved one by one do not
/// find: 2-opt* (Potvin & Rousseau, Journal of the Operational Research Society 46 (1995) 1433-1446). Of
/// vehicles of one kind, and where `Instance::has_free_tails`.
class Tails {
public:
    Tails(const Instance& instance, const Neighbourhood& neighbourhood, Random& random)
        : instance_{instance}, neighbourhood_{neighbourhood}, random_{random} {}

    /// Tries a number of exchanges drawn at random, of routes that were changed with near ones.
    void operator()(Solution& solution);

private:
    void try_one(Solution& solution);

    const Instance& instance_;
    const Neighbourhood& neighbourhood_;
    Random& random_;
};

}  // namespace suncrew::routing
