#include "orders/demo_story.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "access/granted.hpp"
#include "orders/matcher.hpp"

namespace suncrew::orders {
namespace {

using access::Permission;
using access::Role;

/// Between two steps of an order in the story.
constexpr std::chrono::hours a_round{42};
constexpr std::chrono::minutes a_while{11};

template <Permission P>
access::Granted<P> as(Role role, AccountId account) {
    return access::check<P>({.role = role, .account = account});
}
template <Permission P>
access::Granted<P> as_customer(AccountId account) {
    return as<P>(Role::customer, account);
}
template <Permission P>
access::Granted<P> as_crew(AccountId account) {
    return as<P>(Role::crew, account);
}

std::size_t longest_path(const std::vector<DemoOrder>& plans) {
    std::size_t longest = 0;
    for (const DemoOrder& plan : plans)
        longest = std::max(longest, plan.path.size());
    return longest;
}

bool is_customers(Event event) {
    const auto events = all<CustomerEvent>();
    return std::any_of(events.begin(), events.end(),
                       [event](CustomerEvent e) { return event_of(e) == event; });
}

template <class Limited>
void set(Limited& member, double value) {
    member = Limited{value};
}

QuoteRequest request_for(const DemoOrder& plan, dispatch::Position at, int variation) {
    RoofPlane plane;
    set(plane.area_m2, 26 + 3 * (variation % 7));
    set(plane.tilt_deg, plan.tilt_deg);
    set(plane.azimuth_deg, 150 + 10 * (variation % 6));
    set(plane.shading, 0.02 * (variation % 4));
    QuoteRequest request;
    set(request.latitude, at.latitude_deg);
    set(request.longitude, at.longitude_deg);
    request.roof_planes.push_back(plane);
    set(request.yearly_use_kwh.emplace(), 3000 + 350 * (variation % 9));
    return request;
}

/// The telephone numbers are of the range that North America keeps for fiction.
PlaceOrder order_of(QuoteId quote, const DemoOrder& plan, int number) {
    PlaceOrder command;
    command.quote = quote;
    command.contact = {wire::Text<1, 100>{"Customer " + std::to_string(plan.customer + 1)},
                       Phone{"+120255501" + std::to_string(10 + number)}};
    command.address = {wire::Text<1, 200>{"Example Street " + std::to_string(number + 1)},
                       wire::Text<1, 16>{"00000"}, wire::Text<1, 100>{std::string{plan.city}},
                       *places::parse_country(plan.country)};
    return command;
}

}  // namespace

dispatch::Position position_of(const places::Gazetteer& gazetteer, std::string_view city,
                               std::string_view country) {
    const auto found = gazetteer.search(city, places::parse_country(country), 1);
    if (found.empty())
        throw std::runtime_error{"the gazetteer does not know " + std::string{city}};
    return {found[0].latitude, found[0].longitude};
}

DemoStory::DemoStory(store::Connection& connection, const DemoSources& sources,
                     std::vector<AccountId> customers, std::vector<AccountId> crews)
    : connection_{connection},
      sources_{sources},
      customers_{std::move(customers)},
      crews_{std::move(crews)},
      clock_{sources.clock.now()},
      quotes_{clock_, sources.climate, sources.prices, sources.gazetteer, sources.keyring},
      orders_{clock_, sources.keyring},
      offers_{clock_, sources.keyring},
      jobs_{clock_, sources.keyring} {}

void DemoStory::live_through_the_weeks() {
    const std::vector<DemoOrder> plans = demo_orders();
    const std::size_t rounds = longest_path(plans);
    const Instant today = sources_.clock.now();
    for (std::size_t round = 0; round <= rounds; ++round) {
        const std::size_t left = rounds - round;
        clock_.put(today - a_round * static_cast<int>(left) - std::chrono::hours{8});
        for (Told& told : told_)
            go_on(told);
        for (const DemoOrder& plan : plans)
            if (plan.path.size() == left)
                told_.push_back(place(plan));
        run_matching(connection_, sources_.keyring, clock_.now());
        accept_offers();
    }
}

void DemoStory::come_to_today() {
    clock_.put(sources_.clock.now());
    place({"Las Palmas de Gran Canaria", "ES", 0, 10, {}});
    place({"Madrid", "ES", 0, 30, {}});
    place({"Barcelona", "ES", 1, 24, {}});
    run_matching(connection_, sources_.keyring, clock_.now());
    place({"Valencia", "ES", 0, 30, {}});
}

AccountId DemoStory::busiest_crew_with_offer() {
    store::Reading reading{connection_};
    std::optional<AccountId> busiest;
    std::size_t most = 0;
    for (const AccountId crew : crews_) {
        if (offers_.list(as_crew<Permission::read_own_offers>(crew), {}, reading).items.empty())
            continue;
        const std::size_t jobs =
            jobs_.list(as_crew<Permission::read_own_jobs>(crew), {}, reading).items.size();
        if (!busiest || jobs > most) {
            busiest = crew;
            most = jobs;
        }
    }
    if (!busiest)
        throw std::runtime_error{"no crew of the demo has an open offer"};
    return *busiest;
}

DemoStory::Told DemoStory::place(const DemoOrder& plan) {
    const AccountId customer = customers_.at(static_cast<std::size_t>(plan.customer));
    const PlaceOrder command = order_of(quote(plan), plan, static_cast<int>(told_.size()));
    clock_.advance(a_while);
    const Order order = store::in_transaction(connection_, [&](store::Transaction& transaction) {
        return orders_.place(as_customer<Permission::place_order>(customer), command, transaction).view;
    });
    return {plan, customer, order.id};
}

QuoteId DemoStory::quote(const DemoOrder& plan) {
    const auto request = request_for(plan, position_of(sources_.gazetteer, plan.city, plan.country),
                                     static_cast<int>(told_.size()));
    return store::in_transaction(connection_, [&](store::Transaction& transaction) {
        return quotes_.make(access::check<Permission::make_quote>({}), request, transaction).view.id;
    });
}

void DemoStory::accept_offers() {
    clock_.advance(a_while);
    for (const AccountId crew : crews_) {
        store::Reading reading{connection_};
        const OfferList open = offers_.list(as_crew<Permission::read_own_offers>(crew), {}, reading);
        for (const Offer& offer : open.items) {
            store::in_transaction(connection_, [&](store::Transaction& transaction) {
                offers_.accept(as_crew<Permission::answer_own_offers>(crew), {offer.id}, transaction);
            });
            for (Told& told : told_)
                if (told.order == offer.order)
                    told.crew = crew;
        }
    }
}

void DemoStory::go_on(Told& told) {
    if (!told.crew)
        throw std::runtime_error{"an order of the demo in " + std::string{told.plan.city} + " found no crew"};
    if (told.next == told.plan.path.size())
        return;
    clock_.advance(a_while);
    const Event event = told.plan.path[told.next++];
    if (is_customers(event))
        move_as_customer(told, static_cast<CustomerEvent>(event));
    else
        move_as_crew(told, static_cast<CrewEvent>(event));
    // The first customer's crews wait to be rated by whoever looks at the demo.
    if (event == Event::power_on && told.plan.customer != 0)
        rate(told);
}

void DemoStory::move_as_customer(const Told& told, CustomerEvent event) {
    const Version version{read(told).version};
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        orders_.move(as_customer<Permission::move_own_orders>(told.customer),
                     {told.order, event, version, {}}, transaction);
    });
}

void DemoStory::move_as_crew(const Told& told, CrewEvent event) {
    MoveJob command{told.order, event, Version{read(told).version}, {}, {}, {}};
    if (event == CrewEvent::schedule_installation)
        command.installation_date =
            Date{std::max(std::chrono::floor<std::chrono::days>(clock_.now()) + std::chrono::days{3},
                          std::chrono::floor<std::chrono::days>(read(told).cooling_off.ends_at))};
    if (event == CrewEvent::start_work)
        start_work(told, command);
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        jobs_.move(as_crew<Permission::move_own_jobs>(*told.crew), command, transaction);
    });
}

/// The customer waives what is left of the cooling-off time, and reads out the code.
void DemoStory::start_work(const Told& told, MoveJob& command) {
    Order order = read(told);
    if (clock_.now() < order.cooling_off.ends_at)
        order = store::in_transaction(connection_, [&](store::Transaction& transaction) {
            return orders_.waive_cooling_off(as_customer<Permission::move_own_orders>(told.customer),
                                             {told.order, Version{order.version}}, transaction);
        });
    command.version = Version{order.version};
    command.start_code = StartCode{order.start_code.value()};
}

void DemoStory::rate(const Told& told) {
    const int stars = 4 + static_cast<int>(told.plan.path.size() + told.plan.city.size()) % 2;
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        orders_.rate(as_customer<Permission::rate_own_orders>(told.customer),
                     {told.order, wire::Whole<1, 5>{stars}, {}}, transaction);
    });
}

Order DemoStory::read(const Told& told) {
    store::Reading reading{connection_};
    return orders_.read(as_customer<Permission::read_own_orders>(told.customer), {told.order}, reading);
}

}  // namespace suncrew::orders
