#include "places/routes.hpp"

#include <utility>

#include "http/route.hpp"

namespace suncrew::places {

Places PlaceSearch::find(access::Granted<access::Permission::look_up_places>, PlaceQuery query,
                         store::Reading&) const {
    Places places;
    for (Found& found : gazetteer_.search(query.q.text(), query.country))
        places.items.push_back({std::move(found.name), std::move(found.region), found.country, found.kind,
                                found.latitude, found.longitude, found.population});
    return places;
}

void add_routes(http::Routes& routes, PlaceSearch& search) {
    routes.get<&PlaceSearch::find>(search, "/places", {.name = "find_places"});
}

}  // namespace suncrew::places
