#include "solar/roof.hpp"

#include <algorithm>
#include <cmath>

#include "solar/range.hpp"

namespace suncrew::solar {
namespace {

constexpr double area_m2_min = 0.5;
constexpr double touching_m = 1e-7;

/// Twice the area of a triangle, positive counterclockwise.
double turn(Point a, Point b, Point c) {
    return (b.x_m - a.x_m) * (c.y_m - a.y_m) - (b.y_m - a.y_m) * (c.x_m - a.x_m);
}

bool between(Point a, Point b, Point on_line) {
    return on_line.x_m >= std::min(a.x_m, b.x_m) && on_line.x_m <= std::max(a.x_m, b.x_m) &&
           on_line.y_m >= std::min(a.y_m, b.y_m) && on_line.y_m <= std::max(a.y_m, b.y_m);
}

bool meet(Point a, Point b, Point c, Point d) {
    const double c_side = turn(a, b, c);
    const double d_side = turn(a, b, d);
    const double a_side = turn(c, d, a);
    const double b_side = turn(c, d, b);
    if (c_side * d_side < 0 && a_side * b_side < 0)
        return true;
    return (c_side == 0 && between(a, b, c)) || (d_side == 0 && between(a, b, d)) ||
           (a_side == 0 && between(c, d, a)) || (b_side == 0 && between(c, d, b));
}

double area_m2(const std::vector<Point>& outline) {
    double twice = 0;
    for (std::size_t i = 0; i < outline.size(); ++i)
        twice += turn({0, 0}, outline[i], outline[(i + 1) % outline.size()]);
    return std::abs(twice) / 2;
}

/// Edges that are not neighbours do not meet, and neighbours do not lie on one another.
bool is_simple(const std::vector<Point>& outline) {
    const std::size_t count = outline.size();
    const auto corner = [&](std::size_t i) { return outline[i % count]; };
    for (std::size_t i = 0; i < count; ++i) {
        if (turn(corner(i), corner(i + 1), corner(i + 2)) == 0 &&
            (between(corner(i), corner(i + 1), corner(i + 2)) ||
             between(corner(i + 1), corner(i + 2), corner(i))))
            return false;
        for (std::size_t j = i + 2; j < count; ++j)
            if (j + 1 != i + count && meet(corner(i), corner(i + 1), corner(j), corner(j + 1)))
                return false;
    }
    return true;
}

}  // namespace

bool overlap(const Rectangle& one, const Rectangle& other) {
    return one.x_m < other.right_m() - touching_m && other.x_m < one.right_m() - touching_m &&
           one.y_m < other.top_m() - touching_m && other.y_m < one.top_m() - touching_m;
}

RoofSurface rectangular(double eave_m, double rafter_m) {
    return {{{0, 0}, {eave_m, 0}, {eave_m, rafter_m}, {0, rafter_m}}};
}

void check(const RoofSurface& surface, const std::string& field) {
    constexpr double extent = RoofSurface::extent_m_max;
    require_in(static_cast<double>(surface.outline.size()), 3, RoofSurface::corners_max, field + ".outline");
    require_in(static_cast<double>(surface.obstructions.size()), 0, RoofSurface::obstructions_max,
               field + ".obstructions");
    for (std::size_t i = 0; i < surface.outline.size(); ++i) {
        const std::string path = field + ".outline[" + std::to_string(i) + "].";
        require_in(surface.outline[i].x_m, -extent, extent, path + "x_m");
        require_in(surface.outline[i].y_m, -extent, extent, path + "y_m");
    }
    for (std::size_t i = 0; i < surface.obstructions.size(); ++i) {
        const std::string path = field + ".obstructions[" + std::to_string(i) + "].";
        require_in(surface.obstructions[i].x_m, -extent, extent, path + "x_m");
        require_in(surface.obstructions[i].y_m, -extent, extent, path + "y_m");
        require_in(surface.obstructions[i].width_m, 0.01, extent, path + "width_m");
        require_in(surface.obstructions[i].height_m, 0.01, extent, path + "height_m");
    }
    if (area_m2(surface.outline) < area_m2_min || !is_simple(surface.outline))
        throw Refusal{Code::invalid, "not_a_roof_plane", field + ".outline"};
}

}  // namespace suncrew::solar
