#pragma once

#include <vector>

#include "solar/roof.hpp"

namespace suncrew::solar {

/// A stretch along the eave, metres.
struct Stretch {
    double from_m = 0;
    double to_m = 0;
};

/// Where a band of the plane, from `bottom_m` up to `top_m`, is free over its whole height: inside the
/// outline, as far from each of its edges as the setback of that edge asks, measured straight, and off every
/// obstruction. Exact but for 1e-7 m; from left to right. An edge belongs to the eave, the ridge or the sides
/// by where its outside is: within 45 degrees of straight down, of straight up, or neither.
std::vector<Stretch> free_stretches(const RoofSurface& surface, const Setbacks& setbacks, double bottom_m,
                                    double top_m);

}  // namespace suncrew::solar
