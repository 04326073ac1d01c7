#include "routing/recreate.hpp"

#include <algorithm>
#include <cmath>

namespace suncrew::routing {
namespace {

/// How often a place is passed over, of the source.
constexpr double blink_rate = 0.01;
/// Routes that are searched as a whole for a shipment's two ends.
constexpr std::size_t shipment_routes_max = 12;
/// Routes that are tried for the first day of work that takes several.
constexpr std::size_t chain_tries_max = 6;

enum class Order { random, bulk, far, close, narrow, early, late };
/// How often each order is drawn, in parts of their sum: of the source, with its weights for time windows.
constexpr std::array<std::pair<Order, unsigned>, 7> orders{{{Order::random, 4},
                                                            {Order::bulk, 4},
                                                            {Order::far, 2},
                                                            {Order::close, 1},
                                                            {Order::narrow, 2},
                                                            {Order::early, 2},
                                                            {Order::late, 2}}};

constexpr unsigned parts = [] {
    unsigned sum = 0;
    for (const auto& [order, weight] : orders)
        sum += weight;
    return sum;
}();

Order draw(Random& random) {
    std::size_t part = random.below(parts);
    for (const auto& [order, weight] : orders) {
        if (part < weight)
            return order;
        part -= weight;
    }
    return Order::random;
}

}  // namespace

Recreate::Recreate(const Instance& instance, const Neighbourhood& neighbourhood, Random& random)
    : instance_{instance},
      neighbourhood_{neighbourhood},
      random_{random},
      looked_at_(instance.vans().size(), 0),
      looked_beside_(instance.visits(), 0) {}

void Recreate::operator()(Solution& solution, std::vector<std::uint32_t>& requests) {
    sort(requests);
    for (const std::uint32_t request : requests)
        if (!solution.serves(request))  // it may have come with what it waits for
            insert(solution, request);
}

void Recreate::sort(std::vector<std::uint32_t>& requests) {
    const Order order = draw(random_);
    const auto key = [&](std::uint32_t request) {
        const Request& wanted = instance_.requests()[request];
        const Task& task = instance_.task(wanted.first);
        switch (order) {
            case Order::random:
                return random_.fraction();
            case Order::bulk:
                return -wanted.bulk;
            case Order::far:
                return -wanted.far;
            case Order::close:
                return wanted.far;
            case Order::narrow:
                return task.close - task.open;
            case Order::early:
                return task.open;
            case Order::late:
                return -task.close;
        }
        return 0.0;
    };
    keys_.clear();
    for (const std::uint32_t request : requests)
        keys_.emplace_back(key(request), request);
    std::sort(keys_.begin(), keys_.end());
    for (std::size_t i = 0; i < keys_.size(); ++i)
        requests[i] = keys_[i].second;
}

/// Draws how many places are looked at before the next is passed over, rather than for each whether it is.
bool Recreate::blinks() {
    if (until_blink_ > 0) {
        --until_blink_;
        return false;
    }
    until_blink_ = static_cast<std::uint64_t>(std::log(1 - random_.fraction()) / std::log(1 - blink_rate));
    return true;
}

void Recreate::look_at_job(const Solution& solution, std::uint32_t task, std::uint32_t route,
                           std::size_t behind, Place& best) {
    if (blinks())
        return;
    const Cost price = solution.route(route).job_price(task, behind, best.pair.price);
    if (price < best.pair.price)
        best = {route, {behind, behind, price}};
}

void Recreate::look_at_pairs(const Solution& solution, std::uint32_t pickup, std::uint32_t route,
                             Place& best) {
    const Route& within = solution.route(route);
    for (std::size_t behind = 0; behind <= within.size(); ++behind) {
        if (blinks())
            continue;
        const Route::Pair pair = within.pair_price(pickup, behind, best.pair.price);
        if (pair.price < best.pair.price)
            best = {route, pair};
    }
}

Recreate::Place Recreate::near_job(const Solution& solution, std::uint32_t request) {
    const Request& wanted = instance_.requests()[request];
    Place best;
    ++turn_;
    for (const auto& [near, before] : neighbourhood_.sides(wanted.first)) {
        const auto [route, position] = solution.spot(near);
        if (route == Solution::no_route || !may_take(solution, route, request))
            continue;
        // The place behind a visit is also that before the next: it is looked at once.
        const std::size_t behind = before ? position - 1 : position;
        if (behind > 0) {
            std::uint64_t& looked = looked_beside_[solution.route(route).stops()[behind]];
            if (looked == turn_)
                continue;
            looked = turn_;
        }
        look_at_job(solution, wanted.first, route, behind, best);
    }
    return best;
}

Recreate::Place Recreate::near_shipment(const Solution& solution, std::uint32_t request) {
    const Request& wanted = instance_.requests()[request];
    Place best;
    ++turn_;
    std::size_t routes = 0;
    for (std::size_t rank = 0; rank < Neighbourhood::visits_near; ++rank)
        for (std::uint32_t task = wanted.first; task < wanted.first + wanted.tasks; ++task) {
            if (rank >= neighbourhood_.visits(task).size() || routes == shipment_routes_max)
                continue;
            const std::uint32_t route = solution.spot(neighbourhood_.visits(task)[rank]).route;
            if (route == Solution::no_route || looked_at_[route] == turn_ ||
                !may_take(solution, route, request))
                continue;
            looked_at_[route] = turn_;
            ++routes;
            look_at_pairs(solution, wanted.first, route, best);
        }
    return best;
}

void Recreate::look_at_all(const Solution& solution, std::uint32_t request, std::uint32_t route,
                           Place& best) {
    const Request& wanted = instance_.requests()[request];
    if (wanted.tasks == 2)
        return look_at_pairs(solution, wanted.first, route, best);
    for (std::size_t behind = 0; behind <= solution.route(route).size(); ++behind)
        look_at_job(solution, wanted.first, route, behind, best);
}

void Recreate::look_at_free_vehicles(Solution& solution, std::uint32_t request, Place& best) {
    for (const std::uint32_t kind : neighbourhood_.kinds(request))
        if (const auto route = solution.free_vehicle(kind); route && may_take(solution, *route, request))
            look_at_all(solution, request, *route, best);
}

bool Recreate::put(Solution& solution, std::uint32_t request, const Place& place) {
    if (place.route == Solution::no_route)
        return false;
    if (instance_.requests()[request].tasks == 2)
        solution.insert_shipment(request, place.route, place.pair);
    else
        solution.insert_job(request, place.route, place.pair.pickup);
    return true;
}

Recreate::Place Recreate::near_place(Solution& solution, std::uint32_t request) {
    const Request& wanted = instance_.requests()[request];
    Place best = wanted.tasks == 2 ? near_shipment(solution, request) : near_job(solution, request);
    if (wanted.promise != nullptr)
        look_at_crew(solution, request, instance_.vans()[wanted.promise->vehicle].crew, best);
    if (wanted.after != nullptr && wanted.after->same_crew)
        look_at_crew(
            solution, request,
            solution.route(solution.spot(instance_.requests()[wanted.before].first).route).van().crew, best);
    look_at_free_vehicles(solution, request, best);
    return best;
}

Recreate::Place Recreate::any_place(Solution& solution, std::uint32_t request) {
    Place best;
    for (std::uint32_t route = 0; route < solution.routes(); ++route)
        if (may_take(solution, route, request))
            look_at_all(solution, request, route, best);
    return best;
}

void Recreate::look_at_crew(const Solution& solution, std::uint32_t request, std::uint32_t crew,
                            Place& best) {
    for (const std::uint32_t route : instance_.crews()[crew])
        if (may_take(solution, route, request))
            look_at_all(solution, request, route, best);
}

/// Where there is no place for the rest of a piece of work, its first day is tried in other routes.
bool Recreate::insert_chain(Solution& solution, std::uint32_t request, Find find) {
    const Request& wanted = instance_.requests()[request];
    if (wanted.before != Request::none && !solution.serves(wanted.before))
        return false;
    const Request* const following =
        wanted.following == Request::none ? nullptr : &instance_.requests()[wanted.following];
    for (std::size_t tries = 0; tries < chain_tries_max; ++tries) {
        const Place place = (this->*find)(solution, request);
        if (!put(solution, request, place))
            return false;
        if (following == nullptr || insert_chain(solution, wanted.following, find) ||
            !following->after->whole)
            return true;
        if (solution.serves(request))
            solution.take_out(place.route, std::span{&request, 1});
        refused_.emplace_back(request, place.route);
        if (wanted.before != Request::none && !solution.serves(wanted.before))
            return false;  // it went with this one
    }
    return false;
}

bool Recreate::insert(Solution& solution, std::uint32_t request) {
    refused_.clear();
    return insert_chain(solution, request, &Recreate::near_place);
}

bool Recreate::insert_anywhere(Solution& solution, std::uint32_t request) {
    refused_.clear();
    return insert_chain(solution, request, &Recreate::any_place);
}

}  // namespace suncrew::routing
