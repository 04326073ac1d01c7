#include "routing/own_input.hpp"

#include <algorithm>
#include <unordered_map>

namespace suncrew::routing {
namespace {

constexpr std::int64_t id_max = (std::int64_t{1} << 53) - 1;
constexpr double cost_max = 1e12;

using Indices = std::unordered_map<std::uint64_t, std::size_t>;

std::size_t named(const Value& id, const Indices& indices) {
    const auto found = indices.find(static_cast<std::uint64_t>(id.whole(0, id_max)));
    if (found == indices.end())
        id.refuse("not_found");
    return found->second;
}

bool truth_in(const Value& object, std::string_view member) {
    return object.has(member) && object.at(member).truth();
}

Cost cost_in(const Value& object, std::string_view member) {
    return object.has(member) ? object.at(member).number(0, cost_max) : 0;
}

After after_in(const Value& object, const Indices& jobs) {
    object.only({"job", "days", "same_crew", "whole"});
    After after{.visit = named(object.at("job"), jobs),
                .same_crew = truth_in(object, "same_crew"),
                .whole = truth_in(object, "whole")};
    if (!object.has("days"))
        return after;
    const Value days = object.at("days");
    if (days.size() != 2)
        days.refuse("two_numbers_expected");
    after.days_min = static_cast<int>(days[0].whole(1, days_apart_max));
    after.days_max = static_cast<int>(days[1].whole(after.days_min, days_apart_max));
    return after;
}

Promise promise_in(const Value& object, const Indices& vehicles) {
    object.only({"vehicle", "firm", "other_crew_cost", "other_day_cost"});
    return {.vehicle = named(object.at("vehicle"), vehicles),
            .firm = truth_in(object, "firm"),
            .other_crew_cost = cost_in(object, "other_crew_cost"),
            .other_day_cost = cost_in(object, "other_day_cost")};
}

/// Each job waits for one at most and is waited for by one at most, so that whoever follows from a job comes
/// to an end, or back to it.
void refuse_circles(const Problem& problem, const std::vector<std::size_t>& following, const Value& jobs) {
    std::vector<bool> fine(problem.visits.size());
    const auto follow = [&](std::size_t first) {
        for (std::size_t at = first; at != problem.visits.size() && !fine[at]; at = following[at])
            fine[at] = true;
    };
    for (std::size_t i = 0; i < problem.visits.size(); ++i)
        if (!problem.visits[i].after)
            follow(i);
    for (std::size_t i = 0; i < problem.visits.size(); ++i)
        if (!fine[i])
            jobs[i].at("suncrew").at("after").refuse("waits_for_itself");
}

}  // namespace

void read_crew(const Value& own, Vehicle& vehicle) {
    own.only({"crew", "day"});
    if (own.has("crew"))
        vehicle.crew = static_cast<std::uint64_t>(own.at("crew").whole(0, id_max));
    vehicle.day = static_cast<int>(own.whole_or("day", 0, 0, day_max));
}

void read_own(Problem& problem, const Value& input) {
    if (input.has("suncrew")) {
        input.at("suncrew").only({"evenness"});
        problem.evenness = cost_in(input.at("suncrew"), "evenness");
    }
    if (!input.has("jobs"))
        return;
    Indices vehicles;
    for (std::size_t i = 0; i < problem.vehicles.size(); ++i)
        vehicles.emplace(problem.vehicles[i].id, i);
    const Value jobs = input.at("jobs");  // they are the first visits, in their order
    Indices indices;
    for (std::size_t i = 0; i < jobs.size(); ++i)
        indices.emplace(problem.visits[i].id, i);
    std::vector<std::size_t> following(problem.visits.size(), problem.visits.size());
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (!jobs[i].has("suncrew"))
            continue;
        const Value own = jobs[i].at("suncrew");
        own.only({"after", "promised", "not_crews", "cost_per_day"});
        Visit& job = problem.visits[i];
        own.each("not_crews", not_crews_max, [&](const Value& crew) {
            job.not_crews.push_back(static_cast<std::uint64_t>(crew.whole(0, id_max)));
        });
        std::sort(job.not_crews.begin(), job.not_crews.end());
        job.cost_per_day = cost_in(own, "cost_per_day");
        if (own.has("promised"))
            job.promise = promise_in(own.at("promised"), vehicles);
        if (!own.has("after"))
            continue;
        const After after = after_in(own.at("after"), indices);
        if (following[after.visit] != problem.visits.size())
            own.at("after").at("job").refuse("another_job_waits_for_it");
        following[after.visit] = i;
        job.after = after;
    }
    refuse_circles(problem, following, jobs);
}

}  // namespace suncrew::routing
