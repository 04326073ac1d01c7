#pragma once

#include <memory>
#include <optional>

#include "commands/configuration.hpp"
#include "commands/settings.hpp"
#include "roads/roads.hpp"
#include "weather/source.hpp"

/// Services outside that know more of the world than our own tables: which they are, and how they are made.
namespace suncrew::commands {

/// `[weather]`: none where nothing is said of it.
std::optional<WeatherSettings> weather_of(Settings& settings, Environment environment);
/// `[roads]`: the same.
std::optional<RoadsSettings> roads_of(Settings& settings, Environment environment);

/// `door` outlives them. Throws std::filesystem::filesystem_error where the folder cannot be made.
weather::Source weather_source(const WeatherSettings& settings, egress::Client& door);
std::unique_ptr<roads::Roads> roads_service(const RoadsSettings& settings, egress::Client& door);

}  // namespace suncrew::commands
