#include "weather/provided_skies.hpp"

#include <algorithm>
#include <cmath>

#include "base/log.hpp"
#include "base/refusal.hpp"

namespace suncrew::weather {
namespace {

constexpr double hundredths = 100;

solar::Place place_of(std::pair<int, int> key) {
    return {key.first / hundredths, key.second / hundredths};
}

std::shared_ptr<const solar::SkyYear> shared_sky(const solar::WeatherYear& weather) {
    return std::make_shared<const solar::SkyYear>(solar::sky_by_sun(weather));
}

}  // namespace

ProvidedSkies::Key ProvidedSkies::key_of(const solar::Place& place) {
    return {static_cast<int>(std::lround(place.latitude_deg * hundredths)),
            static_cast<int>(std::lround(place.longitude_deg * hundredths))};
}

std::optional<std::shared_ptr<const solar::SkyYear>> ProvidedSkies::in_memory(Key key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end())
        return std::nullopt;
    skies_.splice(skies_.begin(), skies_, found->second);
    return found->second->sky;
}

void ProvidedSkies::keep(Key key, std::shared_ptr<const solar::SkyYear> sky) {
    const std::scoped_lock lock{mutex_};
    if (in_memory(key))
        return;
    skies_.push_front({key, std::move(sky)});
    by_key_[key] = skies_.begin();
    if (skies_.size() > skies_max) {
        by_key_.erase(skies_.back().key);
        skies_.pop_back();
    }
}

void ProvidedSkies::wait_for(Key key) {
    const std::scoped_lock lock{mutex_};
    if (waiting_.size() < waiting_max && std::find(waiting_.begin(), waiting_.end(), key) == waiting_.end())
        waiting_.push_back(key);
}

std::shared_ptr<const solar::SkyYear> ProvidedSkies::over(const solar::Place& place) {
    const Key key = key_of(place);
    {
        const std::scoped_lock lock{mutex_};
        if (const auto found = in_memory(key))
            return *found;
        if (std::find(waiting_.begin(), waiting_.end(), key) != waiting_.end())
            return nullptr;
    }
    const auto kept = source_.kept(place_of(key));
    if (!kept) {
        wait_for(key);
        return nullptr;
    }
    auto sky = shared_sky(*kept);
    keep(key, sky);
    return sky;
}

std::optional<ProvidedSkies::Key> ProvidedSkies::next() {
    const std::scoped_lock lock{mutex_};
    if (waiting_.empty() || (not_before_ && std::chrono::steady_clock::now() < *not_before_))
        return std::nullopt;
    return waiting_.front();
}

void ProvidedSkies::failed(const std::string& why) {
    const std::scoped_lock lock{mutex_};
    if (!away_)
        log::warn("weather_provider_away", {{"detail", std::string_view{why}}});
    away_ = why;
    not_before_ = std::chrono::steady_clock::now() + pause;
}

void ProvidedSkies::ask(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const auto key = next();
        if (!key)
            return;
        try {
            keep(*key, shared_sky(source_.at(place_of(*key))));
        } catch (const Refusal& refusal) {
            if (refusal.code() != Code::invalid)
                return failed(refusal.detail());
            keep(*key, nullptr);
        }
        const std::scoped_lock lock{mutex_};
        waiting_.pop_front();
        if (away_)
            log::info("weather_provider_back", {{"provider", std::string_view{source_.name()}}});
        away_.reset();
        ++answers_;
    }
}

ProviderState ProvidedSkies::state() const {
    const std::scoped_lock lock{mutex_};
    return {source_.name(), away_, static_cast<std::int64_t>(waiting_.size()), answers_};
}

}  // namespace suncrew::weather
