#include "commands/outside.hpp"

#include "commands/outside_settings.hpp"

namespace suncrew::commands {

Outside::Outside(const Configuration& configuration) {
    if (configuration.weather)
        skies_ = std::make_unique<weather::ProvidedSkies>(weather_source(*configuration.weather, door_));
    if (configuration.roads)
        roads_ = roads_service(*configuration.roads, door_);
}

}  // namespace suncrew::commands
