#pragma once

#include <optional>
#include <vector>

#include "places/gazetteer.hpp"
#include "places/query.hpp"
#include "store/connection.hpp"

namespace suncrew::places {

/// The places of the file that the query names, the likeliest first. See Gazetteer::search.
std::vector<Found> find_places(store::Reading& reading, const Query& query, std::optional<Country> country,
                               int limit);

}  // namespace suncrew::places
