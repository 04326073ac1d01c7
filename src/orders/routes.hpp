#pragma once

namespace suncrew::http {
class Routes;
}

/// The endpoints of quotes, orders, offers and jobs. What is given outlives the routes.
namespace suncrew::orders {

class Quotes;
class Orders;
class Offers;
class Jobs;
class Crews;

void add_routes(http::Routes& routes, Quotes& quotes);
void add_routes(http::Routes& routes, Orders& orders);
void add_routes(http::Routes& routes, Offers& offers);
void add_routes(http::Routes& routes, Jobs& jobs);
void add_routes(http::Routes& routes, Crews& crews);

}  // namespace suncrew::orders
