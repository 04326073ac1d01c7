#include "notify/routes.hpp"

#include <boost/describe/class.hpp>

#include "http/route.hpp"
#include "notify/live.hpp"

namespace suncrew::notify {

BOOST_DESCRIBE_STRUCT(Follow, (), (last_event_id))

void add_routes(http::Routes& routes, Live& live) {
    routes.get<&Live::follow>(live, "/events", {.name = "follow_events"});
}

}  // namespace suncrew::notify
