#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "routing/solution.hpp"

namespace suncrew::routing {

enum class StepType { start, job, pickup, delivery, pause, end };

struct Step {
    StepType type = StepType::start;
    std::uint64_t id = 0;          ///< of the visit or break
    std::optional<Place> place{};  ///< a break is somewhere on the way
    Time arrival = 0;
    Time waiting = 0;
    Time setup = 0;
    Time service = 0;
    Time travel = 0;      ///< so far
    double distance = 0;  ///< so far
    Amounts load{};       ///< when it is over
};

struct PlannedRoute {
    std::size_t vehicle = 0;
    std::vector<Step> steps;
    Cost cost = 0;
    std::int64_t priority = 0;
    Amounts delivered{};
    Amounts picked_up{};
};

/// Why a visit is left out: the first of these that is true.
enum class Reason {
    no_vehicle,
    no_vehicle_has_the_skills,
    too_large_for_every_vehicle_with_the_skills,
    out_of_reach_in_its_time,  ///< of every such vehicle, even if it did nothing else
    vehicles_are_full,         ///< no place for it was found beside the others in the time there was
    no_place_found,            ///< so many were left out that not every vehicle was looked at for it
    waits_for_one_left_out,
};
std::string_view name_of(Reason reason);

struct LeftOut {
    std::size_t visit = 0;
    Reason reason = Reason::vehicles_are_full;
};

/// What each vehicle does when. Everything is as early as it can be, but that a vehicle leaves its start no
/// earlier than its first visit needs.
struct Plan {
    std::vector<PlannedRoute> routes;  ///< of vehicles in use
    std::vector<LeftOut> left_out;
};

Plan plan_of(const Problem& problem, const Sequences& sequences);

}  // namespace suncrew::routing
