#include "routing/vroom_output.hpp"

#include <cmath>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace suncrew::routing {
namespace {

namespace json = boost::json;

json::value number(double value) {
    constexpr double whole_max = 0x1p53;
    if (value == std::floor(value) && std::abs(value) <= whole_max)
        return static_cast<std::int64_t>(value);
    return value;
}

json::array list(const Amounts& amounts) {
    return json::array(amounts.begin(), amounts.end());
}

std::string_view name_of(StepType type) {
    switch (type) {
        case StepType::start:
            return "start";
        case StepType::job:
            return "job";
        case StepType::pickup:
            return "pickup";
        case StepType::delivery:
            return "delivery";
        case StepType::pause:
            return "break";
        case StepType::end:
            return "end";
    }
    return "";
}

std::string_view name_of(Kind kind) {
    if (kind == Kind::job)
        return "job";
    return kind == Kind::pickup ? "pickup" : "delivery";
}

void put_place(const Problem& problem, Place place, json::object& out) {
    if (problem.positions.empty())
        out["location_index"] = place;
    else
        out["location"] = {problem.positions[place].longitude_deg, problem.positions[place].latitude_deg};
}

json::object step_json(const Problem& problem, const Step& step) {
    json::object out{{"type", name_of(step.type)}};
    if (step.type != StepType::start && step.type != StepType::end)
        out["id"] = step.id;
    if (step.place)
        put_place(problem, *step.place, out);
    out["arrival"] = number(step.arrival);
    out["duration"] = number(step.travel);
    out["distance"] = number(step.distance);
    out["setup"] = number(step.setup);
    out["service"] = number(step.service);
    out["waiting_time"] = number(step.waiting);
    out["load"] = list(step.load);
    out["violations"] = json::array{};
    return out;
}

/// What a route and the whole plan have sums of.
struct Sums {
    Cost cost = 0;
    Time setup = 0;
    Time service = 0;
    Time travel = 0;
    Time waiting = 0;
    double distance = 0;
    std::int64_t priority = 0;
    Amounts delivered{};
    Amounts picked_up{};

    void add(const Sums& other) {
        cost += other.cost;
        setup += other.setup;
        service += other.service;
        travel += other.travel;
        waiting += other.waiting;
        distance += other.distance;
        priority += other.priority;
        for (std::size_t i = 0; i < delivered.size(); ++i) {
            delivered[i] += other.delivered[i];
            picked_up[i] += other.picked_up[i];
        }
    }
    void put(json::object& out) const {
        out["cost"] = number(cost);
        out["delivery"] = list(delivered);
        out["amount"] = list(delivered);
        out["pickup"] = list(picked_up);
        out["setup"] = number(setup);
        out["service"] = number(service);
        out["duration"] = number(travel);
        out["waiting_time"] = number(waiting);
        out["priority"] = priority;
        out["distance"] = number(distance);
        out["violations"] = json::array{};
    }
};

Sums sums_of(const PlannedRoute& route) {
    Sums sums{.cost = route.cost,
              .travel = route.steps.back().travel,
              .distance = route.steps.back().distance,
              .priority = route.priority,
              .delivered = route.delivered,
              .picked_up = route.picked_up};
    for (const Step& step : route.steps) {
        sums.setup += step.setup;
        sums.service += step.service;
        sums.waiting += step.waiting;
    }
    return sums;
}

}  // namespace

std::string vroom_solution(const Problem& problem, const Plan& plan) {
    Sums all{.delivered = Amounts(problem.dimensions), .picked_up = Amounts(problem.dimensions)};
    json::array routes;
    for (const PlannedRoute& route : plan.routes) {
        const Sums sums = sums_of(route);
        all.add(sums);
        json::object out{{"vehicle", problem.vehicles[route.vehicle].id}};
        sums.put(out);
        json::array steps;
        for (const Step& step : route.steps)
            steps.push_back(step_json(problem, step));
        out["steps"] = std::move(steps);
        routes.push_back(std::move(out));
    }
    json::array unassigned;
    for (const LeftOut& left : plan.left_out) {
        const Visit& visit = problem.visits[left.visit];
        json::object out{{"id", visit.id}, {"type", name_of(visit.kind)}};
        put_place(problem, visit.place, out);
        out["reason"] = routing::name_of(left.reason);
        unassigned.push_back(std::move(out));
    }
    json::object summary{{"routes", plan.routes.size()}, {"unassigned", plan.left_out.size()}};
    all.put(summary);
    return json::serialize(json::object{{"code", 0},
                                        {"summary", std::move(summary)},
                                        {"unassigned", std::move(unassigned)},
                                        {"routes", std::move(routes)}});
}

}  // namespace suncrew::routing
