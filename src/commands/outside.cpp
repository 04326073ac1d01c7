#include "commands/outside.hpp"

#include <utility>
#include <vector>

#include "commands/outside_settings.hpp"

namespace suncrew::commands {

Outside::Outside(const Configuration& configuration) {
    if (configuration.weather)
        skies_ = std::make_unique<weather::ProvidedSkies>(weather_source(*configuration.weather, door_));
    if (configuration.roads)
        roads_ = roads_service(*configuration.roads, door_);
}

planning::TravelTimes Outside::travel_times() const {
    if (!roads_)
        return &routing::Travel::earth;
    return [roads = roads_.get()](std::vector<dispatch::Position> places) {
        return roads->between(std::move(places));
    };
}

}  // namespace suncrew::commands
