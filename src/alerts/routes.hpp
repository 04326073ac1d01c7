#pragma once

namespace suncrew::http {
class Routes;
}

/// The endpoints of alerts. What is given outlives the routes.
namespace suncrew::alerts {

class AlertDesk;

void add_routes(http::Routes& routes, AlertDesk& desk);

}  // namespace suncrew::alerts
