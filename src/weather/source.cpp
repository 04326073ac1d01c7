#include "weather/source.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include "base/refusal.hpp"
#include "solar/weather_file.hpp"

namespace suncrew::weather {
namespace {

constexpr std::string_view instead = "; the climate table has a mean year instead";

/// To a hundredth of a degree, and never a negative zero.
double coarse(double degrees) {
    return std::round(degrees * 100) / 100 + 0.0;
}

[[noreturn]] void away(const std::string& vendor, const std::string& why) {
    throw Refusal{Code::unavailable, "weather_provider_away", "",
                  vendor + " gives no weather now: " + why + std::string{instead}};
}

}  // namespace

Source::Source(egress::Client& client, egress::Vendor vendor, std::unique_ptr<const Provider> provider,
               Cache cache)
    : client_{client}, vendor_{std::move(vendor)}, provider_{std::move(provider)}, cache_{std::move(cache)} {}

std::string Source::ask(const solar::Place& place) {
    egress::HttpsAnswer answer;
    try {
        answer = client_.send(vendor_, {.path = provider_->path_for(place)});
    } catch (const egress::NoAnswer& none) {
        away(name(), std::string{to_string(none.outcome())});
    }
    if (answer.status == 200)
        return std::string{answer.body.expose()};
    const std::string status = "status " + std::to_string(answer.status);
    // Keys that are refused, and too many requests, are not the place's fault.
    if (answer.status >= 400 && answer.status < 500 && answer.status != 401 && answer.status != 403 &&
        answer.status != 429)
        throw Refusal{Code::invalid, "place_without_weather", "place",
                      name() + " has no weather of the place: " + status + std::string{instead}};
    away(name(), status);
}

solar::WeatherYear Source::at(const solar::Place& place) {
    check(place);
    const solar::Place about{coarse(place.latitude_deg), coarse(place.longitude_deg)};
    std::array<char, 64> where{};
    std::snprintf(where.data(), where.size(), "_%.2f_%.2f.csv", about.latitude_deg, about.longitude_deg);
    const std::string kept_as = name() + where.data();
    if (const auto kept = cache_.find(kept_as)) {
        try {
            return solar::read_weather(*kept, kept_as);
        } catch (const std::runtime_error&) {
            cache_.drop(kept_as);  // damaged: it is asked for again
        }
    }
    const std::string text = ask(about);
    try {
        solar::WeatherYear year = solar::read_weather(text, kept_as);
        cache_.keep(kept_as, text);
        return year;
    } catch (const std::runtime_error& complaint) {
        throw Refusal{Code::unavailable, "weather_provider_unreadable", "",
                      std::string{complaint.what()} + std::string{instead}};
    }
}

}  // namespace suncrew::weather
