#include "routing/vroom_places.hpp"

#include <limits>

#include "base/refusal.hpp"

namespace suncrew::routing {

VroomPlaces::VroomPlaces(const Value& input) {
    if (!input.has("matrices"))
        return;
    const Value matrices = input.at("matrices");
    for (const auto& member : matrices.object()) {
        const Value profile = matrices.at(member.key());
        profile.only({"durations", "distances", "costs"});
        if (side_ == 0)
            side_ = profile.at("durations").size();
        profiles_.emplace(member.key(), tables_.size());
        tables_.push_back(read_table(profile));
    }
    if (side_ == 0)
        matrices.refuse("empty");
}

Table VroomPlaces::read_table(const Value& profile) const {
    Table table{read_cells(profile.at("durations")), {}, {}};
    if (profile.has("distances"))
        table.distances = read_cells(profile.at("distances"));
    if (profile.has("costs"))
        table.costs = read_cells(profile.at("costs"));
    return table;
}

std::vector<std::uint32_t> VroomPlaces::read_cells(const Value& rows) const {
    rows.at_most(Travel::table_side_max);
    if (rows.size() != side_)
        rows.refuse("wrong_size");
    std::vector<std::uint32_t> cells;
    cells.reserve(side_ * side_);
    for (std::size_t i = 0; i < side_; ++i) {
        const Value row = rows[i];
        if (row.size() != side_)
            row.refuse("wrong_size");
        for (std::size_t k = 0; k < side_; ++k)
            cells.push_back(
                static_cast<std::uint32_t>(row[k].whole(0, std::numeric_limits<std::uint32_t>::max())));
    }
    return cells;
}

Place VroomPlaces::read(const Value& object, std::string_view location, std::string_view index) {
    if (side_ > 0)
        return static_cast<Place>(object.at(index).whole(0, static_cast<std::int64_t>(side_) - 1));
    const Value pair = object.at(location);
    if (pair.size() != 2)
        pair.refuse("longitude_and_latitude_expected");
    const double longitude = pair[0].number(-180, 180);
    const double latitude = pair[1].number(-90, 90);
    const auto [known, is_new] =
        known_.emplace(std::pair{longitude, latitude}, static_cast<Place>(positions_.size()));
    if (is_new)
        positions_.push_back({.latitude_deg = latitude, .longitude_deg = longitude});
    return known->second;
}

std::size_t VroomPlaces::profile(const Value& name) const {
    if (side_ == 0)
        return 0;
    const auto found = profiles_.find(name.text());
    if (found == profiles_.end())
        name.refuse("no_matrix_of_this_profile");
    return found->second;
}

void VroomPlaces::finish(Problem& problem) && {
    problem.positions = positions_;
    problem.travel =
        side_ > 0 ? Travel::tables(side_, std::move(tables_)) : Travel::earth(std::move(positions_));
}

}  // namespace suncrew::routing
