#pragma once

namespace suncrew::http {
class Routes;
}

namespace suncrew::commands {

class DevelopmentClock;
class Interface;

/// What belongs to no domain. The objects outlive the routes.
void add_routes(http::Routes& routes, Interface& interface);
void add_routes(http::Routes& routes, DevelopmentClock& clock);

}  // namespace suncrew::commands
