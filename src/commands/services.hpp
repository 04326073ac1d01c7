#pragma once

#include <string>

#include "alerts/alert_desk.hpp"
#include "base/time.hpp"
#include "commands/configuration.hpp"
#include "commands/development_clock.hpp"
#include "commands/interface.hpp"
#include "commands/system_state.hpp"
#include "http/route.hpp"
#include "identity/enrolment.hpp"
#include "identity/own_security.hpp"
#include "identity/own_sessions.hpp"
#include "identity/recovery.hpp"
#include "identity/setup.hpp"
#include "identity/sign_ups.hpp"
#include "identity/signing_in.hpp"
#include "identity/staff.hpp"
#include "notify/live.hpp"
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
#include "permits/decisions.hpp"
#include "permits/opened_contact.hpp"
#include "permits/oversight.hpp"
#include "permits/own_grants.hpp"
#include "permits/training.hpp"
#include "places/gazetteer.hpp"
#include "places/networks.hpp"
#include "places/routes.hpp"
#include "privacy/own_data.hpp"
#include "sealing/keyring.hpp"
#include "solar/climate.hpp"
#include "solar/price_book.hpp"
#include "support/cases.hpp"
#include "support/change_decisions.hpp"
#include "support/own_changes.hpp"
#include "support/proposals.hpp"
#include "transparency/log_view.hpp"
#include "transparency/own_record.hpp"
#include "visits/absences.hpp"
#include "visits/board.hpp"
#include "visits/closed_days.hpp"
#include "visits/crew_days.hpp"
#include "visits/moving.hpp"
#include "visits/own_visits.hpp"
#include "visits/progress.hpp"

namespace suncrew::commands {

/// The whole house, put together once: what is read from files, the domains on top of it, and the table of
/// their endpoints. Neither a database nor a socket is opened.
class Services {
public:
    Services(const DataPaths& data, const std::string& base_url, Environment environment,
             sealing::Keyring& keyring, const identity::ThrottleLimits& throttle_limits = {});
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;

    /// Only the development environment's clock can be moved.
    MovableClock clock;
    solar::Climate climate;
    solar::PriceBooks price_books;
    places::Gazetteer gazetteer;
    identity::LeakedPasswords leaked_passwords;
    places::Networks networks;
    identity::Throttle throttle;
    identity::Setup identity_setup;
    identity::SignUps sign_ups;
    identity::SigningIn signing_in;
    identity::OwnSecurity own_security;
    identity::OwnSessions own_sessions;
    identity::Recovery recovery;
    identity::Enrolment enrolment;
    identity::Staff staff;
    permits::Training training;
    permits::OwnGrants own_grants;
    permits::Decisions decisions;
    permits::Oversight oversight;
    permits::OpenedContact opened_contact;
    orders::Quotes quotes;
    orders::Designs designs;
    orders::Orders orders;
    orders::Offers offers;
    orders::Jobs jobs;
    orders::Crews crews;
    orders::CrewEnrolment crew_enrolment;
    orders::Progress progress;
    orders::Figures figures;
    orders::OpenedOrder opened_order;
    visits::CrewDays crew_days;
    visits::VisitProgress visit_progress;
    visits::Absences absences;
    visits::OwnVisitsOf own_visits;
    visits::BoardOf board;
    visits::Moving moving;
    visits::ClosedDays closed_days;
    support::Cases cases;
    support::Proposals proposals;
    support::ChangeDecisions change_decisions;
    support::OwnChanges own_changes;
    privacy::OwnData own_data;
    alerts::AlertDesk alert_desk;
    transparency::LogView log_view;
    transparency::OwnRecord own_record;
    notify::Live live;
    http::Routes routes;

private:
    places::PlaceSearch place_search_;
    DevelopmentClock development_clock_;
    Interface interface_;
    SystemState system_state_;
};

}  // namespace suncrew::commands
