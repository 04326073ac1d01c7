#include "commands/skies.hpp"

#include <cmath>
#include <iostream>
#include <stdexcept>

#include "solar/synthesis.hpp"
#include "solar/weather_file.hpp"
#include "solar/yield.hpp"

namespace suncrew::commands {
namespace {

bool same(const solar::Place& a, const solar::Place& b) {
    return a.latitude_deg == b.latitude_deg && a.longitude_deg == b.longitude_deg &&
           a.elevation_m == b.elevation_m;
}

}  // namespace

std::optional<solar::Place> SkyOptions::place() const {
    if (latitude_deg.has_value() != longitude_deg.has_value())
        throw std::runtime_error{"--latitude and --longitude go together"};
    if (!latitude_deg)
        return std::nullopt;
    return solar::Place{*latitude_deg, *longitude_deg, elevation_m};
}

Skies::Skies(const SkyOptions& options) {
    if (options.climate == !options.weather.empty())
        throw std::runtime_error{"either --weather FILE or --climate says where the weather comes from"};
    if (!options.horizon_deg.empty())
        horizon_.emplace(options.horizon_deg);
    if (options.climate) {
        climate_ = std::make_shared<const solar::Climate>(
            solar::Climate::read(std::filesystem::path{options.climate_table}));
        return;
    }
    const solar::WeatherYear weather = solar::read_weather(std::filesystem::path{options.weather});
    if (weather.doubt)
        std::cerr << "suncrew: " << *weather.doubt << "; planes that face east or west would be off by it\n";
    last_place_ = weather.place;
    last_ = {over_horizon(sky_of(weather)), weather.name, std::nullopt};
}

std::shared_ptr<const solar::SkyYear> Skies::over_horizon(solar::SkyYear sky) const {
    return std::make_shared<const solar::SkyYear>(horizon_ ? seen_over(*horizon_, std::move(sky))
                                                           : std::move(sky));
}

FoundSky Skies::at(const std::optional<solar::Place>& place) {
    if (!climate_) {
        const double km = place ? great_circle_km(*place, *last_place_) : 0;
        if (km > weather_reach_km)
            throw std::runtime_error{"the weather file is of a place " + std::to_string(std::lround(km)) +
                                     " km away"};
        return last_;
    }
    if (!place)
        throw std::runtime_error{"the climate table needs a latitude and a longitude"};
    if (!last_place_ || !same(*last_place_, *place)) {
        const solar::MonthlyClimate climate = climate_->at(*place);
        last_ = {over_horizon(solar::sky_of(*place, climate)),
                 "climate table, " + climate.nearest + " at " +
                     std::to_string(std::lround(climate.nearest_km)) + " km",
                 relative_error(climate)};
        last_place_ = place;
    }
    return last_;
}

}  // namespace suncrew::commands
