#include "solar/layout.hpp"

#include <algorithm>
#include <cmath>

#include "solar/range.hpp"
#include "solar/roof_band.hpp"

namespace suncrew::solar {
namespace {

constexpr double touching_m = 1e-7;

struct Size {
    double width_m, height_m;
};

/// Where a row could begin, and what it would hold there.
struct Row {
    double bottom_m = 0;
    std::size_t modules = 0;
};

std::size_t fitting(const Stretch& stretch, double width_m) {
    const double room = stretch.to_m - stretch.from_m + module_gap_m + touching_m;
    return room > 0 ? static_cast<std::size_t>(room / (width_m + module_gap_m)) : 0;
}

/// Heights of a plane at which something begins or ends.
struct Marks {
    std::vector<double> floors;    ///< a row may stand on them
    std::vector<double> ceilings;  ///< a row may end at them
    double bottom_m = 0, top_m = 0;
};

Marks marks_of(const RoofSurface& surface, const Setbacks& setbacks) {
    Marks marks;
    marks.bottom_m = marks.top_m = surface.outline.front().y_m;
    for (const Point& corner : surface.outline) {
        marks.bottom_m = std::min(marks.bottom_m, corner.y_m);
        marks.top_m = std::max(marks.top_m, corner.y_m);
        for (const double setback : {setbacks.eave_m, setbacks.ridge_m, setbacks.sides_m}) {
            marks.floors.push_back(corner.y_m + setback);
            marks.ceilings.push_back(corner.y_m - setback);
        }
    }
    for (const Rectangle& thing : surface.obstructions) {
        marks.floors.push_back(thing.top_m() + setbacks.obstruction_m);
        marks.ceilings.push_back(thing.y_m - setbacks.obstruction_m);
    }
    return marks;
}

/// Every height at which a row could begin, upwards.
std::vector<double> beginnings(const Marks& marks, double height_m) {
    const double pitch = height_m + module_gap_m;
    std::vector<double> all;
    for (const double floor : marks.floors)
        for (double at = floor; at + height_m <= marks.top_m + touching_m; at += pitch)
            all.push_back(at);
    for (const double ceiling : marks.ceilings)
        for (double at = ceiling - height_m; at >= marks.bottom_m - touching_m; at -= pitch)
            all.push_back(at);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end(), [](double a, double b) { return b - a < touching_m; }),
              all.end());
    return all;
}

/// The rows that hold most together, upwards, none in the way of another.
std::vector<Row> best_rows(const std::vector<Row>& rows, double height_m) {
    std::vector<std::size_t> most(rows.size() + 1, 0);
    std::vector<std::size_t> next(rows.size());
    std::size_t after = rows.size();
    for (std::size_t i = rows.size(); i-- > 0;) {
        while (after > i + 1 &&
               rows[after - 1].bottom_m >= rows[i].bottom_m + height_m + module_gap_m - 2 * touching_m)
            --after;
        next[i] = after;
        most[i] = std::max(most[i + 1], rows[i].modules + most[after]);
    }
    std::vector<Row> best;
    for (std::size_t i = 0; i < rows.size();) {
        // The lowest of rows that do the same, so that rows lie together.
        if (rows[i].modules == 0 || rows[i].modules + most[next[i]] < most[i]) {
            ++i;
            continue;
        }
        best.push_back(rows[i]);
        i = next[i];
    }
    return best;
}

ModuleLayout laid(const RoofSurface& surface, const Setbacks& setbacks, Size size, Orientation orientation) {
    std::vector<Row> rows;
    for (const double bottom : beginnings(marks_of(surface, setbacks), size.height_m)) {
        Row row{bottom};
        for (const Stretch& stretch : free_stretches(surface, setbacks, bottom, bottom + size.height_m))
            row.modules += fitting(stretch, size.width_m);
        rows.push_back(row);
    }
    ModuleLayout layout{orientation, {}, 0};
    for (const Row& row : best_rows(rows, size.height_m)) {
        ++layout.rows;
        for (const Stretch& stretch :
             free_stretches(surface, setbacks, row.bottom_m, row.bottom_m + size.height_m))
            for (std::size_t i = 0; i < fitting(stretch, size.width_m); ++i)
                layout.modules.push_back(
                    {stretch.from_m + static_cast<double>(i) * (size.width_m + module_gap_m), row.bottom_m,
                     size.width_m, size.height_m});
    }
    return layout;
}

}  // namespace

ModuleLayout lay_out(const RoofSurface& surface, const Setbacks& setbacks, ModuleSize module,
                     const std::string& field) {
    check(surface, field);
    require_in(module.shorter_m, 0.3, 3, "module.shorter_m");
    require_in(module.longer_m, module.shorter_m, 3, "module.longer_m");
    for (const double setback : {setbacks.eave_m, setbacks.ridge_m, setbacks.sides_m, setbacks.obstruction_m})
        require_in(setback, 0, 5, "setbacks");
    ModuleLayout portrait =
        laid(surface, setbacks, {module.shorter_m, module.longer_m}, Orientation::portrait);
    ModuleLayout landscape =
        laid(surface, setbacks, {module.longer_m, module.shorter_m}, Orientation::landscape);
    return landscape.modules.size() > portrait.modules.size() ? landscape : portrait;
}

}  // namespace suncrew::solar
