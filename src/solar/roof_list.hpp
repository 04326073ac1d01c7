#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "solar/data_text.hpp"
#include "solar/equipment.hpp"
#include "solar/place.hpp"

namespace suncrew::solar {

/// One roof of a list: a plane, and where it is, where the list says so.
struct ListedRoof {
    std::string name;
    std::optional<Place> place;
    Array plane;
    Equipment equipment;
};

/// A list of roofs as CSV: a line of names, then a line for each roof. tilt, azimuth and dc_kw must be there;
/// name; latitude with longitude, and elevation_m; mount, module, losses (percent), dc_ac and
/// inverter_efficiency (percent) may. An empty cell stands for the usual.
class RoofList {
public:
    /// Reads the line of names. Throws std::runtime_error with line and column where it lacks a column or has
    /// one that is not known.
    RoofList(DataText& text, const Equipment& usual);

    /// The roof of the text's current line. Throws std::runtime_error with line and column where a cell is
    /// wrong.
    ListedRoof read(const DataText& text) const;

private:
    Equipment usual_;
    std::size_t name_, latitude_, longitude_, elevation_;
    std::size_t tilt_, azimuth_, dc_kw_;
    std::size_t mount_, module_, losses_, dc_ac_, inverter_efficiency_;
};

}  // namespace suncrew::solar
