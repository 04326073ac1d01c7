#include "orders/routes.hpp"

#include "http/route.hpp"
#include "orders/crew_enrolment.hpp"
#include "orders/crews.hpp"
#include "orders/designs.hpp"
#include "orders/figures.hpp"
#include "orders/jobs.hpp"
#include "orders/offers.hpp"
#include "orders/opened_order.hpp"
#include "orders/orders.hpp"
#include "orders/progress.hpp"
#include "orders/quotes.hpp"

namespace suncrew::orders {

using http::Rate;

void add_routes(http::Routes& routes, Quotes& quotes) {
    routes.get<&Quotes::markets>(quotes, "/markets", {.name = "list_markets"});
    routes.post<&Quotes::make>(quotes, "/quotes", {.name = "create_quote", .rate = Rate::quote});
    routes.get<&Quotes::read>(quotes, "/quotes/{quote}", {.name = "get_quote"});
}

void add_routes(http::Routes& routes, Designs& designs) {
    // Nothing is kept, and whoever moves a slider asks for twenty a second: the rate is that of reading.
    routes.post<&Designs::make>(designs, "/designs", {.name = "create_design"});
}

void add_routes(http::Routes& routes, Orders& orders) {
    // A note of a thousand characters takes up to six bytes each where they are escaped.
    constexpr std::size_t body_with_note = 8 * 1024;
    constexpr std::size_t body_of_order = 16 * 1024;
    routes.post<&Orders::place>(
        orders, "/orders", {.name = "place_order", .body_bytes_max = body_of_order, .rate = Rate::write});
    routes.get<&Orders::list>(orders, "/orders", {.name = "list_orders"});
    routes.get<&Orders::read>(orders, "/orders/{order}", {.name = "get_order"});
    routes.get<&Orders::timeline>(orders, "/orders/{order}/timeline", {.name = "get_order_timeline"});
    routes.post<&Orders::move>(orders, "/orders/{order}/moves",
                               {.name = "move_order", .body_bytes_max = body_with_note, .rate = Rate::write});
    routes.post<&Orders::waive_cooling_off>(orders, "/orders/{order}/cooling-off-waiver",
                                            {.name = "waive_cooling_off", .rate = Rate::write});
    routes.post<&Orders::rate>(orders, "/orders/{order}/rating",
                               {.name = "rate_order", .body_bytes_max = body_with_note, .rate = Rate::write});
}

void add_routes(http::Routes& routes, Offers& offers) {
    routes.get<&Offers::list>(offers, "/offers", {.name = "list_offers"});
    routes.post<&Offers::accept>(offers, "/offers/{offer}/acceptance",
                                 {.name = "accept_offer", .rate = Rate::write});
    routes.post<&Offers::refuse>(offers, "/offers/{offer}/refusal",
                                 {.name = "refuse_offer", .rate = Rate::write});
}

void add_routes(http::Routes& routes, Jobs& jobs) {
    routes.get<&Jobs::list>(jobs, "/jobs", {.name = "list_jobs"});
    routes.get<&Jobs::read>(jobs, "/jobs/{job}", {.name = "get_job"});
    routes.get<&Jobs::timeline>(jobs, "/jobs/{job}/timeline", {.name = "get_job_timeline"});
    routes.post<&Jobs::move>(jobs, "/jobs/{job}/moves",
                             {.name = "move_job", .body_bytes_max = 8 * 1024, .rate = Rate::write});
}

void add_routes(http::Routes& routes, Crews& crews) {
    routes.get<&Crews::read>(crews, "/crew", {.name = "get_crew"});
}

void add_routes(http::Routes& routes, CrewEnrolment& enrolment) {
    routes.post<&CrewEnrolment::enrol>(enrolment, "/crews", {.name = "enrol_crew", .rate = Rate::write});
}

void add_routes(http::Routes& routes, Progress& progress) {
    routes.get<&Progress::read>(progress, "/support/orders/{order}", {.name = "get_order_progress"});
}

void add_routes(http::Routes& routes, Figures& figures) {
    routes.get<&Figures::read>(figures, "/figures", {.name = "get_figures"});
}

void add_routes(http::Routes& routes, OpenedOrder& order) {
    routes.get<&OpenedOrder::read>(order, "/opened/orders/{order}", {.name = "open_order"});
}

}  // namespace suncrew::orders
