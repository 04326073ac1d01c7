#include "orders/demo_story.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "access/granted.hpp"
#include "orders/matcher.hpp"
#include "orders/offering.hpp"
#include "orders/wished_dates.hpp"

namespace suncrew::orders {
namespace {

using access::Permission;
using access::Role;

/// Between two steps of an order in the story.
constexpr std::chrono::hours a_round{42};
constexpr std::chrono::minutes a_while{11};

template <Permission P>
access::Granted<P> as_crew(AccountId account) {
    return access::check<P>({.role = access::Role::crew, .account = account});
}

std::size_t longest_path(const std::vector<DemoOrder>& plans) {
    std::size_t longest = 0;
    for (const DemoOrder& plan : plans)
        longest = std::max(longest, plan.path.size());
    return longest;
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
PlaceOrder order_of(const DemoOrder& plan, int number) {
    PlaceOrder command;
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
      life_{connection_, sources_, clock_} {}

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

void DemoStory::fill_a_day_of(AccountId crew) {
    constexpr int days_tried_max = 14;
    constexpr std::array aside{dispatch::Position{0.05, -0.04}, dispatch::Position{-0.06, 0.07}};
    store::Reading reading{connection_};
    const auto [id, latitude, longitude, works_on] =
        reading
            .one<CrewId, double, double, int>(
                "select id, latitude, longitude, working_days from crews where account = ?", crew)
            .value();
    std::chrono::sys_days day{day_of(clock_.now())};
    const auto works = [&, id = id, works_on = works_on] {
        return (works_on >> (std::chrono::weekday{day}.iso_encoding() - 1) & 1) == 1 &&
               !reading
                    .value<bool>("select exists (select 1 from crew_days_off where crew = ? and day = ?)", id,
                                 Date{day})
                    .value();
    };
    int tried = 0;
    do
        day += std::chrono::days{1};
    while (!works() && ++tried < days_tried_max);
    for (const dispatch::Position& by : aside) {
        const dispatch::Position at{latitude + by.latitude_deg, longitude + by.longitude_deg};
        const auto near = sources_.gazetteer.locate(at.latitude_deg, at.longitude_deg);
        const OrderId order = place({near.nearest.name, near.country.text(), 0, 30, {}}, at).lived.order;
        const double way_km = dispatch::road_km({latitude, longitude}, at);
        store::in_transaction(connection_, [&, id = id](store::Transaction& transaction) {
            seek(transaction, sources_.keyring, order, clock_.now());
            make_offer(transaction, sources_.keyring, {order, id, Date{day}, 0, way_km}, crew, clock_.now());
        });
        for (const Offer& offer : life_.open_offers(crew))
            if (offer.order == order)
                life_.accept(crew, offer.id);
    }
}

AccountId DemoStory::busiest_crew_with_offer() {
    store::Reading reading{connection_};
    std::optional<AccountId> busiest;
    std::size_t most = 0;
    for (const AccountId crew : crews_) {
        if (life_.open_offers(crew).empty())
            continue;
        const std::size_t jobs =
            life_.jobs().list(as_crew<Permission::read_own_jobs>(crew), {}, reading).items.size();
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
    return place(plan, position_of(sources_.gazetteer, plan.city, plan.country));
}

DemoStory::Told DemoStory::place(const DemoOrder& plan, dispatch::Position at) {
    const int number = static_cast<int>(told_.size());
    const AccountId customer = customers_.at(static_cast<std::size_t>(plan.customer));
    return {plan, life_.place(customer, request_for(plan, at, number), order_of(plan, number))};
}

void DemoStory::accept_offers() {
    clock_.advance(a_while);
    for (const AccountId crew : crews_)
        for (const Offer& offer : life_.open_offers(crew)) {
            life_.accept(crew, offer.id);
            for (Told& told : told_)
                if (told.lived.order == offer.order)
                    told.lived.crew = crew;
        }
}

void DemoStory::go_on(Told& told) {
    if (!told.lived.crew)
        throw std::runtime_error{"an order of the demo in " + std::string{told.plan.city} + " found no crew"};
    if (told.next == told.plan.path.size())
        return;
    const Event event = told.plan.path[told.next++];
    life_.go_on(told.lived, event);
    // The first customer's crews wait to be rated by whoever looks at the demo.
    if (event == Event::power_on && told.plan.customer != 0)
        life_.rate(told.lived, 4 + static_cast<int>(told.plan.path.size() + told.plan.city.size()) % 2);
}

}  // namespace suncrew::orders
