#pragma once

namespace suncrew::http {
class Routes;
}

/// The endpoints of quotes, designs, orders, offers, jobs and crews, and what the staff sees of them. What is
/// given outlives the routes.
namespace suncrew::orders {

class Quotes;
class Designs;
class Orders;
class Offers;
class Jobs;
class Crews;
class CrewEnrolment;
class Progress;
class Figures;
class OpenedOrder;

void add_routes(http::Routes& routes, Quotes& quotes);
void add_routes(http::Routes& routes, Designs& designs);
void add_routes(http::Routes& routes, Orders& orders);
void add_routes(http::Routes& routes, Offers& offers);
void add_routes(http::Routes& routes, Jobs& jobs);
void add_routes(http::Routes& routes, Crews& crews);
void add_routes(http::Routes& routes, CrewEnrolment& enrolment);
void add_routes(http::Routes& routes, Progress& progress);
void add_routes(http::Routes& routes, Figures& figures);
void add_routes(http::Routes& routes, OpenedOrder& order);

}  // namespace suncrew::orders
