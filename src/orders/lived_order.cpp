#include "orders/lived_order.hpp"

#include <algorithm>

#include "access/granted.hpp"

namespace suncrew::orders {
namespace {

using access::Permission;
using access::Role;

/// Between what two people do.
constexpr std::chrono::minutes a_while{11};

template <Permission P>
access::Granted<P> as_customer(AccountId account) {
    return access::check<P>({.role = Role::customer, .account = account});
}
template <Permission P>
access::Granted<P> as_crew(AccountId account) {
    return access::check<P>({.role = Role::crew, .account = account});
}

bool is_customers(Event event) {
    const auto events = all<CustomerEvent>();
    return std::any_of(events.begin(), events.end(),
                       [event](CustomerEvent e) { return event_of(e) == event; });
}

}  // namespace

OrderLife::OrderLife(store::Connection& connection, const DemoSources& sources, StoryClock& clock)
    : connection_{connection},
      clock_{clock},
      quotes_{clock_, sources.climate, sources.prices, sources.gazetteer, sources.keyring},
      orders_{clock_, sources.keyring},
      offers_{clock_, sources.keyring},
      jobs_{clock_, sources.keyring} {}

LivedOrder OrderLife::place(AccountId customer, const QuoteRequest& request, PlaceOrder command) const {
    command.quote = quote(request);
    clock_.advance(a_while);
    const Order order = store::in_transaction(connection_, [&](store::Transaction& transaction) {
        return orders_.place(as_customer<Permission::place_order>(customer), command, transaction).view;
    });
    return {customer, order.id};
}

QuoteId OrderLife::quote(const QuoteRequest& request) const {
    return store::in_transaction(connection_, [&](store::Transaction& transaction) {
        return quotes_.make(access::check<Permission::make_quote>({}), request, transaction).view.id;
    });
}

std::vector<Offer> OrderLife::open_offers(AccountId crew) const {
    store::Reading reading{connection_};
    return offers_.list(as_crew<Permission::read_own_offers>(crew), {}, reading).items;
}

void OrderLife::accept(AccountId crew, OfferId offer) const {
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        offers_.accept(as_crew<Permission::answer_own_offers>(crew), {offer}, transaction);
    });
}

void OrderLife::go_on(const LivedOrder& lived, Event event) const {
    clock_.advance(a_while);
    if (is_customers(event))
        move_as_customer(lived, static_cast<CustomerEvent>(event));
    else
        move_as_crew(lived, static_cast<CrewEvent>(event));
}

void OrderLife::move_as_customer(const LivedOrder& lived, CustomerEvent event) const {
    const Version version{read(lived).version};
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        orders_.move(as_customer<Permission::move_own_orders>(lived.customer),
                     {lived.order, event, version, {}}, transaction);
    });
}

void OrderLife::move_as_crew(const LivedOrder& lived, CrewEvent event) const {
    MoveJob command{lived.order, event, Version{read(lived).version}, {}, {}, {}};
    if (event == CrewEvent::schedule_installation)
        command.installation_date =
            Date{std::max(std::chrono::floor<std::chrono::days>(clock_.now()) + std::chrono::days{3},
                          std::chrono::floor<std::chrono::days>(read(lived).cooling_off.ends_at))};
    if (event == CrewEvent::start_work)
        start_work(lived, command);
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        jobs_.move(as_crew<Permission::move_own_jobs>(lived.crew.value()), command, transaction);
    });
}

void OrderLife::start_work(const LivedOrder& lived, MoveJob& command) const {
    Order order = read(lived);
    if (clock_.now() < order.cooling_off.ends_at)
        order = store::in_transaction(connection_, [&](store::Transaction& transaction) {
            return orders_.waive_cooling_off(as_customer<Permission::move_own_orders>(lived.customer),
                                             {lived.order, Version{order.version}}, transaction);
        });
    command.version = Version{order.version};
    command.start_code = StartCode{order.start_code.value()};
}

void OrderLife::rate(const LivedOrder& lived, int stars) const {
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        orders_.rate(as_customer<Permission::rate_own_orders>(lived.customer),
                     {lived.order, wire::Whole<1, 5>{stars}, {}}, transaction);
    });
}

Order OrderLife::read(const LivedOrder& lived) const {
    store::Reading reading{connection_};
    return orders_.read(as_customer<Permission::read_own_orders>(lived.customer), {lived.order}, reading);
}

}  // namespace suncrew::orders
