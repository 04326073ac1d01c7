#include "visits/day_route.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "routing/travel.hpp"

namespace suncrew::visits {
namespace {

struct Leg {
    std::chrono::minutes drive{};
    double km = 0;
};

Leg leg(const routing::Travel& travel, routing::Place from, routing::Place to) {
    const auto way = travel.way(0, from, to);
    return {std::chrono::minutes{static_cast<int>(std::ceil(way.duration / 60))}, way.distance / 1000};
}

}  // namespace

DayRoute day_route(dispatch::Position base, Instant leaves, std::span<const Call> calls,
                   const planning::TravelTimes& travel_times) {
    DayRoute route;
    if (calls.empty()) {
        route.back_at = leaves;
        return route;
    }
    std::vector<dispatch::Position> places{base};
    for (const Call& call : calls)
        places.push_back(call.place);
    const routing::Travel travel = travel_times(std::move(places));
    routing::Place here = 0;
    Instant free_at = leaves;
    for (const Call& call : calls) {
        const Leg way = leg(travel, here, here + 1);
        const Instant begins = call.begun.value_or(std::max(free_at + way.drive, call.earliest));
        route.calls.push_back({begins, begins + call.service, way.drive, way.km});
        route.road_km += way.km;
        route.driving += way.drive;
        ++here;
        free_at = begins + call.service;
    }
    const Leg home = leg(travel, here, 0);
    route.back_at = free_at + home.drive;
    route.road_km += home.km;
    route.driving += home.drive;
    return route;
}

WayHome way_home(dispatch::Position last, Instant ends_at, dispatch::Position base) {
    const Leg home = leg(routing::Travel::earth({last, base}), 0, 1);
    return {ends_at + home.drive, home.km};
}

}  // namespace suncrew::visits
