#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace suncrew::solar {

/// A point of a roof plane in the plane's own metres: x along the eave, y up the rafters.
struct Point {
    double x_m = 0;
    double y_m = 0;
};

/// An upright rectangle of the plane by its lower left corner.
struct Rectangle {
    double x_m = 0;
    double y_m = 0;
    double width_m = 0;
    double height_m = 0;
    double right_m() const { return x_m + width_m; }
    double top_m() const { return y_m + height_m; }
};

/// Whether two rectangles have more in common than an edge.
bool overlap(const Rectangle& one, const Rectangle& other);

/// One plane of a roof with what stands on it.
struct RoofSurface {
    std::vector<Point> outline;             ///< corners of a simple polygon, either way around
    std::vector<Rectangle> obstructions{};  ///< chimneys and windows

    static constexpr std::size_t corners_max = 24;
    static constexpr std::size_t obstructions_max = 24;
    static constexpr double extent_m_max = 100;  ///< of a coordinate, from -extent_m_max on
};

/// A plane of so many metres along the eave and up the rafters, with nothing on it.
RoofSurface rectangular(double eave_m, double rafter_m);

/// What a market keeps free, metres; price books have it.
struct Setbacks {
    double eave_m = 0;         ///< from edges whose outside is below
    double ridge_m = 0;        ///< from edges whose outside is above
    double sides_m = 0;        ///< from all others: verges, hips and valleys
    double obstruction_m = 0;  ///< around what stands on the roof
};

/// Refuses with Code::invalid, `field` before the member's name: "out_of_range" for a figure or a count out
/// of its bounds, "not_a_roof_plane" for an outline that crosses itself or holds less than 0.5 m2.
void check(const RoofSurface& surface, const std::string& field);

}  // namespace suncrew::solar
