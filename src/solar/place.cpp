#include "solar/place.hpp"

#include "base/great_circle.hpp"
#include "solar/range.hpp"

namespace suncrew::solar {
void check(const Place& place) {
    require_in(place.latitude_deg, -90, 90, "place.latitude_deg");
    require_in(place.longitude_deg, -180, 180, "place.longitude_deg");
    if (place.elevation_m)
        require_in(*place.elevation_m, -430, 6000, "place.elevation_m");
}

double great_circle_km(const Place& from, const Place& to) {
    return suncrew::great_circle_km(from.latitude_deg, from.longitude_deg, to.latitude_deg, to.longitude_deg);
}

}  // namespace suncrew::solar
