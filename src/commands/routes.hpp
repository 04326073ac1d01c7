#pragma once

namespace suncrew::http {
class Routes;
}

namespace suncrew::commands {

class DevelopmentClock;
class Interface;
class SystemState;

/// What belongs to no domain. The objects outlive the routes.
void add_routes(http::Routes& routes, Interface& interface);
void add_routes(http::Routes& routes, DevelopmentClock& clock);
void add_routes(http::Routes& routes, SystemState& state);

}  // namespace suncrew::commands
