#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "solar/sky_year.hpp"
#include "weather/source.hpp"

namespace suncrew::weather {

/// How a provider does.
struct ProviderState {
    std::string provider;
    std::optional<std::string> away;  ///< why it gave nothing when it was asked last
    std::int64_t waiting = 0;         ///< places that are still to be asked for
    std::int64_t answers = 0;         ///< since the start
};

/// The hourly skies of places, as a provider gave them, for requests that wait for nobody: what is not at
/// hand is asked for behind them, so that the next request for the place has it. For any number of threads.
class ProvidedSkies {
public:
    /// Half a megabyte each.
    static constexpr std::size_t skies_max = 64;
    /// Places that wait to be asked for; who comes when it is full has to come again.
    static constexpr std::size_t waiting_max = 200;
    /// After a failure the provider is left alone for so long.
    static constexpr std::chrono::seconds pause{60};

    explicit ProvidedSkies(Source source) : source_{std::move(source)} {}

    /// The sky over a place, in local solar time; null where it is not at hand. Reads the disk where the
    /// place was not asked for since the start, 20 ms; never waits for the provider.
    std::shared_ptr<const solar::SkyYear> over(const solar::Place& place);

    /// Asks the provider for what waits, one place after another, until nothing does, it fails, or `stop` is
    /// requested. For background work, by one thread. That it is away stands in the log, once.
    void ask(const std::stop_token& stop);

    ProviderState state() const;

private:
    /// In hundredths of a degree, as the source asks.
    using Key = std::pair<int, int>;
    struct Kept {
        Key key;
        std::shared_ptr<const solar::SkyYear> sky;  ///< null: the provider has no weather of the place
    };

    static Key key_of(const solar::Place& place);
    std::optional<std::shared_ptr<const solar::SkyYear>> in_memory(Key key);
    void keep(Key key, std::shared_ptr<const solar::SkyYear> sky);
    void wait_for(Key key);
    std::optional<Key> next();
    void failed(const std::string& why);

    Source source_;
    mutable std::mutex mutex_;
    std::list<Kept> skies_;  ///< the one that was wanted last first
    std::map<Key, std::list<Kept>::iterator> by_key_;
    std::deque<Key> waiting_;
    std::optional<std::string> away_;
    std::int64_t answers_ = 0;
    std::optional<std::chrono::steady_clock::time_point> not_before_;
};

}  // namespace suncrew::weather
