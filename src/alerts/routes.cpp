#include "alerts/routes.hpp"

#include "alerts/alert_desk.hpp"
#include "alerts/alerts_wire.hpp"
#include "http/route.hpp"

namespace suncrew::alerts {

using http::Rate;

void add_routes(http::Routes& routes, AlertDesk& desk) {
    routes.get<&AlertDesk::list>(desk, "/alerts", {.name = "list_alerts"});
    routes.post<&AlertDesk::acknowledge>(desk, "/alerts/{alert}/acknowledgement",
                                         {.name = "acknowledge_alert", .rate = Rate::write});
    routes.post<&AlertDesk::close>(desk, "/alerts/{alert}/closing",
                                   {.name = "close_alert", .rate = Rate::write});
}

}  // namespace suncrew::alerts
