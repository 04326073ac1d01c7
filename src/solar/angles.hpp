#pragma once

#include <cmath>
#include <numbers>

namespace suncrew::solar {

/// Radians in a degree.
inline constexpr double degree = std::numbers::pi / 180;

/// The same direction within 0 to 360 degrees.
inline double full_circle(double degrees) {
    return degrees - 360 * std::floor(degrees / 360);
}

/// The same direction within -180 to 180 degrees.
inline double half_circle(double degrees) {
    return degrees - 360 * std::round(degrees / 360);
}

}  // namespace suncrew::solar
