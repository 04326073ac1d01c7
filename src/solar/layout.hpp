#pragma once

#include <string>
#include <vector>

#include "solar/roof.hpp"

namespace suncrew::solar {

/// How modules lie: their longer side up the rafters, or along the eave.
enum class Orientation { portrait, landscape };

/// Modules of one size, as they are drawn on a plane.
struct ModuleLayout {
    Orientation orientation = Orientation::portrait;
    std::vector<Rectangle> modules;  ///< rows from the eave up, each from left to right
    int rows = 0;
};

struct ModuleSize {
    double shorter_m = 0;  ///< 0.3 to 3
    double longer_m = 0;   ///< 0.3 to 3
};

/// Between neighbouring modules: room for the clamps of usual frames, which are about 20 mm wide.
inline constexpr double module_gap_m = 0.02;

/// As many modules as fit in straight rows along the eave, all one way: the way that holds more, and portrait
/// where both hold the same. Rows stand where most modules fit in sum, among the places that a row can have
/// next to the eave, the ridge, an obstruction, a corner of the outline or another row, and as low as that
/// allows; in a row, modules are
/// put into each free stretch from the left. So there are never fewer than in a plain grid from the eave on.
/// None may fit. Refuses what `check` of a surface refuses, with `field`.
ModuleLayout lay_out(const RoofSurface& surface, const Setbacks& setbacks, ModuleSize module,
                     const std::string& field);

}  // namespace suncrew::solar
