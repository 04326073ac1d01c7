#include "solar/roof_list.hpp"

namespace suncrew::solar {
namespace {

/// The cell, where there is such a column and something in it.
const CsvField* given(const Cells& cells, std::size_t column) {
    if (column == Columns::absent)
        return nullptr;
    const CsvField& cell = cells.at(column);
    return trimmed(cell.text).empty() ? nullptr : &cell;
}

template <class Named>
auto named(const DataText& text, const CsvField& cell, Named find, const char* choices) {
    const auto found = find(trimmed(cell.text));
    if (!found)
        text.fail(text.at(cell.column), std::string{"not one of "} + choices);
    return *found;
}

}  // namespace

RoofList::RoofList(DataText& text, const Equipment& usual) : usual_{usual} {
    text.require_next();
    const Columns columns{text};
    columns.require_known({"name", "latitude", "longitude", "elevation_m", "tilt", "azimuth", "dc_kw",
                           "mount", "module", "losses", "dc_ac", "inverter_efficiency"});
    tilt_ = columns.require({"tilt"});
    azimuth_ = columns.require({"azimuth"});
    dc_kw_ = columns.require({"dc_kw"});
    name_ = columns.find({"name"});
    latitude_ = columns.find({"latitude"});
    longitude_ = latitude_ == Columns::absent ? columns.find({"longitude"}) : columns.require({"longitude"});
    if (latitude_ == Columns::absent && longitude_ != Columns::absent)
        columns.require({"latitude"});
    elevation_ = columns.find({"elevation_m"});
    mount_ = columns.find({"mount"});
    module_ = columns.find({"module"});
    losses_ = columns.find({"losses"});
    dc_ac_ = columns.find({"dc_ac"});
    inverter_efficiency_ = columns.find({"inverter_efficiency"});
}

ListedRoof RoofList::read(const DataText& text) const {
    const Cells cells{text};
    ListedRoof roof{{}, std::nullopt, {}, usual_};
    if (const CsvField* const cell = given(cells, name_))
        roof.name = cell->text;
    if (latitude_ != Columns::absent) {
        roof.place = Place{cells.number(latitude_, -90, 90, "the latitude"),
                           cells.number(longitude_, -180, 180, "the longitude")};
        if (given(cells, elevation_) != nullptr)
            roof.place->elevation_m = cells.number(elevation_, -430, 6000, "the elevation");
    }
    roof.plane.tilt_deg = cells.number(tilt_, 0, 90, "the tilt");
    roof.plane.azimuth_deg = cells.number(azimuth_, 0, 360, "the azimuth");
    roof.plane.dc_kw = cells.number(dc_kw_, dc_kw_min, system_kw_max, "the rating");
    if (const CsvField* const cell = given(cells, mount_))
        roof.equipment.mounting = named(text, *cell, mounting_named, "rack and roof");
    if (const CsvField* const cell = given(cells, module_))
        roof.equipment.modules = named(text, *cell, module_type_named, "standard, premium and thin-film");
    if (given(cells, losses_) != nullptr)
        roof.equipment.losses = Losses::of(cells.number(losses_, 0, 99, "the losses in percent") / 100);
    if (given(cells, dc_ac_) != nullptr)
        roof.equipment.dc_ac_ratio = cells.number(dc_ac_, dc_ac_ratio_min, dc_ac_ratio_max, "the ratio");
    if (given(cells, inverter_efficiency_) != nullptr)
        roof.equipment.inverter_efficiency =
            cells.number(inverter_efficiency_, 90, 99.9, "the inverter's efficiency in percent") / 100;
    return roof;
}

}  // namespace suncrew::solar
