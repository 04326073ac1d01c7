#pragma once

namespace suncrew::http {
class Routes;
}

/// The endpoints of crews' days, customers' visits and dispatch. What is given outlives the routes.
namespace suncrew::visits {

class CrewDays;
class VisitProgress;
class Absences;
class OwnVisitsOf;
class BoardOf;
class Moving;
class ClosedDays;

void add_routes(http::Routes& routes, CrewDays& days);
void add_routes(http::Routes& routes, VisitProgress& progress);
void add_routes(http::Routes& routes, Absences& absences);
void add_routes(http::Routes& routes, OwnVisitsOf& visits);
void add_routes(http::Routes& routes, BoardOf& board);
void add_routes(http::Routes& routes, Moving& moving);
void add_routes(http::Routes& routes, ClosedDays& days);

}  // namespace suncrew::visits
