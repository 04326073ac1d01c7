#include "routing/vroom_input.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "base/refusal.hpp"
#include "routing/members.hpp"
#include "routing/own_input.hpp"
#include "routing/vroom_places.hpp"
#include "wire/parse.hpp"

namespace suncrew::routing {
namespace {

constexpr auto time_whole_max = static_cast<std::int64_t>(time_max);
constexpr std::int64_t id_max = (std::int64_t{1} << 53) - 1;
constexpr double rate_max = 1e9;
constexpr std::int64_t cost_max = 1'000'000'000'000;
/// As VROOM has them.
constexpr double speed_factor_max = 5;
constexpr std::int64_t skill_max = 0xffff'ffff;

Time time_in(const Value& object, std::string_view member) {
    return static_cast<Time>(object.whole_or(member, 0, 0, time_whole_max));
}

Window window_in(const Value& pair) {
    if (pair.size() != 2)
        pair.refuse("two_times_expected");
    const Window window{static_cast<Time>(pair[0].whole(0, time_whole_max)),
                        static_cast<Time>(pair[1].whole(0, time_whole_max))};
    if (window.from > window.to)
        pair.refuse("window_ends_before_it_begins");
    return window;
}

Windows windows_in(const Value& object) {
    Windows windows;
    object.each("time_windows", windows_max, [&](const Value& pair) { windows.push_back(window_in(pair)); });
    if (windows.empty())
        return {Window{}};
    std::sort(windows.begin(), windows.end(),
              [](const Window& a, const Window& b) { return a.from < b.from; });
    for (std::size_t i = 1; i < windows.size(); ++i)
        if (windows[i].from <= windows[i - 1].to)
            object.at("time_windows").refuse("windows_overlap");
    return windows;
}

Skills skills_in(const Value& object) {
    std::set<std::uint32_t> skills;
    object.each("skills", skills_max, [&](const Value& skill) {
        skills.insert(static_cast<std::uint32_t>(skill.whole(0, skill_max)));
    });
    return {skills.begin(), skills.end()};
}

class Reader {
public:
    explicit Reader(const Value& input) : input_{input}, places_{input} {}
    Problem read() &&;

private:
    void read_vehicle(const Value& object);
    void read_rates(const Value& object, Vehicle& vehicle) const;
    void read_job(const Value& object);
    void read_shipment(const Value& object);
    Visit read_visit(const Value& object, Kind kind, std::unordered_set<std::uint64_t>& seen);
    Amounts amounts_in(const Value& object, std::string_view member);
    std::uint64_t id_in(const Value& object, std::unordered_set<std::uint64_t>& seen) const;

    Value input_;
    VroomPlaces places_;
    Problem problem_;
    std::optional<std::size_t> dimensions_{};
    std::unordered_set<std::uint64_t> vehicles_, jobs_, pickups_, deliveries_;
};

std::uint64_t Reader::id_in(const Value& object, std::unordered_set<std::uint64_t>& seen) const {
    const Value id = object.at("id");
    const auto number = static_cast<std::uint64_t>(id.whole(0, id_max));
    if (!seen.insert(number).second)
        id.refuse("listed_twice");
    return number;
}

/// All amounts and capacities of a file have the same number of dimensions; an amount that is missing is
/// none.
Amounts Reader::amounts_in(const Value& object, std::string_view member) {
    Amounts amounts;
    object.each(member, dimensions_max,
                [&](const Value& amount) { amounts.push_back(amount.whole(0, amount_max)); });
    if (!object.has(member))
        return amounts;
    if (!dimensions_)
        dimensions_ = amounts.size();
    if (*dimensions_ != amounts.size())
        object.at(member).refuse("wrong_size");
    return amounts;
}

void Reader::read_rates(const Value& object, Vehicle& vehicle) const {
    if (!object.has("costs"))
        return;
    const Value costs = object.at("costs");
    costs.only({"fixed", "per_hour", "per_km"});
    vehicle.fixed_cost = static_cast<Cost>(costs.whole_or("fixed", 0, 0, cost_max));
    if (costs.has("per_hour"))
        vehicle.cost_per_hour = costs.at("per_hour").number(0, rate_max);
    if (costs.has("per_km"))
        vehicle.cost_per_km = costs.at("per_km").number(0, rate_max);
}

void Reader::read_vehicle(const Value& object) {
    object.only({"id", "profile", "description", "start", "start_index", "end", "end_index", "capacity",
                 "costs", "skills", "time_window", "breaks", "speed_factor", "max_tasks", "max_travel_time",
                 "suncrew"});
    Vehicle vehicle;
    vehicle.id = id_in(object, vehicles_);
    if (object.has("start") || object.has("start_index"))
        vehicle.start = places_.read(object, "start", "start_index");
    if (object.has("end") || object.has("end_index"))
        vehicle.end = places_.read(object, "end", "end_index");
    if (object.has("profile"))
        vehicle.profile = places_.profile(object.at("profile"));
    if (object.has("time_window"))
        vehicle.shift = window_in(object.at("time_window"));
    vehicle.capacity = amounts_in(object, "capacity");
    vehicle.skills = skills_in(object);
    vehicle.tasks_max = static_cast<std::size_t>(
        object.whole_or("max_tasks", visits_max, 0, std::numeric_limits<std::int64_t>::max()));
    vehicle.travel_max =
        static_cast<Time>(object.whole_or("max_travel_time", time_whole_max, 0, time_whole_max));
    if (object.has("speed_factor"))
        vehicle.speed_factor = object.at("speed_factor").number(1 / speed_factor_max, speed_factor_max);
    read_rates(object, vehicle);
    if (object.has("suncrew"))
        read_crew(object.at("suncrew"), vehicle);
    std::unordered_set<std::uint64_t> breaks;
    object.each("breaks", breaks_max, [&](const Value& pause) {
        pause.only({"id", "description", "time_windows", "service"});
        vehicle.breaks.push_back({id_in(pause, breaks), time_in(pause, "service"), windows_in(pause)});
    });
    std::stable_sort(vehicle.breaks.begin(), vehicle.breaks.end(), [](const Break& a, const Break& b) {
        return a.windows.front().from < b.windows.front().from;
    });
    problem_.vehicles.push_back(std::move(vehicle));
}

Visit Reader::read_visit(const Value& object, Kind kind, std::unordered_set<std::uint64_t>& seen) {
    if (problem_.visits.size() >= visits_max)
        throw Refusal{Code::too_large, "too_many_visits", object.path()};
    Visit visit;
    visit.id = id_in(object, seen);
    visit.kind = kind;
    visit.place = places_.read(object, "location", "location_index");
    visit.setup = time_in(object, "setup");
    visit.service = time_in(object, "service");
    visit.windows = windows_in(object);
    return visit;
}

void Reader::read_job(const Value& object) {
    object.only({"id", "description", "location", "location_index", "setup", "service", "delivery", "pickup",
                 "skills", "priority", "time_windows", "suncrew"});
    Visit visit = read_visit(object, Kind::job, jobs_);
    visit.delivery = amounts_in(object, "delivery");
    visit.pickup = amounts_in(object, "pickup");
    visit.skills = skills_in(object);
    visit.priority = static_cast<int>(object.whole_or("priority", 0, 0, priority_max));
    problem_.visits.push_back(std::move(visit));
}

void Reader::read_shipment(const Value& object) {
    object.only({"pickup", "delivery", "amount", "skills", "priority"});
    const Value pickup = object.at("pickup");
    const Value delivery = object.at("delivery");
    for (const Value& end : {pickup, delivery})
        end.only({"id", "description", "location", "location_index", "setup", "service", "time_windows"});
    Visit loads = read_visit(pickup, Kind::pickup, pickups_);
    loads.pickup = amounts_in(object, "amount");
    loads.skills = skills_in(object);
    loads.priority = static_cast<int>(object.whole_or("priority", 0, 0, priority_max));
    Visit unloads = read_visit(delivery, Kind::delivery, deliveries_);
    unloads.delivery = loads.pickup;
    unloads.skills = loads.skills;
    unloads.priority = loads.priority;
    problem_.visits.push_back(std::move(loads));
    problem_.visits.push_back(std::move(unloads));
}

Problem Reader::read() && {
    input_.only({"vehicles", "jobs", "shipments", "matrices", "options", "suncrew"});
    input_.at("vehicles");
    input_.each("vehicles", vehicles_max, [&](const Value& object) { read_vehicle(object); });
    input_.each("jobs", visits_max, [&](const Value& object) { read_job(object); });
    input_.each("shipments", visits_max / 2, [&](const Value& object) { read_shipment(object); });
    read_own(problem_, input_);
    problem_.dimensions = dimensions_.value_or(0);
    for (Visit& visit : problem_.visits) {
        visit.delivery.resize(problem_.dimensions);
        visit.pickup.resize(problem_.dimensions);
    }
    for (std::size_t i = 0; i < problem_.vehicles.size(); ++i)
        if (problem_.vehicles[i].capacity.size() != problem_.dimensions)
            throw Refusal{Code::invalid, "missing", "vehicles[" + std::to_string(i) + "].capacity"};
    std::move(places_).finish(problem_);
    return std::move(problem_);
}

}  // namespace

Problem read_vroom(std::string_view text) {
    const boost::json::value json = wire::parse_file(text);
    return Reader{Value{json, ""}}.read();
}

}  // namespace suncrew::routing
