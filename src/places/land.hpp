#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "places/cell.hpp"
#include "places/country.hpp"

namespace suncrew::places {

/// The nearest land of a cell.
struct Land {
    Country country;
    double distance_km = 0;  ///< 0 inside the outline
};

/// What the outlines of a cell (as `tools/gazetteer/land.mjs` packs them) say of a point: the country that it
/// is in, or else the nearest country with an outline through the cell, or none. A point outside the cell
/// gets distances only, good to one part in a hundred within 20 km. Throws std::runtime_error where the bytes
/// are not an outline.
std::optional<Land> nearest_land(std::span<const std::uint8_t> outline, Cell cell, Point point);

}  // namespace suncrew::places
