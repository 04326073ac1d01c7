#include "dispatch/travel.hpp"

#include "base/great_circle.hpp"

namespace suncrew::dispatch {
double great_circle_km(Position from, Position to) {
    return suncrew::great_circle_km(from.latitude_deg, from.longitude_deg, to.latitude_deg, to.longitude_deg);
}

double road_km(Position from, Position to) {
    return road_factor * great_circle_km(from, to);
}

}  // namespace suncrew::dispatch
