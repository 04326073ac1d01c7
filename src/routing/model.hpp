#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "routing/travel.hpp"

namespace suncrew::routing {

/// What a problem may have at most; more is refused where it is read.
inline constexpr std::size_t visits_max = 200'000;  ///< a shipment counts as two
inline constexpr std::size_t vehicles_max = 20'000;
inline constexpr std::size_t dimensions_max = 8;  ///< of capacities and amounts
inline constexpr std::size_t windows_max = 32;    ///< of one visit or break
inline constexpr std::size_t breaks_max = 8;      ///< of one vehicle
inline constexpr std::size_t skills_max = 64;     ///< of one visit or vehicle
inline constexpr int priority_max = 100;
inline constexpr std::size_t not_crews_max = 64;  ///< of one visit
inline constexpr int day_max = 10'000;
inline constexpr int days_apart_max = day_max;
inline constexpr Time time_max = 1e10;  ///< the largest time and duration that is read
inline constexpr std::int64_t amount_max = 1'000'000'000'000;

/// From when until when something may begin, both ends included.
struct Window {
    Time from = 0;
    Time to = time_max;
    bool operator==(const Window&) const = default;
};

/// Windows in order, which do not touch; never none.
using Windows = std::vector<Window>;
/// One number a dimension; whole, never negative.
using Amounts = std::vector<std::int64_t>;
/// Numbers of skills in order, each once.
using Skills = std::vector<std::uint32_t>;

enum class Kind { job, pickup, delivery };

/// A job waits for another: it is made only where that one is, so many days later.
struct After {
    std::size_t visit = 0;  ///< the index of the job that comes before; each has at most one that follows
    int days_min = 1;       ///< from the day of its vehicle to the day of this one's; at least 1
    int days_max = days_apart_max;
    bool same_crew = false;
    bool whole = false;  ///< the one before is made only where this one is, too: days of one piece of work
};

/// What was promised for a job, so that it costs something to change it.
struct Promise {
    std::size_t vehicle = 0;  ///< the index of the one whose crew and day were promised
    bool firm = false;        ///< it is made by that crew on that day or not at all
    Cost other_crew_cost = 0;
    Cost other_day_cost = 0;
};

/// One stop to be made. A shipment is two visits one behind the other, its pickup and its delivery, which one
/// vehicle makes in this order, both or neither.
struct Visit {
    std::uint64_t id = 0;
    Kind kind = Kind::job;
    Place place = 0;
    Time setup = 0;    ///< before the service, where the vehicle comes from another place
    Time service = 0;  ///< the work; it begins, with its setup, within a window
    Windows windows{Window{}};
    Amounts delivery;  ///< of a job: on board from the start to here; of a shipment's delivery: from its
                       ///< pickup to here
    Amounts pickup;    ///< of a job: on board from here to the end; of a shipment's pickup: from here to its
                       ///< delivery
    Skills skills{};   ///< all of which the vehicle needs
    int priority = 0;  ///< 0 to `priority_max`; what has more is left out last
    std::optional<After> after{};            ///< of jobs alone
    std::optional<Promise> promise{};        ///< of jobs alone
    std::vector<std::uint64_t> not_crews{};  ///< that do not make it, in order; of jobs alone
    Cost cost_per_day = 0;                   ///< times the day of its vehicle; of jobs alone
};

/// A pause that a vehicle in use takes once, on the way or between visits; driving goes on after it.
struct Break {
    std::uint64_t id = 0;
    Time service = 0;
    Windows windows{Window{}};
};

struct Vehicle {
    std::uint64_t id = 0;
    std::optional<Place> start{};  ///< none: wherever its first visit is
    std::optional<Place> end{};    ///< none: wherever its last visit is
    Window shift{};
    Amounts capacity;
    Skills skills{};
    std::size_t tasks_max = visits_max;
    Time travel_max = time_max;  ///< of all its driving, without waiting and work
    double speed_factor = 1;     ///< above 1 is faster; see `leg`
    std::size_t profile = 0;     ///< which of the tables of `Travel`
    Cost fixed_cost = 0;         ///< of using it at all
    Cost cost_per_hour = 3600;   ///< of driving; 3600 makes a second cost 1
    Cost cost_per_km = 0;
    std::vector<Break> breaks{};  ///< in the order in which they are taken
    /// A crew has a vehicle for each of its days, as a shift is. None: a crew of its own.
    std::optional<std::uint64_t> crew{};
    int day = 0;
};

/// Vehicles, what they are to visit, and the ways between.
///
/// What a plan is worth, in this order: firm promises kept, the priorities of what is visited, how many are
/// visited, and least cost.
struct Problem {
    Travel travel;
    std::size_t dimensions = 0;
    std::vector<Vehicle> vehicles;
    std::vector<Visit> visits;
    std::vector<dispatch::Position> positions{};  ///< by place, where the file has coordinates alone
    /// What the square of each vehicle's hours of work (driving, setup and service) costs: the more, the more
    /// evenly work is spread, as the last hours of a long day cost more than the first of a short one.
    Cost evenness = 0;
};

/// The way between two places for a vehicle. Its duration is the table's over the vehicle's speed factor,
/// rounded to a whole second (not at all at factor 1). It costs what the profile's own costs say, where it
/// has such, and else the vehicle's rates for time and kilometres.
Leg leg(const Problem& problem, const Vehicle& vehicle, Place from, Place to);

}  // namespace suncrew::routing
