#include "commands/outside_settings.hpp"

#include <stdexcept>

#include "commands/setting_values.hpp"

namespace suncrew::commands {
namespace {

/// So that the program ends soon after it was asked to, whoever is silent; who is slower counts as away.
constexpr std::chrono::seconds answer_within{10};

/// Whole, and looked over by the provider.
constexpr int newest_power_year = 2025;

std::unique_ptr<const weather::Provider> provider_of(const WeatherSettings& settings) {
    switch (settings.provider) {
        case WeatherProvider::nsrdb:
            return std::make_unique<weather::Nsrdb>(settings.nsrdb_key.copy(), settings.nsrdb_email);
        case WeatherProvider::nasa_power:
            return std::make_unique<weather::NasaPower>(settings.year);
        case WeatherProvider::pvgis:
            break;
    }
    return std::make_unique<weather::Pvgis>();
}

/// Host, port and authorities of a section, on top of what the vendor usually is. One on this machine is for
/// development alone.
void read_vendor(Settings& settings, const std::string& section, Environment environment,
                 egress::VendorSettings& vendor) {
    set(vendor.host, settings.text(section + ".host"));
    set(vendor.port, settings.number(section + ".port", 1, 65535));
    set(vendor.ca_file, settings.text(section + ".ca_file"));
    if (vendor.host == "localhost") {
        vendor.reach = egress::Reach::loopback;
        if (environment != Environment::development)
            settings.complain(section + ".host: this machine itself");
    }
    try {
        const egress::Vendor sound{vendor};
    } catch (const std::invalid_argument& error) {
        settings.complain(section + ": " + error.what());
    }
}

}  // namespace

std::optional<WeatherSettings> weather_of(Settings& settings, Environment environment) {
    const auto provider = settings.text("weather.provider");
    if (!provider)
        return std::nullopt;
    WeatherSettings weather;
    set(weather.folder, settings.text("weather.folder"));
    set(weather.years_max,
        settings.number("weather.years", 1, static_cast<std::int64_t>(egress::AnswerCache::texts_limit)));
    if (*provider == "nsrdb") {
        weather.provider = WeatherProvider::nsrdb;
        weather.nsrdb_key = secret_in(settings, "weather.key_file", environment);
        set(weather.nsrdb_email, settings.text("weather.email"));
    } else if (*provider == "nasa-power") {
        weather.provider = WeatherProvider::nasa_power;
        weather.year = newest_power_year;
        set(weather.year, settings.number("weather.year", 2001, newest_power_year));
    } else if (*provider != "pvgis") {
        settings.complain("weather.provider: neither pvgis nor nsrdb nor nasa-power");
    }
    try {
        weather.vendor = provider_of(weather)->usual_vendor();
    } catch (const std::invalid_argument& error) {
        settings.complain(std::string{"weather: "} + error.what());
        return std::nullopt;
    }
    weather.vendor.timeout = answer_within;
    read_vendor(settings, "weather", environment, weather.vendor);
    return weather;
}

std::optional<RoadsSettings> roads_of(Settings& settings, Environment environment) {
    const auto protocol = settings.text("roads.protocol");
    if (!protocol)
        return std::nullopt;
    RoadsSettings roads;
    if (*protocol == "valhalla")
        roads.protocol = RoutingProtocol::valhalla;
    else if (*protocol != "osrm")
        settings.complain("roads.protocol: neither osrm nor valhalla");
    set(roads.path, settings.text("roads.path"));
    set(roads.folder, settings.text("roads.folder"));
    set(roads.places_max,
        settings.number("roads.places", 1, static_cast<std::int64_t>(egress::AnswerCache::texts_limit)));
    roads.vendor.name = "roads";
    roads.vendor.timeout = answer_within;
    roads.vendor.answer_bytes_max = egress::Vendor::answer_bytes_limit;
    if (!roads.path.empty())
        roads.vendor.path_prefixes = {roads.path};
    read_vendor(settings, "roads", environment, roads.vendor);
    return roads;
}

weather::Source weather_source(const WeatherSettings& settings, egress::Client& door) {
    return {door, egress::Vendor{settings.vendor}, provider_of(settings),
            egress::AnswerCache{settings.folder, settings.years_max}};
}

std::unique_ptr<roads::Roads> roads_service(const RoadsSettings& settings, egress::Client& door) {
    std::unique_ptr<const roads::Protocol> protocol;
    if (settings.protocol == RoutingProtocol::valhalla)
        protocol = std::make_unique<roads::Valhalla>(settings.path);
    else
        protocol = std::make_unique<roads::Osrm>(settings.path);
    return std::make_unique<roads::Roads>(door, egress::Vendor{settings.vendor}, std::move(protocol),
                                          egress::AnswerCache{settings.folder, settings.places_max});
}

}  // namespace suncrew::commands
