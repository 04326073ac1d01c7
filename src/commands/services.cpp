#include "commands/services.hpp"

#include "alerts/routes.hpp"
#include "commands/routes.hpp"
#include "http/openapi.hpp"
#include "identity/routes.hpp"
#include "identity/sessions.hpp"
#include "notify/routes.hpp"
#include "orders/routes.hpp"
#include "permits/routes.hpp"
#include "privacy/routes.hpp"
#include "support/routes.hpp"
#include "transparency/routes.hpp"
#include "visits/routes.hpp"

namespace suncrew::commands {

Services::Services(const DataPaths& data, const std::string& base_url, Environment environment,
                   sealing::Keyring& keyring, const identity::ThrottleLimits& throttle_limits)
    : climate{solar::Climate::read(data.climate)},
      price_books{solar::PriceBooks::read(data.price_books)},
      gazetteer{data.places.string()},
      leaked_passwords{data.passwords},
      networks{data.networks},
      throttle{throttle_limits},
      identity_setup{
          {base_url, keyring}, clock, leaked_passwords, networks, throttle, factors::relying_party(base_url)},
      sign_ups{identity_setup},
      signing_in{identity_setup},
      own_security{identity_setup},
      own_sessions{identity_setup},
      recovery{identity_setup},
      enrolment{identity_setup},
      staff{identity_setup},
      training{clock},
      own_grants{identity_setup.post, clock},
      decisions{identity_setup.post, clock},
      oversight{identity_setup.post, clock},
      opened_contact{identity_setup.post, clock},
      quotes{clock, climate, price_books, gazetteer, keyring},
      designs{clock, climate, price_books, gazetteer},
      orders{clock, keyring},
      offers{clock, keyring},
      jobs{clock, keyring},
      crews{clock},
      crew_enrolment{identity_setup.post, clock},
      figures{clock},
      opened_order{clock, keyring},
      crew_days{clock, gazetteer},
      visit_progress{clock, gazetteer, price_books, keyring},
      absences{clock, gazetteer},
      own_visits{clock},
      board{gazetteer},
      moving{clock, gazetteer, price_books, keyring},
      closed_days{clock},
      cases{identity_setup.post, clock},
      proposals{identity_setup.post, clock},
      change_decisions{identity_setup.post, clock},
      own_changes{identity_setup.post, clock},
      own_data{identity_setup.post, clock},
      alert_desk{clock},
      own_record{networks},
      live{identity::still_stands, clock},
      place_search_{gazetteer},
      development_clock_{clock},
      system_state_{clock, live, environment} {
    places::add_routes(routes, place_search_);
    identity::add_routes(routes, sign_ups);
    identity::add_routes(routes, signing_in);
    identity::add_routes(routes, own_security);
    identity::add_routes(routes, own_sessions);
    identity::add_routes(routes, recovery);
    identity::add_routes(routes, enrolment);
    identity::add_routes(routes, staff);
    permits::add_routes(routes, training);
    permits::add_routes(routes, own_grants);
    permits::add_routes(routes, decisions);
    permits::add_routes(routes, oversight);
    permits::add_routes(routes, opened_contact);
    notify::add_routes(routes, live);
    orders::add_routes(routes, quotes);
    orders::add_routes(routes, designs);
    orders::add_routes(routes, orders);
    orders::add_routes(routes, offers);
    orders::add_routes(routes, jobs);
    orders::add_routes(routes, crews);
    orders::add_routes(routes, crew_enrolment);
    orders::add_routes(routes, progress);
    orders::add_routes(routes, figures);
    orders::add_routes(routes, opened_order);
    visits::add_routes(routes, crew_days);
    visits::add_routes(routes, visit_progress);
    visits::add_routes(routes, absences);
    visits::add_routes(routes, own_visits);
    visits::add_routes(routes, board);
    visits::add_routes(routes, moving);
    visits::add_routes(routes, closed_days);
    support::add_routes(routes, cases);
    support::add_routes(routes, proposals);
    support::add_routes(routes, change_decisions);
    support::add_routes(routes, own_changes);
    privacy::add_routes(routes, own_data);
    alerts::add_routes(routes, alert_desk);
    transparency::add_routes(routes, log_view);
    transparency::add_routes(routes, own_record);
    add_routes(routes, interface_);
    add_routes(routes, system_state_);
    if (environment == Environment::development)
        add_routes(routes, development_clock_);
    interface_.set(http::openapi(routes.endpoints()));
}

}  // namespace suncrew::commands
