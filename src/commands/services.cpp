#include "commands/services.hpp"

#include <fstream>
#include <stdexcept>

#include "commands/routes.hpp"
#include "http/openapi.hpp"
#include "identity/routes.hpp"
#include "identity/sessions.hpp"
#include "notify/routes.hpp"
#include "orders/routes.hpp"

namespace suncrew::commands {
namespace {

solar::Climate read_climate(const std::filesystem::path& path) {
    std::ifstream table{path};
    if (!table)
        throw std::runtime_error{"cannot read the climate table " + path.string()};
    return solar::Climate::read(table);
}

}  // namespace

Services::Services(const DataPaths& data, const std::string& base_url, Environment environment)
    : climate{read_climate(data.climate)},
      price_books{solar::PriceBooks::read(data.price_books)},
      gazetteer{data.places.string()},
      identity{base_url, clock},
      quotes{clock, climate, price_books, gazetteer},
      orders{clock},
      offers{clock},
      jobs{clock},
      crews{clock},
      live{identity::still_stands, clock},
      place_search_{gazetteer},
      development_clock_{clock} {
    places::add_routes(routes, place_search_);
    identity::add_routes(routes, identity);
    notify::add_routes(routes, live);
    orders::add_routes(routes, quotes);
    orders::add_routes(routes, orders);
    orders::add_routes(routes, offers);
    orders::add_routes(routes, jobs);
    orders::add_routes(routes, crews);
    add_routes(routes, interface_);
    if (environment == Environment::development)
        add_routes(routes, development_clock_);
    interface_.set(http::openapi(routes.endpoints()));
}

}  // namespace suncrew::commands
