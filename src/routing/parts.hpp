#pragma once

#include <cstdint>
#include <vector>

#include "routing/instance.hpp"
#include "routing/random.hpp"
#include "routing/solution.hpp"

namespace suncrew::routing {

/// Which of `parts` each route belongs to: routes in use are cut along a direction that is drawn, so that
/// what is near each other is mostly together and every part has about as many visits; those not in use are
/// dealt out. The problem's places have coordinates.
std::vector<std::uint32_t> parts_of(const Instance& instance, const Sequences& sequences, std::uint32_t parts,
                                    Random& random);

}  // namespace suncrew::routing
