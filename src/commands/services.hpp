#pragma once

#include <string>

#include "base/time.hpp"
#include "commands/configuration.hpp"
#include "commands/development_clock.hpp"
#include "commands/interface.hpp"
#include "http/route.hpp"
#include "identity/identity.hpp"
#include "notify/live.hpp"
#include "orders/crews.hpp"
#include "orders/jobs.hpp"
#include "orders/offers.hpp"
#include "orders/orders.hpp"
#include "orders/quotes.hpp"
#include "places/gazetteer.hpp"
#include "places/routes.hpp"
#include "solar/climate.hpp"
#include "solar/price_book.hpp"

namespace suncrew::commands {

/// The whole house, put together once: what is read from files, the domains on top of it, and the table of
/// their endpoints. Neither a database nor a socket is opened.
class Services {
public:
    Services(const DataPaths& data, const std::string& base_url, Environment environment);
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;

    /// Only the development environment's clock can be moved.
    MovableClock clock;
    solar::Climate climate;
    solar::PriceBooks price_books;
    places::Gazetteer gazetteer;
    identity::Identity identity;
    orders::Quotes quotes;
    orders::Orders orders;
    orders::Offers offers;
    orders::Jobs jobs;
    orders::Crews crews;
    notify::Live live;
    http::Routes routes;

private:
    places::PlaceSearch place_search_;
    DevelopmentClock development_clock_;
    Interface interface_;
};

}  // namespace suncrew::commands
