#pragma once

#include "access/granted.hpp"
#include "places/wire.hpp"
#include "store/connection.hpp"

namespace suncrew::http {
class Routes;
}

namespace suncrew::places {

/// GET /places. The gazetteer outlives it.
class PlaceSearch {
public:
    explicit PlaceSearch(const Gazetteer& gazetteer) : gazetteer_{gazetteer} {}

    /// The places that a person may mean, at most `results_max`.
    Places find(access::Granted<access::Permission::look_up_places> who, PlaceQuery query,
                store::Reading& reading) const;

private:
    const Gazetteer& gazetteer_;
};

/// `search` outlives the routes.
void add_routes(http::Routes& routes, PlaceSearch& search);

}  // namespace suncrew::places
