#include "routing/neighbourhood.hpp"

#include <algorithm>
#include <utility>

#include "routing/nearest.hpp"
#include "routing/side_by_side.hpp"

namespace suncrew::routing {
namespace {

/// What a unit of waiting and of lateness counts in nearness, in units of travel time: the source's figures.
constexpr double waiting_weight = 0.2;
constexpr double late_weight = 1.0;
/// Candidates by distance alone for each neighbour that is kept.
constexpr std::size_t candidates_each = 3;
/// Where there are more visits than these, each gets fewer neighbours out of fewer candidates: the time that
/// there is for each is short.
constexpr std::size_t many_visits = 20'000;
constexpr std::size_t visits_near_of_many = 30;
constexpr std::size_t candidates_each_of_many = 2;
/// Of the time that there is.
constexpr double kinds_share = 0.5;
/// Days of a near crew that are looked at, about.
constexpr std::size_t days_near_max = 8;

double one_way(const Instance& instance, const Task& from, const Task& to) {
    const Leg leg = instance.leg(0, from.place, to.place);
    const Time work = to.takes(from.place) - to.service + from.service + leg.duration;
    const Time waiting = std::max(0.0, to.open - work - from.close);
    const Time late = std::max(0.0, from.open + work - to.close);
    return leg.duration + waiting_weight * waiting + late_weight * late;
}

double nearness(const Instance& instance, const Task& a, const Task& b) {
    return std::min(one_way(instance, a, b), one_way(instance, b, a));
}

bool overlap(const Task& task, const Window& shift) {
    return task.open <= shift.to && shift.from <= task.close;
}

}  // namespace

Neighbourhood::Neighbourhood(const Instance& instance, unsigned threads, const Budget& budget, double until)
    : visits_(instance.visits()), kinds_(instance.requests().size()) {
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
    const bool many = instance.visits() > many_visits;
    const std::size_t near = many ? visits_near_of_many : visits_near;
    const std::size_t candidates_max = near * (many ? candidates_each_of_many : candidates_each);
    const std::vector<std::uint32_t> order = nearest->in_order();
    side_by_side(order.size(), effort.threads, effort.budget, effort.until, [&](std::size_t turn) {
        const std::uint32_t task = order[turn];
        const Task& own = instance.task(task);
        const auto candidates = nearest->to(own.place, candidates_max, [&](std::uint32_t other) {
            return instance.task(other).request != own.request;
        });
        std::vector<std::pair<double, std::uint32_t>> ranked;
        ranked.reserve(candidates.size());
        for (const std::uint32_t other : candidates)
            ranked.emplace_back(nearness(instance, own, instance.task(other)), other);
        std::sort(ranked.begin(), ranked.end());
        ranked.resize(std::min(ranked.size(), near));
        visits_[task].reserve(ranked.size());
        for (const auto& [distance, other] : ranked)
            visits_[task].push_back(other);
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
