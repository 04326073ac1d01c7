#pragma once

namespace suncrew::http {
class Routes;
}

namespace suncrew::notify {

class Live;

/// The stream of events. `live` outlives `routes`.
void add_routes(http::Routes& routes, Live& live);

}  // namespace suncrew::notify
