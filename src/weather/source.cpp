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

solar::Place about(const solar::Place& place) {
    return {coarse(place.latitude_deg), coarse(place.longitude_deg)};
}

std::string kept_as(const std::string& provider, const solar::Place& place) {
    std::array<char, 64> where{};
    std::snprintf(where.data(), where.size(), "_%.2f_%.2f.csv", place.latitude_deg, place.longitude_deg);
    return provider + where.data();
}

[[noreturn]] void away(const std::string& vendor, const std::string& why) {
    throw Refusal{Code::unavailable, "weather_provider_away", "",
                  vendor + " gives no weather now: " + why + std::string{instead}};
}

}  // namespace

Source::Source(egress::Client& client, egress::Vendor vendor, std::unique_ptr<const Provider> provider,
               egress::AnswerCache cache)
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

std::optional<solar::WeatherYear> Source::kept(const solar::Place& place) const {
    check(place);
    const std::string name = kept_as(this->name(), about(place));
    const auto text = cache_.find(name);
    if (!text)
        return std::nullopt;
    try {
        return solar::read_weather(*text, name);
    } catch (const std::runtime_error&) {
        cache_.drop(name);  // damaged: it is asked for again
        return std::nullopt;
    }
}

solar::WeatherYear Source::at(const solar::Place& place) {
    if (auto year = kept(place))
        return *std::move(year);
    const solar::Place asked = about(place);
    const std::string text = ask(asked);
    const std::string name = kept_as(this->name(), asked);
    try {
        solar::WeatherYear year = solar::read_weather(text, name);
        cache_.keep(name, text);
        return year;
    } catch (const std::runtime_error& complaint) {
        throw Refusal{Code::unavailable, "weather_provider_unreadable", "",
                      std::string{complaint.what()} + std::string{instead}};
    }
}

}  // namespace suncrew::weather
