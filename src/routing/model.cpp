#include "routing/model.hpp"

#include <cmath>

namespace suncrew::routing {

Leg leg(const Problem& problem, const Vehicle& vehicle, Place from, Place to) {
    const Way way = problem.travel.way(vehicle.profile, from, to);
    const Time duration =
        vehicle.speed_factor == 1 ? way.duration : std::round(way.duration / vehicle.speed_factor);
    if (way.cost)
        return {duration, *way.cost};
    return {duration, vehicle.cost_per_hour / 3600 * duration + vehicle.cost_per_km / 1000 * way.distance};
}

}  // namespace suncrew::routing
