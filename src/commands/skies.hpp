#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "solar/climate.hpp"
#include "solar/horizon.hpp"
#include "solar/sky_year.hpp"
#include "weather/source.hpp"

namespace suncrew::commands {

/// Where the weather of a computation comes from.
struct SkyOptions {
    std::string weather{};
    bool climate = false;
    std::string provider{};
    std::string provider_cache = "var/weather";
    std::string climate_table = "data/climate/cities.csv";
    std::optional<double> latitude_deg{};
    std::optional<double> longitude_deg{};
    std::optional<double> elevation_m{};
    std::vector<double> horizon_deg{};

    /// Throws std::runtime_error where there is one coordinate without the other.
    std::optional<solar::Place> place() const;
};

/// The sky over a place, and what is known of it.
struct FoundSky {
    std::shared_ptr<const solar::SkyYear> sky;
    std::string source;
    std::optional<double>
        relative_error{};  ///< of the long-term yield, one standard deviation, where it is known
    std::shared_ptr<const solar::WeatherYear> weather{};  ///< that it was made of; none for the climate table
};

/// Finds the sky over places: that of the weather file, of a provider, or of the climate table. Each copy
/// keeps the sky that it found last, so that roofs of one place after one another cost one.
class Skies {
public:
    /// How far from a roof its weather may have been recorded.
    static constexpr double weather_reach_km = 100;

    /// Reads the file or the table; says on standard error where a file's times look wrong. Throws
    /// std::runtime_error.
    explicit Skies(const SkyOptions& options);

    /// Throws std::runtime_error for a place that the weather is not of, or that the table or the provider
    /// needs and lacks; and what a provider refuses, with its reason in words.
    FoundSky at(const std::optional<solar::Place>& place);

private:
    std::shared_ptr<const solar::SkyYear> over_horizon(solar::SkyYear sky) const;
    FoundSky of_weather(solar::WeatherYear weather) const;
    FoundSky of_table(const solar::Place& place) const;
    FoundSky of_provider(const solar::Place& place) const;

    std::shared_ptr<const solar::Climate> climate_;
    std::shared_ptr<weather::Source> provider_;
    std::optional<solar::Horizon> horizon_;
    std::optional<solar::Place> last_place_;
    FoundSky last_;
};

}  // namespace suncrew::commands
