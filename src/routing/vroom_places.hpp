#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "routing/members.hpp"
#include "routing/model.hpp"

namespace suncrew::routing {

/// The places of VROOM's input: indices into its matrices, or coordinates, of which equal ones are one place.
class VroomPlaces {
public:
    explicit VroomPlaces(const Value& input);

    /// The place that `location` ([longitude, latitude]) and `index` of an object name.
    Place read(const Value& object, std::string_view location, std::string_view index);
    /// Which table a profile is; without tables, any is the first.
    std::size_t profile(const Value& name) const;
    /// Ways and positions, once every place was read.
    void finish(Problem& problem) &&;

private:
    Table read_table(const Value& matrices) const;
    std::vector<std::uint32_t> read_cells(const Value& rows) const;

    std::size_t side_ = 0;  ///< of the tables; 0 without
    std::map<std::string, std::size_t, std::less<>> profiles_;
    std::vector<Table> tables_;
    std::map<std::pair<double, double>, Place> known_;
    std::vector<dispatch::Position> positions_;
};

}  // namespace suncrew::routing
