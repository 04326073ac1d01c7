#include "visits/day_route.hpp"

#include <algorithm>
#include <cmath>

#include "routing/travel.hpp"

namespace suncrew::visits {
namespace {

struct Leg {
    std::chrono::minutes drive{};
    double km = 0;
};

Leg leg(dispatch::Position from, dispatch::Position to) {
    const auto way = routing::Travel::earth({from, to}).way(0, 0, 1);
    return {std::chrono::minutes{static_cast<int>(std::ceil(way.duration / 60))}, way.distance / 1000};
}

}  // namespace

DayRoute day_route(dispatch::Position base, Instant leaves, std::span<const Call> calls) {
    DayRoute route;
    dispatch::Position here = base;
    Instant free_at = leaves;
    for (const Call& call : calls) {
        const Leg way = leg(here, call.place);
        const Instant begins = call.begun.value_or(std::max(free_at + way.drive, call.earliest));
        route.calls.push_back({begins, begins + call.service, way.drive, way.km});
        route.road_km += way.km;
        route.driving += way.drive;
        here = call.place;
        free_at = begins + call.service;
    }
    const Leg home = leg(here, base);
    route.back_at = free_at + home.drive;
    if (!calls.empty()) {
        route.road_km += home.km;
        route.driving += home.drive;
    }
    return route;
}

WayHome way_home(dispatch::Position last, Instant ends_at, dispatch::Position base) {
    const Leg home = leg(last, base);
    return {ends_at + home.drive, home.km};
}

}  // namespace suncrew::visits
