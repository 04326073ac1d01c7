#include "routing/neighbourhood.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "routing/nearest.hpp"
#include "routing/side_by_side.hpp"

namespace suncrew::routing {
namespace {

/// What a unit of waiting and of lateness counts in nearness, in units of travel time: the source's figures.
constexpr double waiting_weight = 0.2;
constexpr double late_weight = 1.0;
/// Visits by distance alone, out of which the neighbours come: by narrow windows most of the nearest are no
/// neighbours. The more visits there are, the fewer for each, as the time that there is for each is short.
struct Reach {
    std::size_t visits;  ///< of a problem with no more than these
    std::size_t candidates;
    std::size_t near;  ///< that are kept
};
constexpr std::size_t no_end = std::numeric_limits<std::size_t>::max();
constexpr Reach reaches[]{
    {2'000, 500, Neighbourhood::visits_near}, {20'000, 150, Neighbourhood::visits_near}, {no_end, 60, 30}};
constexpr const Reach& reach_of(std::size_t visits) {
    return *std::ranges::find_if(reaches, [&](const Reach& reach) { return visits <= reach.visits; });
}
/// Of the time that there is.
constexpr double kinds_share = 0.5;
/// Days of a near crew that are looked at, about.
constexpr std::size_t days_near_max = 8;

/// How far it is from one visit to the next, and whether that can be in time.
struct Near {
    double distance = 0;
    bool in_time = true;
};
Near one_way(const Instance& instance, const Task& from, const Task& to) {
    const Leg leg = instance.leg(0, from.place, to.place);
    const Time work = to.takes(from.place) - to.service + from.service + leg.duration;
    const Time waiting = std::max(0.0, to.open - work - from.close);
    const Time late = std::max(0.0, from.open + work - to.close);
    return {leg.duration + waiting_weight * waiting + late_weight * late, late == 0};
}

/// The things of the pairs, the nearest first, at most so many. Equally near ones stay in the order in which
/// they were found.
template <class Thing>
std::vector<Thing> nearest_first(std::vector<std::pair<double, Thing>>& ranked, std::size_t most) {
    std::ranges::stable_sort(ranked, {}, &std::pair<double, Thing>::first);
    std::vector<Thing> things;
    things.reserve(std::min(ranked.size(), most));
    for (std::size_t i = 0; i < std::min(ranked.size(), most); ++i)
        things.push_back(ranked[i].second);
    return things;
}

bool overlap(const Task& task, const Window& shift) {
    return task.open <= shift.to && shift.from <= task.close;
}

}  // namespace

Neighbourhood::Neighbourhood(const Instance& instance, unsigned threads, const Budget& budget, double until)
    : visits_(instance.visits()), sides_(instance.visits()), kinds_(instance.requests().size()) {
    if (instance.vans().empty())
        return;
    find_kinds(instance, {threads, budget, kinds_share * until});
    find_visits(instance, {threads, budget, until});
}

void Neighbourhood::find_visits(const Instance& instance, const Effort& effort) {
    std::vector<Nearest::Thing> things;
    for (std::uint32_t task = 0; task < instance.visits(); ++task)
        things.push_back({instance.task(task).place, task});
    const auto nearest =
        nearest_of(instance.problem().travel, things, effort.threads, effort.budget, effort.until);
    const Reach& reach = reach_of(instance.visits());
    const std::vector<std::uint32_t> order = nearest->in_order();
    side_by_side(order.size(), effort.threads, effort.budget, effort.until, [&](std::size_t turn) {
        const std::uint32_t task = order[turn];
        const Task& own = instance.task(task);
        const auto candidates = nearest->to(own.place, reach.candidates, [&](std::uint32_t other) {
            return instance.task(other).request != own.request;
        });
        std::vector<std::pair<double, std::uint32_t>> ranked;
        std::vector<std::pair<double, Side>> sides;
        for (const std::uint32_t other : candidates) {
            const Near before = one_way(instance, own, instance.task(other));
            const Near behind = one_way(instance, instance.task(other), own);
            ranked.emplace_back(std::min(before.distance, behind.distance), other);
            if (before.in_time)
                sides.emplace_back(before.distance, Side{other, true});
            if (behind.in_time)
                sides.emplace_back(behind.distance, Side{other, false});
        }
        visits_[task] = nearest_first(ranked, reach.near);
        sides_[task] = nearest_first(sides, 2 * reach.near);
    });
}

void Neighbourhood::find_kinds(const Instance& instance, const Effort& effort) {
    // Where days matter, a crew is as many kinds as it has days.
    const std::size_t each_home =
        instance.minds_crews()
            ? std::min(days_near_max, 1 + instance.vans().size() / (1 + instance.crews().size()))
            : 1;
    const std::size_t nowhere = instance.problem().travel.places();
    std::vector<Nearest::Thing> things;
    std::vector<std::uint32_t> anywhere;
    for (std::uint32_t kind = 0; kind < instance.kinds().size(); ++kind) {
        const Van& van = instance.vans()[instance.kinds()[kind].front()];
        const Place start = instance.task(van.start).place;
        const Place home = start != nowhere ? start : instance.task(van.end).place;
        if (home == nowhere)
            anywhere.push_back(kind);
        else
            things.push_back({home, kind});
    }
    const auto nearest =
        nearest_of(instance.problem().travel, things, effort.threads, effort.budget, effort.until);
    side_by_side(kinds_.size(), effort.threads, effort.budget, effort.until, [&](std::size_t request) {
        const Request& wanted = instance.requests()[request];
        const Task& task = instance.task(wanted.first);
        const auto suits = [&](std::uint32_t kind) {
            const Van& van = instance.vans()[instance.kinds()[kind].front()];
            return instance.skilled(van, wanted) && overlap(task, van.vehicle->shift);
        };
        kinds_[request] = nearest->to(task.place, kinds_near * each_home, suits);
        for (const std::uint32_t kind : anywhere)
            if (kinds_[request].size() < 2 * kinds_near * each_home && suits(kind))
                kinds_[request].push_back(kind);
    });
}

}  // namespace suncrew::routing
