#include "orders/wall_clock.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace suncrew::orders {
namespace {

struct CountryTime {
    std::string_view country;
    double zone_h;  ///< over UTC in winter
};
constexpr std::array<CountryTime, 9> one_time{
    {{"BE", 1}, {"DE", 1}, {"ES", 1}, {"FR", 1}, {"GB", 0}, {"IT", 1}, {"NL", 1}, {"NZ", 12}, {"PT", 0}}};
constexpr double degrees_an_hour = 15;

}  // namespace

double zone_h(const places::Country& country, const solar::Place& place) {
    const auto known = std::find_if(one_time.begin(), one_time.end(),
                                    [&](const CountryTime& time) { return time.country == country.text(); });
    return known == one_time.end() ? std::round(place.longitude_deg / degrees_an_hour) : known->zone_h;
}

solar::WallClock wall_clock(const places::Country& country, const solar::Place& place) {
    // The Chatham Islands lie beyond the date line from the rest of their country.
    const double ahead =
        std::remainder(solar::ahead_of_sun_h(zone_h(country, place), place.longitude_deg), 24.0);
    return {ahead, place.latitude_deg < 0 ? solar::SummerTime::southern : solar::SummerTime::northern};
}

}  // namespace suncrew::orders
