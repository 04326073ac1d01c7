#include "routing/instance.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/refusal.hpp"

namespace suncrew::routing {
namespace {

/// Ways are kept where there are at most so many (64 MiB), and computed where there are more.
constexpr std::size_t table_ways_max = 4U << 20U;
/// Pairs of a vehicle's and a visit's set of skills.
constexpr std::size_t skill_pairs_max = 64U << 20U;
/// Starts that are looked at to tell how far out a visit is.
constexpr std::size_t starts_measured_max = 16;

/// Numbers distinct values in the order in which they come.
template <class Value>
class Numbering {
public:
    std::uint32_t operator()(const Value& value) {
        return numbers_.emplace(value, static_cast<std::uint32_t>(numbers_.size())).first->second;
    }
    const std::map<Value, std::uint32_t>& numbers() const { return numbers_; }

private:
    std::map<Value, std::uint32_t> numbers_;
};

void set_windows(Task& task, const Windows& windows) {
    task.open = windows.front().from;
    task.close = windows.back().to;
    task.several = windows.size() > 1 ? &windows : nullptr;
}

auto mode_of(const Vehicle& v) {
    return std::tuple{v.profile, v.speed_factor, v.cost_per_hour, v.cost_per_km};
}

/// Of a vehicle with its number of a crew and its day, where they matter.
auto kind_of(const Vehicle& v, Place start, Place end, std::uint32_t crew, int day) {
    std::vector<Time> breaks;
    for (const Break& pause : v.breaks) {
        breaks.push_back(pause.service);
        for (const Window& window : pause.windows) {
            breaks.push_back(window.from);
            breaks.push_back(window.to);
        }
        breaks.push_back(-1);
    }
    return std::tuple{mode_of(v),  start,        end,          v.shift.from, v.shift.to, v.capacity, v.skills,
                      v.tasks_max, v.travel_max, v.fixed_cost, breaks,       crew,       day};
}

}  // namespace

Time Task::begin_in_several(Time arrival) const {
    const auto window = std::find_if(several->begin(), several->end(),
                                     [&](const Window& candidate) { return arrival <= candidate.to; });
    return std::max(arrival, window->from);
}

Time Task::begin_by_in_several(Time latest) const {
    const auto window = std::find_if(several->rbegin(), several->rend(),
                                     [&](const Window& candidate) { return candidate.from <= latest; });
    return std::min(latest, window->to);
}

Instance::Instance(const Problem& problem) : problem_{problem}, side_{problem.travel.places() + 1} {
    read_visits();
    link_requests();
    read_vehicles();
    match_skills();
    measure_ways();
    measure_requests();
}

void Instance::read_visits() {
    for (const Visit& visit : problem_.visits) {
        if (visit.kind != Kind::delivery)
            requests_.push_back(
                {.first = static_cast<std::uint32_t>(tasks_.size()), .priority = visit.priority});
        else
            requests_.back().tasks = 2;
        Task task;
        task.place = visit.place;
        task.request = static_cast<std::uint32_t>(requests_.size() - 1);
        task.setup = visit.setup;
        task.service = visit.service;
        task.delivery = visit.delivery;
        task.pickup = visit.pickup;
        task.job = visit.kind == Kind::job;
        set_windows(task, visit.windows);
        tasks_.push_back(task);
    }
}

void Instance::link_requests() {
    for (std::uint32_t request = 0; request < requests_.size(); ++request) {
        const Visit& visit = problem_.visits[requests_[request].first];
        minds_crews_ = minds_crews_ || visit.after || visit.promise || !visit.not_crews.empty() ||
                       visit.cost_per_day != 0;
        if (visit.promise)
            requests_[request].promise = &*visit.promise;
        if (!visit.after)
            continue;
        linked_ = true;
        requests_[request].after = &*visit.after;
        requests_[request].before = tasks_[visit.after->visit].request;
        requests_[requests_[request].before].following = request;
    }
}

Cost Instance::crew_cost(std::uint32_t request, const Van& van) const {
    const Promise* const promise = requests_[request].promise;
    const Cost by_day = problem_.visits[requests_[request].first].cost_per_day * van.day;
    if (promise == nullptr)
        return by_day;
    return by_day + (crew_of(*promise) != van.crew ? promise->other_crew_cost : 0) +
           (day_of(*promise) != van.day ? promise->other_day_cost : 0);
}

void Instance::read_vehicles() {
    const auto nowhere = static_cast<Place>(side_ - 1);
    Numbering<decltype(mode_of(std::declval<const Vehicle&>()))> modes;
    Numbering<decltype(kind_of(std::declval<const Vehicle&>(), 0, 0, 0, 0))> kinds;
    Numbering<std::pair<bool, std::uint64_t>> crews;
    for (const Vehicle& vehicle : problem_.vehicles) {
        Van van{.vehicle = &vehicle};
        Task end;
        end.place = vehicle.start.value_or(nowhere);
        end.open = vehicle.shift.from;
        end.close = vehicle.shift.to;
        van.start = static_cast<std::uint32_t>(tasks_.size());
        tasks_.push_back(end);
        end.place = vehicle.end.value_or(nowhere);
        van.end = static_cast<std::uint32_t>(tasks_.size());
        tasks_.push_back(end);
        van.mode = modes(mode_of(vehicle));
        if (van.mode == modes_.size())
            modes_.push_back(&vehicle);
        van.crew = crews({vehicle.crew.has_value(), vehicle.crew.value_or(vans_.size())});
        van.day = vehicle.day;
        crews_.resize(crews.numbers().size());
        crews_[van.crew].push_back(static_cast<std::uint32_t>(vans_.size()));
        van.kind = kinds(kind_of(vehicle, tasks_[van.start].place, end.place, minds_crews_ ? van.crew : 0,
                                 minds_crews_ ? van.day : 0));
        kinds_.resize(kinds.numbers().size());
        kinds_[van.kind].push_back(static_cast<std::uint32_t>(vans_.size()));
        for (const Break& pause : vehicle.breaks) {
            Task rest;
            rest.service = pause.service;
            set_windows(rest, pause.windows);
            van.breaks.push_back(rest);
        }
        vans_.push_back(std::move(van));
    }
    has_free_tails_ = !minds_crews_ && problem_.evenness == 0 && kinds_.size() < vans_.size() &&
                      std::ranges::all_of(requests_, [](const Request& r) { return r.tasks == 1; }) &&
                      std::ranges::all_of(vans_, [](const Van& van) { return van.breaks.empty(); });
}

void Instance::match_skills() {
    Numbering<Skills> needed;
    for (Request& request : requests_)
        request.skill_set = needed(problem_.visits[request.first].skills);
    skill_sets_ = needed.numbers().size();
    Numbering<Skills> had;
    for (Van& van : vans_)
        van.skill_set = had(van.vehicle->skills);
    if (had.numbers().size() * skill_sets_ > skill_pairs_max)
        throw Refusal{Code::too_large, "too_many_sets_of_skills"};
    skilled_.resize(had.numbers().size() * skill_sets_);
    for (const auto& [skills, row] : had.numbers())
        for (const auto& [wanted, column] : needed.numbers())
            skilled_[row * skill_sets_ + column] =
                std::includes(skills.begin(), skills.end(), wanted.begin(), wanted.end()) ? 1 : 0;
}

void Instance::measure_ways() {
    const bool one_speed =
        std::ranges::all_of(modes_, [](const Vehicle* vehicle) { return vehicle->speed_factor == 1; });
    if (!problem_.travel.straight() || !one_speed)
        return fill_table();
    for (const Travel::Located& at : problem_.travel.located())
        points_.push_back({at.x, at.y});
    for (const Vehicle* vehicle : modes_)
        rates_.push_back({vehicle->cost_per_hour / 3600, vehicle->cost_per_km / 1000});
}

void Instance::fill_table() {
    if (modes_.size() * side_ * side_ > table_ways_max)
        return;
    std::vector<Leg> table;
    table.reserve(modes_.size() * side_ * side_);
    for (std::uint32_t mode = 0; mode < modes_.size(); ++mode)
        for (Place from = 0; from < side_; ++from)
            for (Place to = 0; to < side_; ++to)
                table.push_back(compute_leg(mode, from, to));
    table_ = std::move(table);

    bool same_both_ways = true;
    for (std::uint32_t mode = 0; mode < modes_.size() && same_both_ways; ++mode)
        for (Place from = 0; from < side_ && same_both_ways; ++from)
            for (Place to = 0; to < from && same_both_ways; ++to)
                same_both_ways = leg(mode, from, to) == leg(mode, to, from);
    if (same_both_ways)
        return;
    into_.reserve(table_.size());
    for (std::uint32_t mode = 0; mode < modes_.size(); ++mode)
        for (Place to = 0; to < side_; ++to)
            for (Place from = 0; from < side_; ++from)
                into_.push_back(leg(mode, from, to));
}

void Instance::measure_requests() {
    Amounts largest(dimensions(), 1);
    for (const Van& van : vans_)
        for (std::size_t i = 0; i < dimensions(); ++i)
            largest[i] = std::max(largest[i], van.vehicle->capacity[i]);
    std::vector<const Van*> starts;
    for (const auto& kind : kinds_)
        if (starts.size() < starts_measured_max)
            starts.push_back(&vans_[kind.front()]);
    for (Request& request : requests_) {
        const Task& task = tasks_[request.first];
        for (std::size_t i = 0; i < dimensions(); ++i)
            request.bulk += static_cast<double>(std::max(task.delivery[i], task.pickup[i])) /
                            static_cast<double>(largest[i]);
        request.far = starts.empty() ? 0 : never;
        for (const Van* van : starts)
            request.far = std::min(request.far, leg(van->mode, tasks_[van->start].place, task.place).cost);
    }
}

Leg Instance::compute_leg(std::uint32_t mode, Place from, Place to) const {
    if (from + 1 == side_ || to + 1 == side_)
        return {};
    return routing::leg(problem_, *modes_[mode], from, to);
}

}  // namespace suncrew::routing
