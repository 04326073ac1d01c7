#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "egress/answer_cache.hpp"
#include "egress/client.hpp"
#include "roads/kept_ways.hpp"
#include "roads/protocol.hpp"
#include "routing/travel.hpp"

namespace suncrew::roads {

/// How the service does.
struct RoadsState {
    std::string service;              ///< the vendor's name
    std::optional<std::string> away;  ///< why it gave no answer when it was asked last
    std::int64_t answers = 0;         ///< since the start
};

/// Ways by road between places, as a routing service says them once and for all; where it has not said them
/// yet, or is away, the estimate of `routing::Travel::earth`. For any number of threads, one of which asks at
/// a time.
class Roads {
public:
    /// Beyond so many places, and for ways longer than this as the crow flies, the estimate does.
    static constexpr std::size_t places_max = 1'000;
    static constexpr double way_km_max = 200;
    /// Of one table that is asked for: sources and targets each. Services let 50 by 50 through as they come.
    static constexpr std::size_t block_side = 50;
    /// Tables that one call asks for; what is missing still is asked for by the next.
    static constexpr int asked_at_once_max = 20;
    /// And for so long, but for the answer that is under way then.
    static constexpr std::chrono::seconds asking_max{10};
    /// After a failure nobody is asked for so long.
    static constexpr std::chrono::seconds pause{60};

    /// `client` outlives it. `vendor` is the service as the configuration approved it.
    Roads(egress::Client& client, egress::Vendor vendor, std::unique_ptr<const Protocol> protocol,
          egress::AnswerCache cache);

    /// The ways between all of these, in seconds and metres. The service is told places to a hundredth of a
    /// degree, about a kilometre, and ways within such a cell are estimated. Waits for `asked_at_once_max`
    /// answers and `asking_max` at most, so it is for background work. Never throws for a service that is
    /// away or says nonsense: that stands in the log and in `state`.
    routing::Travel between(std::vector<dispatch::Position> positions);

    RoadsState state() const;

private:
    using Known = std::map<Cell, WaysFrom>;

    Known kept(const std::set<Cell>& cells) const;
    void complete(Known& known, const std::set<Cell>& cells);
    /// False where there was no answer.
    bool ask(Known& known, const std::vector<Cell>& sources, const std::vector<Cell>& targets);
    void failed(const std::string& why);

    egress::Client& client_;
    egress::Vendor vendor_;
    std::unique_ptr<const Protocol> protocol_;
    egress::AnswerCache cache_;
    std::mutex asking_;
    mutable std::mutex mutex_;  ///< of what follows
    RoadsState state_;
    std::optional<std::chrono::steady_clock::time_point> not_before_;
};

}  // namespace suncrew::roads
