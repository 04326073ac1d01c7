#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "routing/model.hpp"

namespace suncrew::routing {

inline constexpr Time never = std::numeric_limits<Time>::infinity();

/// Something that a vehicle does at a place: a visit, or its own start or end.
struct alignas(64) Task {
    Place place = 0;
    std::uint32_t request = 0;
    Time setup = 0;
    Time service = 0;
    Time open = 0;                     ///< the first moment of its first window
    Time close = 0;                    ///< the last moment of its last
    const Windows* several = nullptr;  ///< where there are more than one
    std::span<const std::int64_t> delivery{};
    std::span<const std::int64_t> pickup{};
    bool job = false;  ///< its delivery is on board from the start

    /// The earliest moment from `arrival` on at which it may begin; `never` where there is none.
    Time begin_at(Time arrival) const {
        if (arrival > close)
            return never;
        if (arrival <= open)
            return open;
        return several == nullptr ? arrival : begin_in_several(arrival);
    }
    /// The latest moment up to `latest` at which it may begin; `-never` where there is none.
    Time begin_by(Time latest) const {
        if (latest < open)
            return -never;
        if (latest >= close)
            return close;
        return several == nullptr ? latest : begin_by_in_several(latest);
    }
    /// How long it takes a vehicle that comes from `from`.
    Time takes(Place from) const { return from == place ? service : setup + service; }

private:
    Time begin_in_several(Time arrival) const;
    Time begin_by_in_several(Time latest) const;
};

/// What is visited together or not at all: a job, or both ends of a shipment.
struct Request {
    static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);

    std::uint32_t first = 0;  ///< its first task; a shipment's delivery is the next
    std::uint32_t tasks = 1;
    std::uint32_t skill_set = 0;
    int priority = 0;
    double bulk = 0;                 ///< its share of the largest vehicle, summed over dimensions
    Cost far = 0;                    ///< from the nearest of the starts
    std::uint32_t before = none;     ///< the request that it waits for
    std::uint32_t following = none;  ///< the request that waits for it
    const After* after = nullptr;
    const Promise* promise = nullptr;
};

struct Van {
    const Vehicle* vehicle = nullptr;
    std::uint32_t start = 0;  ///< its first task
    std::uint32_t end = 0;    ///< its last
    std::uint32_t mode = 0;   ///< how it travels
    std::uint32_t kind = 0;   ///< vehicles of a kind differ in nothing but their ids
    std::uint32_t skill_set = 0;
    std::uint32_t crew = 0;
    int day = 0;
    std::vector<Task> breaks{};
};

/// A problem as the solver wants it: everything by index, what is looked up often close together. It refers
/// to the problem, which has to outlive it.
class Instance {
public:
    explicit Instance(const Problem& problem);
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    const Problem& problem() const { return problem_; }
    std::size_t dimensions() const { return problem_.dimensions; }
    std::size_t visits() const { return problem_.visits.size(); }
    /// First the visits as the problem has them, then starts and ends.
    const Task& task(std::uint32_t index) const { return tasks_[index]; }
    std::span<const Request> requests() const { return requests_; }
    std::span<const Van> vans() const { return vans_; }
    /// The vehicles of each kind.
    std::span<const std::vector<std::uint32_t>> kinds() const { return kinds_; }
    /// The vehicles of each crew.
    std::span<const std::vector<std::uint32_t>> crews() const { return crews_; }
    /// Whether it matters who makes what on which day: some job waits for another, is promised, is not for
    /// every crew or costs more on later days.
    bool minds_crews() const { return minds_crews_; }
    /// Whether jobs wait for each other.
    bool linked() const { return linked_; }
    /// Whether the rest of a route may be made by another vehicle of its kind, room and time apart: no
    /// shipments, whose ends are of one route, no crews, breaks or even work.
    bool has_free_tails() const { return has_free_tails_; }
    /// What it costs that a van makes a request: on that day, and where it was promised otherwise.
    Cost crew_cost(std::uint32_t request, const Van& van) const;
    /// Whether a van's crew and day are not those that may make a request.
    bool barred(const Request& request, const Van& van) const {
        return minds_crews_ && (promised_away(request, van) || not_for(request, van));
    }

    /// Whether a van has the skills for a request.
    bool skilled(const Van& van, const Request& request) const {
        return skilled_[van.skill_set * skill_sets_ + request.skill_set] != 0;
    }
    Leg leg(std::uint32_t mode, Place from, Place to) const {
        if (!points_.empty())
            return straight_leg(mode, from, to);
        return table_.empty() ? compute_leg(mode, from, to) : table_[(mode * side_ + from) * side_ + to];
    }
    /// The same, for whoever asks about many ways into one place: they lie close together.
    Leg leg_into(std::uint32_t mode, Place to, Place from) const {
        if (!points_.empty())
            return straight_leg(mode, from, to);
        if (table_.empty())
            return compute_leg(mode, from, to);
        return (into_.empty() ? table_ : into_)[(mode * side_ + to) * side_ + from];
    }

private:
    bool promised_away(const Request& request, const Van& van) const {
        return request.promise != nullptr && request.promise->firm &&
               (crew_of(*request.promise) != van.crew || day_of(*request.promise) != van.day);
    }
    bool not_for(const Request& request, const Van& van) const {
        const auto& crews = problem_.visits[request.first].not_crews;
        return van.vehicle->crew && std::binary_search(crews.begin(), crews.end(), *van.vehicle->crew);
    }
    std::uint32_t crew_of(const Promise& promise) const { return vans_[promise.vehicle].crew; }
    int day_of(const Promise& promise) const { return vans_[promise.vehicle].day; }
    void read_visits();
    void link_requests();
    void read_vehicles();
    void match_skills();
    void measure_requests();
    void measure_ways();
    void fill_table();
    Leg compute_leg(std::uint32_t mode, Place from, Place to) const;
    /// What `compute_leg` says, sooner than a table that is larger than the processor's caches could.
    Leg straight_leg(std::uint32_t mode, Place from, Place to) const {
        if (from + 1 == side_ || to + 1 == side_)
            return {};
        const double x = points_[from].x - points_[to].x;
        const double y = points_[from].y - points_[to].y;
        const double length = std::sqrt(x * x + y * y);
        return {length, rates_[mode].time * length + rates_[mode].distance * length};
    }

    const Problem& problem_;
    std::vector<Task> tasks_;
    std::vector<Request> requests_;
    std::vector<Van> vans_;
    std::vector<std::vector<std::uint32_t>> kinds_;
    std::vector<std::vector<std::uint32_t>> crews_;
    bool minds_crews_ = false;
    bool linked_ = false;
    bool has_free_tails_ = false;
    std::vector<const Vehicle*> modes_;  ///< one vehicle that travels so
    std::size_t skill_sets_ = 0;         ///< of requests
    std::vector<std::uint8_t> skilled_;  ///< by the vehicles' set, then the requests'
    std::size_t side_ = 0;               ///< the places, and one more for nowhere, which is no way off
    struct Rates {
        Cost time = 0;      ///< of a second of driving
        Cost distance = 0;  ///< of a metre
    };
    std::vector<Point> points_;  ///< by place, where ways are straight; there is no table then
    std::vector<Rates> rates_;   ///< by mode; the same
    std::vector<Leg> table_;
    std::vector<Leg> into_;  ///< the same by where ways end; empty where they are as long both ways
};

}  // namespace suncrew::routing
