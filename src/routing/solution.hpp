#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "routing/route.hpp"

namespace suncrew::routing {

/// What a solution is worth: less is better, and what comes first counts before all that follows.
struct Worth {
    std::int64_t broken = 0;    ///< firm promises that are left out
    std::int64_t left_out = 0;  ///< by priority, and among equal ones by number
    Cost cost = 0;
    auto operator<=>(const Worth&) const = default;
};

/// By vehicle, its visits in order.
using Sequences = std::vector<std::vector<std::uint32_t>>;

/// Routes that serve some of the requests, and can be put back to how they were at the last `keep`.
class Solution {
public:
    explicit Solution(const Instance& instance);

    struct Spot {
        std::uint32_t route = 0;
        std::uint32_t position = 0;  ///< of its stop
    };
    static constexpr std::uint32_t no_route = static_cast<std::uint32_t>(-1);

    const Worth& worth() const { return worth_; }
    const Route& route(std::uint32_t index) const { return routes_[index]; }
    std::size_t routes() const { return routes_.size(); }
    std::size_t routes_in_use() const { return in_use_; }
    /// Where a visit stands; its route is `no_route` where it is left out.
    const Spot& spot(std::uint32_t task) const { return spots_[task]; }
    bool serves(std::uint32_t request) const { return left_out_at_[request] == no_route; }
    std::span<const std::uint32_t> left_out() const { return left_out_; }
    /// From now on only these routes may be changed, by index.
    void confine(std::vector<std::uint8_t> open);
    bool open(std::uint32_t route) const { return open_[route] != 0; }
    /// Whether a route's vehicle could make a request, room and time apart: it may be changed, has the
    /// skills, and agrees with what was promised and with what the request waits for, which has to be served.
    bool may_take(std::uint32_t route, std::uint32_t request) const {
        const Request& wanted = instance_->requests()[request];
        const Van& van = routes_[route].van();
        return open(route) && instance_->skilled(van, wanted) && !instance_->barred(wanted, van) &&
               (wanted.after == nullptr || follows(van, wanted));
    }
    /// A vehicle of a kind that is not in use and may be changed.
    std::optional<std::uint32_t> free_vehicle(std::uint32_t kind);

    void insert_job(std::uint32_t request, std::uint32_t route, std::size_t behind);
    void insert_shipment(std::uint32_t request, std::uint32_t route, const Route::Pair& pair);
    /// Takes requests out of one route, and what waits for them out of others. Where a rest does not hold
    /// without them, as ways can be shorter by a detour, all of it goes. Returns what went.
    std::vector<std::uint32_t> take_out(std::uint32_t route, std::span<const std::uint32_t> requests);

    /// The route goes on from its stop `behind` to visit `onto` of the other and what follows there, and the
    /// other from before that to what followed here.
    void exchange_tails(std::uint32_t route, std::size_t behind, std::uint32_t other, std::size_t onto);

    void keep();
    void undo();
    /// Routes changed since the last `keep`.
    std::span<const std::uint32_t> changed() const { return changed_; }

    Sequences sequences() const;
    /// Replaces everything by sequences that another solution of the instance had.
    void assign(const Sequences& sequences);

private:
    bool follows(const Van& van, const Request& wanted) const;
    Route& edit(std::uint32_t route);
    /// Leaves what waits for them where it is.
    std::vector<std::uint32_t> take_out_alone(std::uint32_t route, std::span<const std::uint32_t> requests);
    void settle(std::uint32_t route, Cost cost_before, bool used_before);
    bool firm(std::uint32_t request) const {
        const Promise* const promise = instance_->requests()[request].promise;
        return promise != nullptr && promise->firm;
    }
    void mark_left_out(std::uint32_t request);
    void mark_served(std::uint32_t request);
    void stand_free(std::uint32_t route);

    const Instance* instance_;
    std::vector<Route> routes_;
    std::vector<Spot> spots_;
    std::vector<std::uint32_t> left_out_;
    std::vector<std::uint32_t> left_out_at_;        ///< by request: where in `left_out_`, or `no_route`
    std::vector<std::int64_t> weights_;             ///< by request, of leaving it out
    std::vector<std::vector<std::uint32_t>> free_;  ///< by kind; some may be in use again
    std::vector<std::uint8_t> in_free_;
    std::vector<std::uint8_t> open_;
    std::size_t in_use_ = 0;
    Worth worth_;

    std::vector<std::uint32_t> changed_;
    std::vector<std::uint8_t> is_changed_;
    std::vector<Route> before_;           ///< the changed routes as they were; its end may be unused
    std::vector<std::uint32_t> toggled_;  ///< requests served or left out since, in order
    Worth worth_before_;
};

}  // namespace suncrew::routing
