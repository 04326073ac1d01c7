#include "routing/plan.hpp"

#include <algorithm>

#include "routing/breaks.hpp"

namespace suncrew::routing {
namespace {

StepType type_of(Kind kind) {
    if (kind == Kind::job)
        return StepType::job;
    return kind == Kind::pickup ? StepType::pickup : StepType::delivery;
}

void add(Amounts& sum, const Amounts& amounts) {
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] += amounts[i];
}

void subtract(Amounts& sum, const Amounts& amounts) {
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] -= amounts[i];
}

/// Writes down what a route does, stop by stop.
class Journal {
public:
    Journal(const Instance& instance, const Route& route) : instance_{instance}, route_{route} {}
    PlannedRoute write() &&;

private:
    std::size_t breaks_before(std::size_t position) const;
    void rest(std::size_t until);
    void go_to(std::size_t position);
    void leave_start();
    const Problem& problem() const { return instance_.problem(); }
    const Task& task(std::size_t position) const { return instance_.task(route_.stops()[position]); }

    const Instance& instance_;
    const Route& route_;
    PlannedRoute out_;
    Time now_ = 0;
    std::size_t taken_ = 0;
    Time travel_ = 0;
    double distance_ = 0;
    Amounts load_;
};

/// How many breaks are taken by the time of a stop: as few as leave the rest in time.
std::size_t Journal::breaks_before(std::size_t position) const {
    const std::span<const Task> breaks{route_.van().breaks};
    const Task& to = task(position);
    const Time travel = instance_.leg(route_.van().mode, task(position - 1).place, to.place).duration;
    const Time takes = to.takes(task(position - 1).place);
    for (std::size_t taken = taken_; taken < breaks.size(); ++taken) {
        const Time arrival = arrival_after(now_, travel, breaks.subspan(taken_, taken - taken_));
        if (to.begin_at(arrival) + takes <= route_.due(position, taken))
            return taken;
    }
    return breaks.size();
}

/// Takes the breaks up to number `until` on the way.
void Journal::rest(std::size_t until) {
    Time free = now_;
    for (; taken_ < until; ++taken_) {
        const Task& pause = route_.van().breaks[taken_];
        const Time begin = pause.begin_at(free);
        out_.steps.push_back({.type = StepType::pause,
                              .id = route_.van().vehicle->breaks[taken_].id,
                              .arrival = free,
                              .waiting = begin - free,
                              .service = pause.service,
                              .travel = travel_,
                              .distance = distance_,
                              .load = load_});
        free = begin + pause.service;
    }
}

void Journal::go_to(std::size_t position) {
    const Task& from = task(position - 1);
    const Task& to = task(position);
    const std::size_t taken = breaks_before(position);
    const std::span<const Task> on_the_way{route_.van().breaks.data() + taken_, taken - taken_};
    const Leg leg = instance_.leg(route_.van().mode, from.place, to.place);
    const Time arrival = arrival_after(now_, leg.duration, on_the_way);
    rest(taken);
    travel_ += leg.duration;
    if (from.place < problem().travel.places() && to.place < problem().travel.places())
        distance_ += problem().travel.way(route_.van().vehicle->profile, from.place, to.place).distance;
    Step step{.arrival = arrival, .travel = travel_, .distance = distance_};
    if (position <= route_.size()) {
        const Visit& visit = problem().visits[route_.stops()[position]];
        subtract(load_, visit.delivery);
        add(load_, visit.pickup);
        add(out_.delivered, visit.delivery);
        add(out_.picked_up, visit.pickup);
        out_.priority += visit.priority;
        step.type = type_of(visit.kind);
        step.id = visit.id;
        step.place = visit.place;
        step.service = visit.service;
        step.setup = to.takes(from.place) - visit.service;
        step.waiting = to.begin_at(arrival) - arrival;
    } else {
        step.type = StepType::end;
        step.place = route_.van().vehicle->end;
    }
    step.load = load_;
    now_ = step.arrival + step.waiting + step.setup + step.service;
    if (position <= route_.size() || step.place)
        out_.steps.push_back(std::move(step));
}

/// As late as the first visit lets it without a break before.
void Journal::leave_start() {
    now_ = route_.van().vehicle->shift.from;
    if (breaks_before(1) == 0) {
        const Time travel = instance_.leg(route_.van().mode, task(0).place, task(1).place).duration;
        now_ = std::max(now_, std::min(task(1).begin_at(now_ + travel) - travel, route_.due(0, 0)));
    }
    if (route_.van().vehicle->start)
        out_.steps.push_back(
            {.type = StepType::start, .place = route_.van().vehicle->start, .arrival = now_, .load = load_});
}

PlannedRoute Journal::write() && {
    out_.cost = route_.cost();
    load_.resize(instance_.dimensions());
    out_.delivered = out_.picked_up = load_;
    for (const std::uint32_t visit : route_.visits())
        if (problem().visits[visit].kind == Kind::job)
            add(load_, problem().visits[visit].delivery);
    leave_start();
    for (std::size_t position = 1; position <= route_.size() + 1; ++position)
        go_to(position);
    return std::move(out_);
}

/// Kinds of vehicle that are looked at for all reasons together, and for each at least: about a second.
constexpr std::size_t looks_max = 2'000'000;
constexpr std::size_t looks_each_min = 16;

/// Tells why a request is left out, by what each kind of vehicle could do if it did nothing else.
class Reasons {
public:
    Reasons(const Instance& instance, std::size_t left_out)
        : instance_{instance}, looks_each_{std::max(looks_each_min, looks_max / left_out)} {
        for (const auto& kind : instance.kinds())
            idle_.emplace_back(instance, kind.front());
    }

    Reason operator()(const Request& request) const {
        Reason reason = Reason::no_vehicle;
        for (std::size_t i = 0; i < std::min(looks_each_, idle_.size()); ++i) {
            reason = std::max(reason, alone(request, idle_[i]));
            if (reason == Reason::vehicles_are_full)
                return reason;
        }
        return idle_.size() > looks_each_ ? Reason::no_place_found : reason;
    }

private:
    Reason alone(const Request& request, const Route& route) const {
        if (!instance_.skilled(route.van(), request))
            return Reason::no_vehicle_has_the_skills;
        const Task& task = instance_.task(request.first);
        for (std::size_t i = 0; i < instance_.dimensions(); ++i)
            if (std::max(task.delivery[i], task.pickup[i]) > route.van().vehicle->capacity[i])
                return Reason::too_large_for_every_vehicle_with_the_skills;
        const Cost price = request.tasks == 2 ? route.pair_price(request.first, 0, never).price
                                              : route.job_price(request.first, 0, never);
        return price == never ? Reason::out_of_reach_in_its_time : Reason::vehicles_are_full;
    }

    const Instance& instance_;
    std::size_t looks_each_;
    std::vector<Route> idle_;
};

}  // namespace

std::string_view name_of(Reason reason) {
    switch (reason) {
        case Reason::no_vehicle:
            return "no_vehicle";
        case Reason::no_vehicle_has_the_skills:
            return "no_vehicle_has_the_skills";
        case Reason::too_large_for_every_vehicle_with_the_skills:
            return "too_large_for_every_vehicle_with_the_skills";
        case Reason::out_of_reach_in_its_time:
            return "out_of_reach_in_its_time";
        case Reason::vehicles_are_full:
            return "vehicles_are_full";
        case Reason::no_place_found:
            return "no_place_found";
        case Reason::waits_for_one_left_out:
            return "waits_for_one_left_out";
    }
    return "";
}

Plan plan_of(const Problem& problem, const Sequences& sequences) {
    const Instance instance{problem};
    Plan plan;
    std::vector<bool> served(problem.visits.size());
    for (std::uint32_t van = 0; van < sequences.size(); ++van) {
        if (sequences[van].empty())
            continue;
        Route route{instance, van};
        route.assign(sequences[van]);
        plan.routes.push_back(Journal{instance, route}.write());
        plan.routes.back().vehicle = van;
        for (const std::uint32_t visit : sequences[van])
            served[visit] = true;
    }
    std::vector<const Request*> left_out;
    for (const Request& request : instance.requests())
        if (!served[request.first])
            left_out.push_back(&request);
    if (left_out.empty())
        return plan;
    const Reasons reasons{instance, left_out.size()};
    for (const Request* request : left_out) {
        const bool waits =
            request->before != Request::none && !served[instance.requests()[request->before].first];
        const Reason reason = waits ? Reason::waits_for_one_left_out : reasons(*request);
        for (std::size_t visit = request->first; visit < request->first + request->tasks; ++visit)
            plan.left_out.push_back({visit, reason});
    }
    return plan;
}

}  // namespace suncrew::routing
