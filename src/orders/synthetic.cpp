#include "orders/synthetic.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "base/refusal.hpp"
#include "orders/crews.hpp"
#include "orders/demo_people.hpp"
#include "orders/lived_order.hpp"
#include "orders/offering.hpp"
#include "orders/wished_dates.hpp"

namespace suncrew::orders {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t people_usual = 20;  ///< where the source does not tell how many
/// A roof of the usual shape that holds about so many panels, with what stays free at its edges; up to some
/// 80 panels their tens come out as they are meant.
double roof_m2(int panels) {
    return 2.05 * panels + 3.9 * std::sqrt(panels);
}
constexpr int usual_tens = 1;
constexpr int cities_max = 10;
/// A prime: so neighbours in a list of sizes do not come one after the other.
constexpr std::size_t stride = 7919;
/// So much that it is the roof that says how large a system gets.
constexpr double use_kwh_a_panel = 800;

/// How an order gets to a state once it looks for a crew and has one.
std::vector<Event> path_to(State state) {
    using enum Event;
    static constexpr std::array way{start_survey,       finish_survey,         submit_design, approve_design,
                                    permit_granted,     schedule_installation, start_work,    finish_work,
                                    request_inspection, pass_inspection,       power_on};
    if (state == State::on_hold)
        return {start_survey, hold};
    if (state == State::rework) {
        auto path = path_to(State::inspection);
        path.push_back(fail_inspection);
        return path;
    }
    std::vector<Event> path;
    State at = State::matched;
    for (const Event event : way) {
        if (at == state)
            return path;
        path.push_back(event);
        const auto step = std::find_if(steps.begin(), steps.end(),
                                       [&](const Step& s) { return s.from == at && s.event == event; });
        at = step->to;
    }
    return path;
}

bool has_crew(State state) {
    return state != State::placed && state != State::matching && state != State::offered &&
           state != State::cancelled;
}

template <class Limited>
void set(Limited& member, double value) {
    member = Limited{value};
}

/// The made-up people and what they do.
class House {
public:
    House(const access::HashingLane& lane, const DemoSources& sources, const Shapes& shapes)
        : lane_{lane},
          sources_{sources},
          now_{sources.clock.now()},
          clock_{now_},
          life_{lane.connection(), sources, clock_} {
        for (const SizeGroup& size : shapes.sizes)
            for (std::int64_t i = 0; i < share(size.orders, shapes); ++i)
                sizes_[size.country].push_back(size.tens);
        add_customers(
            std::min(shapes.customers > 0 ? shapes.customers : people_usual, synthetic_customers_max));
        crews_left_ = std::min(shapes.crews > 0 ? shapes.crews : people_usual, synthetic_crews_max);
    }

    /// Each group's share where all of them are too many; at least one.
    static std::int64_t share(std::int64_t orders, const Shapes& shapes) {
        std::int64_t all = 0;
        for (const OrderGroup& group : shapes.orders)
            all += group.orders;
        return all <= synthetic_orders_max ? orders
                                           : std::max<std::int64_t>(1, orders * synthetic_orders_max / all);
    }

    /// False where no order can be made for the country at that time.
    bool live(const OrderGroup& group, std::int64_t number, std::int64_t of) {
        const auto& cities = cities_of(group.country);
        if (cities.empty())
            return false;
        const Instant placed = within(group.placed, number, of);
        clock_.put(placed);
        try {
            const auto& city = cities[static_cast<std::size_t>(made_) % cities.size()];
            LivedOrder lived =
                life_.place(customers_[static_cast<std::size_t>(made_) % customers_.size()].account,
                            request_for(group.country, city), order_in(city));
            ++made_;
            go_to(lived, group.state, city, placed);
            return true;
        } catch (const Refusal&) {
            return false;
        }
    }

    DemoSignIns sign_ins() {
        DemoSignIns all{std::move(customers_.front().sign_in), {}, add_staff(lane_, sources_.keyring, now_)};
        for (auto& [country, crews] : crews_)
            for (Person& crew : crews)
                all.crews.push_back(std::move(crew.sign_in));
        return all;
    }

private:
    void add_customers(std::int64_t count) {
        for (std::int64_t i = 1; i <= count; ++i)
            customers_.push_back(add_person(lane_, sources_.keyring,
                                            "customer" + std::to_string(i) + "@example.org",
                                            "Customer " + std::to_string(i), access::Role::customer,
                                            i % 3 == 0 ? notify::Language::es : notify::Language::en, now_));
    }

    const std::vector<places::Found>& cities_of(places::Country country) {
        auto [found, is_new] = cities_.try_emplace(country);
        if (is_new)
            for (const char* letter : {"a", "m", "s", "b", "l"})
                for (const places::Found& place : sources_.gazetteer.search(letter, country))
                    if (place.kind == places::Kind::city && found->second.size() < cities_max)
                        found->second.push_back(place);
        return found->second;
    }

    /// A crew of the country; one more as long as there are to be more.
    AccountId crew_of(places::Country country, const places::Found& city) {
        auto& crews = crews_[country];
        if (crews.empty() || (crews_left_ > 0 && made_ % 10 == 0)) {
            const std::string number = std::to_string(++crews_made_);
            --crews_left_;
            crews.push_back(add_person(lane_, sources_.keyring, "crew" + number + "@example.org",
                                       "Crew " + number, access::Role::crew, notify::Language::en, now_));
            store::in_transaction(lane_.connection(), [&](store::Transaction& transaction) {
                crew_ids_[crews.back().account] = add_crew(
                    transaction,
                    made_up_crew("Crew " + number, {city.latitude, city.longitude},
                                 static_cast<int>(crews.size()) % 5, crews.back().account, day_of(now_)),
                    now_);
            });
        }
        return crews[static_cast<std::size_t>(made_) % crews.size()].account;
    }

    /// Spread over the month's days that are over.
    Instant within(std::chrono::year_month month, std::int64_t number, std::int64_t of) const {
        const Instant begin = std::chrono::sys_days{month / 1};
        const Instant end =
            std::min<Instant>(std::chrono::sys_days{(month + std::chrono::months{1}) / 1}, now_);
        return begin + (end - begin) * (number + 1) / (of + 1);
    }

    QuoteRequest request_for(places::Country country, const places::Found& city) {
        const auto& sizes = sizes_[country];
        const int tens =
            sizes.empty() ? usual_tens : sizes[static_cast<std::size_t>(made_) * stride % sizes.size()];
        RoofPlane plane;
        const int panels = 10 * tens + 5;
        set(plane.area_m2, roof_m2(panels));
        set(plane.tilt_deg, 20 + static_cast<double>(made_ % 4) * 5);
        set(plane.azimuth_deg, 150 + 10 * static_cast<double>(made_ % 6));
        set(plane.shading, 0);
        QuoteRequest request;
        set(request.latitude, city.latitude);
        set(request.longitude, city.longitude);
        request.roof_planes.push_back(plane);
        set(request.yearly_use_kwh.emplace(), panels * use_kwh_a_panel);
        return request;
    }

    /// The telephone numbers are of the range that North America keeps for fiction.
    PlaceOrder order_in(const places::Found& city) const {
        const std::string number = std::to_string(made_ + 1);
        PlaceOrder command;
        command.contact = {wire::Text<1, 100>{"Customer of order " + number},
                           Phone{"+120255501" + std::to_string(10 + made_ % 90)}};
        command.address = {wire::Text<1, 200>{"Example Street " + number}, wire::Text<1, 16>{"00000"},
                           wire::Text<1, 100>{city.name}, city.country};
        return command;
    }

    void go_to(LivedOrder& lived, State state, const places::Found& city, Instant placed) {
        if (state == State::placed)
            return;
        if (state == State::cancelled)
            return life_.go_on(lived, Event::cancel);
        const auto path = has_crew(state) ? path_to(state) : std::vector<Event>{};
        const milliseconds pause = (now_ - placed) / static_cast<int>(path.size() + 4);
        const auto as_system = [&](auto work) {
            clock_.advance(std::min<milliseconds>(pause, std::chrono::days{3}));
            store::in_transaction(lane_.connection(), work);
        };
        as_system([&](store::Transaction& t) { seek(t, sources_.keyring, lived.order, clock_.now()); });
        if (state == State::matching)
            return;
        const AccountId crew = crew_of(city.country, city);
        const Date visit{std::chrono::floor<std::chrono::days>(clock_.now()) + std::chrono::days{3}};
        as_system([&](store::Transaction& t) {
            make_offer(t, sources_.keyring, {lived.order, crew_ids_.at(crew), visit, 0, 10}, crew,
                       clock_.now());
        });
        if (state == State::offered)
            return;
        for (const Offer& offer : life_.open_offers(crew))
            if (offer.order == lived.order)
                life_.accept(crew, offer.id);
        lived.crew = crew;
        for (const Event event : path) {
            clock_.advance(std::min<milliseconds>(pause, std::chrono::days{3}));
            life_.go_on(lived, event);
        }
        if (state == State::done)
            life_.rate(lived, 3 + static_cast<int>(made_ % 3));
    }

    const access::HashingLane& lane_;
    const DemoSources& sources_;
    Instant now_;
    StoryClock clock_;
    OrderLife life_;
    std::vector<Person> customers_;
    std::map<places::Country, std::vector<Person>> crews_;
    std::map<AccountId, CrewId> crew_ids_;
    std::map<places::Country, std::vector<places::Found>> cities_;
    std::map<places::Country, std::vector<int>> sizes_;
    std::int64_t crews_left_ = 0;
    std::int64_t crews_made_ = 0;
    std::int64_t made_ = 0;
};

}  // namespace

SyntheticHouse make_synthetic(const access::HashingLane& lane, const DemoSources& sources,
                              const Shapes& shapes, Development) {
    House house{lane, sources, shapes};
    SyntheticHouse made;
    for (const OrderGroup& group : shapes.orders) {
        const std::int64_t share = House::share(group.orders, shapes);
        for (std::int64_t i = 0; i < share; ++i)
            ++(house.live(group, i, share) ? made.orders : made.not_made);
    }
    drop_mails(lane.connection());
    made.sign_ins = house.sign_ins();
    return made;
}

}  // namespace suncrew::orders
