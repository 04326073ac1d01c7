#pragma once

#include <algorithm>
#include <cmath>

namespace suncrew::places {

/// Microdegrees in a degree: the unit in which the packed file keeps positions.
inline constexpr double micro = 1e6;
/// A degree of a meridian. Source: mean Earth radius 6371.0088 km (IUGG).
inline constexpr double km_per_degree = 111.19508;

/// A position in microdegrees (WGS 84): latitude -90 to 90 degrees, longitude -180 to 180.
struct Point {
    double x = 0;  ///< longitude, east
    double y = 0;  ///< latitude, north
};

/// A cell of one degree of the grid that `tools/gazetteer/cells.mjs` packs by. Columns may run over the
/// antimeridian to either side: they name the same cell of the file, with x counted on.
struct Cell {
    int row = 0;     ///< 0 (south) to 179
    int column = 0;  ///< 0 is from -180 degrees

    constexpr auto operator<=>(const Cell&) const = default;
    constexpr int wrapped_column() const { return (column % 360 + 360) % 360; }
    constexpr int id() const { return row * 360 + wrapped_column(); }
    /// What to take from an x beside the cell to have it in the turn of the globe that the file has.
    constexpr double turn() const { return (column - wrapped_column()) * micro; }
};

/// A box of cells, bounds included.
struct CellBox {
    Cell south_west;
    Cell north_east;
};

inline Cell cell_of(Point point) {
    const int row = static_cast<int>(std::floor(point.y / micro)) + 90;
    return {std::clamp(row, 0, 179), static_cast<int>(std::floor(point.x / micro)) + 180};
}

/// The cells that hold every position within `km` of the point.
inline CellBox cells_within(Point point, double km) {
    constexpr double radians = 0.017453292519943295;
    const double reach = km / km_per_degree;
    const double highest = std::abs(point.y) / micro + reach;
    double width = 180;  // where the circle holds the pole it meets every meridian
    if (highest < 90)
        width = std::min(
            180.0,
            std::asin(std::sin(reach * radians) / std::cos(std::abs(point.y) / micro * radians)) / radians);
    const auto moved = [&](double dx, double dy) {
        return cell_of({point.x + dx * micro, point.y + dy * micro});
    };
    CellBox box{moved(-width, -reach), moved(width, reach)};
    box.north_east.column = std::min(box.north_east.column, box.south_west.column + 359);
    return box;
}

}  // namespace suncrew::places
