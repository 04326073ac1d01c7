#include "commands/skies.hpp"

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <stdexcept>

#include "base/refusal.hpp"
#include "solar/synthesis.hpp"
#include "solar/weather_file.hpp"
#include "solar/yield.hpp"

namespace suncrew::commands {
namespace {

bool same(const solar::Place& a, const solar::Place& b) {
    return a.latitude_deg == b.latitude_deg && a.longitude_deg == b.longitude_deg &&
           a.elevation_m == b.elevation_m;
}

/// The door, which lives as long as the program.
egress::Client& door() {
    static egress::Client client;
    return client;
}

constexpr std::size_t kept_years_max = 500;
constexpr int newest_power_year = 2025;  // whole, and looked over by the provider

/// NREL's key, and the address that it was given to, stand in the environment.
std::unique_ptr<const weather::Provider> provider_named(const std::string& name) {
    if (name == "pvgis")
        return std::make_unique<weather::Pvgis>();
    if (name == "nasa-power")
        return std::make_unique<weather::NasaPower>(newest_power_year);
    const char* const key = std::getenv("SUNCREW_NSRDB_KEY");
    const char* const email = std::getenv("SUNCREW_NSRDB_EMAIL");
    if (key == nullptr || email == nullptr)
        throw std::runtime_error{"nsrdb needs SUNCREW_NSRDB_KEY and SUNCREW_NSRDB_EMAIL in the environment"};
    return std::make_unique<weather::Nsrdb>(crypto::Secret{std::string_view{key}}, email);
}

std::shared_ptr<weather::Source> source_of(const SkyOptions& options) {
    auto provider = provider_named(options.provider);
    egress::Vendor vendor{provider->usual_vendor()};
    return std::make_shared<weather::Source>(door(), std::move(vendor), std::move(provider),
                                             egress::AnswerCache{options.provider_cache, kept_years_max});
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
    if (options.climate + !options.weather.empty() + !options.provider.empty() != 1)
        throw std::runtime_error{
            "one of --weather FILE, --provider and --climate says where the weather comes from"};
    if (!options.horizon_deg.empty())
        horizon_.emplace(options.horizon_deg);
    if (options.climate) {
        climate_ = std::make_shared<const solar::Climate>(
            solar::Climate::read(std::filesystem::path{options.climate_table}));
        return;
    }
    if (!options.provider.empty()) {
        provider_ = source_of(options);
        return;
    }
    last_ = of_weather(solar::read_weather(std::filesystem::path{options.weather}));
    if (last_.weather->doubt)
        std::cerr << "suncrew: " << *last_.weather->doubt
                  << "; planes that face east or west would be off by it\n";
    last_place_ = last_.weather->place;
}

std::shared_ptr<const solar::SkyYear> Skies::over_horizon(solar::SkyYear sky) const {
    return std::make_shared<const solar::SkyYear>(horizon_ ? seen_over(*horizon_, std::move(sky))
                                                           : std::move(sky));
}

FoundSky Skies::of_table(const solar::Place& place) const {
    const solar::MonthlyClimate climate = climate_->at(place);
    return {over_horizon(solar::sky_of(place, climate)),
            "climate table, " + climate.nearest + " at " + std::to_string(std::lround(climate.nearest_km)) +
                " km",
            relative_error(climate)};
}

FoundSky Skies::of_weather(solar::WeatherYear weather) const {
    auto kept = std::make_shared<const solar::WeatherYear>(std::move(weather));
    return {over_horizon(sky_of(*kept)), kept->name, std::nullopt, kept};
}

FoundSky Skies::of_provider(const solar::Place& place) const {
    try {
        FoundSky found = of_weather(provider_->at(place));
        found.source = provider_->name();
        return found;
    } catch (const Refusal& refusal) {
        throw std::runtime_error{refusal.detail().empty() ? refusal.reason() : refusal.detail()};
    }
}

FoundSky Skies::at(const std::optional<solar::Place>& place) {
    if (!climate_ && !provider_) {
        const double km = place ? great_circle_km(*place, *last_place_) : 0;
        if (km > weather_reach_km)
            throw std::runtime_error{"the weather file is of a place " + std::to_string(std::lround(km)) +
                                     " km away"};
        return last_;
    }
    if (!place)
        throw std::runtime_error{"the climate table and providers need a latitude and a longitude"};
    if (!last_place_ || !same(*last_place_, *place)) {
        last_ = climate_ ? of_table(*place) : of_provider(*place);
        last_place_ = place;
    }
    return last_;
}

}  // namespace suncrew::commands
