#include "solar/roof_band.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace suncrew::solar {
namespace {

constexpr double touching_m = 1e-7;

/// An edge of the outline with all that is nearer to it than its setback: a convex shape.
struct Margin {
    Point from, to;
    double reach_m = 0;

    double bottom_m() const { return std::min(from.y_m, to.y_m) - reach_m; }
    double top_m() const { return std::max(from.y_m, to.y_m) + reach_m; }
};

/// How far to the right the margin goes at a height that it has.
double right_at(const Margin& margin, double y_m) {
    double right = -std::numeric_limits<double>::infinity();
    for (const Point& end : {margin.from, margin.to})
        if (const double dy = y_m - end.y_m; std::abs(dy) <= margin.reach_m + touching_m)
            right = std::max(right,
                             end.x_m + std::sqrt(std::max(0.0, margin.reach_m * margin.reach_m - dy * dy)));
    const double run = margin.to.x_m - margin.from.x_m;
    const double rise = margin.to.y_m - margin.from.y_m;
    if (rise == 0)
        return right;
    // The straight part beside the edge: the edge itself, moved to the right by the reach.
    const double length = std::hypot(run, rise);
    const double towards = rise > 0 ? 1 : -1;
    const Point start{margin.from.x_m + towards * rise / length * margin.reach_m,
                      margin.from.y_m - towards * run / length * margin.reach_m};
    const double along = (y_m - start.y_m) / rise;
    return along >= 0 && along <= 1 ? std::max(right, start.x_m + along * run) : right;
}

/// How far to the right the margin goes within a band that it meets. The farthest point of a convex shape in
/// a band is the one of the whole shape, or the nearest to its height.
double right_within(const Margin& margin, double bottom_m, double top_m) {
    const bool both = margin.from.x_m == margin.to.x_m;
    const Point& far = margin.from.x_m > margin.to.x_m ? margin.from : margin.to;
    const double low = both ? std::min(margin.from.y_m, margin.to.y_m) : far.y_m;
    const double high = both ? std::max(margin.from.y_m, margin.to.y_m) : far.y_m;
    const double bottom = std::max(bottom_m, margin.bottom_m());
    const double top = std::min(top_m, margin.top_m());
    return right_at(margin, std::clamp(std::clamp(bottom, low, high), bottom, top));
}

Margin mirrored(Margin margin) {
    margin.from.x_m = -margin.from.x_m;
    margin.to.x_m = -margin.to.x_m;
    return margin;
}

std::optional<Stretch> taken_by(const Margin& margin, double bottom_m, double top_m) {
    if (margin.top_m() <= bottom_m + touching_m || margin.bottom_m() >= top_m - touching_m)
        return std::nullopt;
    return Stretch{-right_within(mirrored(margin), bottom_m, top_m), right_within(margin, bottom_m, top_m)};
}

bool runs_counterclockwise(const std::vector<Point>& outline) {
    double twice = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point& here = outline[i];
        const Point& next = outline[(i + 1) % outline.size()];
        twice += here.x_m * next.y_m - next.x_m * here.y_m;
    }
    return twice > 0;
}

std::vector<Margin> margins_of(const std::vector<Point>& outline, const Setbacks& setbacks) {
    const double around = runs_counterclockwise(outline) ? 1 : -1;
    std::vector<Margin> margins;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point& from = outline[i];
        const Point& to = outline[(i + 1) % outline.size()];
        const double outwards_x = around * (to.y_m - from.y_m);
        const double outwards_y = around * (from.x_m - to.x_m);
        double reach = setbacks.sides_m;
        if (std::abs(outwards_y) >= std::abs(outwards_x))
            reach = outwards_y < 0 ? setbacks.eave_m : setbacks.ridge_m;
        margins.push_back({from, to, reach});
    }
    return margins;
}

bool inside(const std::vector<Point>& outline, Point point) {
    bool in = false;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point& a = outline[i];
        const Point& b = outline[(i + 1) % outline.size()];
        if ((a.y_m > point.y_m) != (b.y_m > point.y_m) &&
            point.x_m < a.x_m + (point.y_m - a.y_m) / (b.y_m - a.y_m) * (b.x_m - a.x_m))
            in = !in;
    }
    return in;
}

std::vector<Stretch> taken_stretches(const RoofSurface& surface, const Setbacks& setbacks, double bottom_m,
                                     double top_m) {
    std::vector<Stretch> taken;
    for (const Margin& margin : margins_of(surface.outline, setbacks))
        if (const auto stretch = taken_by(margin, bottom_m, top_m))
            taken.push_back(*stretch);
    for (const Rectangle& thing : surface.obstructions)
        if (thing.y_m - setbacks.obstruction_m < top_m - touching_m &&
            thing.top_m() + setbacks.obstruction_m > bottom_m + touching_m)
            taken.push_back({thing.x_m - setbacks.obstruction_m, thing.right_m() + setbacks.obstruction_m});
    std::sort(taken.begin(), taken.end(),
              [](const Stretch& a, const Stretch& b) { return a.from_m < b.from_m; });
    return taken;
}

}  // namespace

std::vector<Stretch> free_stretches(const RoofSurface& surface, const Setbacks& setbacks, double bottom_m,
                                    double top_m) {
    std::vector<Stretch> free;
    double right = -std::numeric_limits<double>::infinity();
    for (const Stretch& taken : taken_stretches(surface, setbacks, bottom_m, top_m)) {
        const Point middle{(right + taken.from_m) / 2, (bottom_m + top_m) / 2};
        if (taken.from_m > right && std::isfinite(right) && inside(surface.outline, middle))
            free.push_back({right, taken.from_m});
        right = std::max(right, taken.to_m);
    }
    return free;
}

}  // namespace suncrew::solar
