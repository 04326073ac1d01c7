#pragma once

#include <memory>
#include <optional>

#include "egress/answer_cache.hpp"
#include "egress/client.hpp"
#include "solar/weather.hpp"
#include "weather/provider.hpp"

namespace suncrew::weather {

/// Years of weather of one provider, which are kept once they were given. For any number of threads.
class Source {
public:
    /// `client` outlives the source. `vendor` is the provider as the configuration approved it.
    Source(egress::Client& client, egress::Vendor vendor, std::unique_ptr<const Provider> provider,
           egress::AnswerCache cache);

    /// The weather at a place. The provider is asked for the place to a hundredth of a degree, about a
    /// kilometre: it does not learn where somebody lives. Waits as long as the vendor's `timeout`. Refuses
    /// with Code::unavailable "weather_provider_away" where it cannot be reached, is asked too often or says
    /// that it is in trouble, and "weather_provider_unreadable" where its answer is no year of weather, which
    /// is not kept; with Code::invalid "place_without_weather" (field "place") where it says no to the place.
    /// The detail says what happened, and that there is the climate table; it holds neither path nor key.
    solar::WeatherYear at(const solar::Place& place);

    /// The same, where it is kept on the disk already; never asks the provider.
    std::optional<solar::WeatherYear> kept(const solar::Place& place) const;

    const std::string& name() const { return vendor_.settings().name; }

private:
    std::string ask(const solar::Place& place);

    egress::Client& client_;
    egress::Vendor vendor_;
    std::unique_ptr<const Provider> provider_;
    egress::AnswerCache cache_;
};

}  // namespace suncrew::weather
