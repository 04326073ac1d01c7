#include "routing/check.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "routing/claimed.hpp"

namespace suncrew::routing {
namespace {

std::string_view type_of(Kind kind) {
    if (kind == Kind::job)
        return "job";
    return kind == Kind::pickup ? "pickup" : "delivery";
}

/// Room for the rounding of who wrote the solution.
double slack(double value) {
    return 1e-6 * std::max(1.0, std::abs(value));
}

bool inside(const Windows& windows, Time moment) {
    return std::ranges::any_of(windows, [&](const Window& window) {
        return window.from - slack(moment) <= moment && moment <= window.to + slack(moment);
    });
}

Time next_inside(const Windows& windows, Time moment) {
    for (const Window& window : windows)
        if (moment <= window.to)
            return std::max(moment, window.from);
    return moment;
}

using Name = std::pair<std::string, std::uint64_t>;

/// What is known of all routes.
struct Book {
    const Problem& problem;
    std::map<Name, std::size_t> visits{};  ///< by type and id
    std::set<Name> made{};
    std::map<std::size_t, const Vehicle*> made_by{};  ///< by the index of the visit
    std::vector<std::string> violations{};
    Cost cost = 0;
    double distance = 0;

    void note(std::string violation) {
        if (violations.size() < violations_listed_max)
            violations.push_back(std::move(violation));
        else if (violations.size() == violations_listed_max)
            violations.push_back("there are more violations, which are not listed");
    }
};

/// Follows one route.
class Follower {
public:
    Follower(Book& book, const ClaimedRoute& route, const Vehicle& vehicle)
        : book_{book}, route_{route}, vehicle_{vehicle}, load_(book.problem.dimensions) {}
    void follow();

private:
    void note(const std::string& what) {
        book_.note("vehicle " + std::to_string(route_.vehicle) + ", step " + std::to_string(step_) + ": " +
                   what);
    }
    void load_jobs();
    void take(const ClaimedStep& step);
    void begin(const ClaimedStep& step);
    void pause(const ClaimedStep& step);
    void visit(const ClaimedStep& step);
    void finish(const ClaimedStep& step);
    void arrive(Place place, Time arrival);
    void change_load(const Visit& visit);
    void keep_order(const Visit& visit);
    void end();

    Book& book_;
    const ClaimedRoute& route_;
    const Vehicle& vehicle_;
    Amounts load_;
    std::size_t step_ = 0;
    std::optional<Place> place_{};  ///< where it last was
    Time free_ = 0;                 ///< when it is done there
    Time busy_until_ = 0;           ///< when it is done with a break since, too
    Time rested_ = 0;               ///< breaks since it left
    Time travel_ = 0;
    Time work_ = 0;  ///< at visits
    std::size_t tasks_ = 0;
    bool started_ = false;
    bool ended_ = false;
    std::set<std::uint64_t> breaks_;
    std::set<std::uint64_t> on_board_;  ///< ids of deliveries whose pickup was made
};

void Follower::follow() {
    free_ = busy_until_ = vehicle_.shift.from;
    load_jobs();
    for (const ClaimedStep& step : route_.steps) {
        ++step_;
        take(step);
    }
    end();
}

void Follower::load_jobs() {
    for (const ClaimedStep& step : route_.steps) {
        const auto found = book_.visits.find({step.type, step.id});
        if (step.type == "job" && found != book_.visits.end())
            for (std::size_t i = 0; i < load_.size(); ++i)
                load_[i] += book_.problem.visits[found->second].delivery[i];
    }
    for (std::size_t i = 0; i < load_.size(); ++i)
        if (load_[i] > vehicle_.capacity[i])
            note("it starts with more than its capacity " + std::to_string(i));
}

void Follower::take(const ClaimedStep& step) {
    if (ended_)
        note("there is a step behind the end");
    if (step.type == "start")
        begin(step);
    else if (step.type == "end")
        finish(step);
    else if (step.type == "break")
        pause(step);
    else
        visit(step);
}

void Follower::begin(const ClaimedStep& step) {
    if (step_ != 1)
        note("the start is not the first step");
    if (step.arrival < vehicle_.shift.from - slack(step.arrival))
        note("it starts before its time window");
    started_ = true;
    place_ = vehicle_.start;
    free_ = busy_until_ = step.arrival;
}

void Follower::pause(const ClaimedStep& step) {
    const auto found = std::ranges::find(vehicle_.breaks, step.id, &Break::id);
    if (found == vehicle_.breaks.end())
        return note("the vehicle has no break " + std::to_string(step.id));
    if (!breaks_.insert(step.id).second)
        note("break " + std::to_string(step.id) + " is taken twice");
    const Time earliest = std::max(step.arrival, busy_until_);
    const Time begins = step.waiting ? step.arrival + *step.waiting : next_inside(found->windows, earliest);
    if (begins < busy_until_ - slack(begins))
        note("break " + std::to_string(step.id) + " begins before what comes before it is over");
    if (!inside(found->windows, begins))
        note("break " + std::to_string(step.id) + " begins outside of its time windows");
    busy_until_ = begins + found->service;
    rested_ += found->service;
}

/// The way to the next place, around whatever breaks were taken since the last.
void Follower::arrive(Place place, Time arrival) {
    Time travel = 0;
    if (place_) {
        const Way way = book_.problem.travel.way(vehicle_.profile, *place_, place);
        travel = way.duration;
        if (vehicle_.speed_factor != 1)
            travel = std::round(travel / vehicle_.speed_factor);
        const Cost by_rates =
            vehicle_.cost_per_hour * travel / 3600 + vehicle_.cost_per_km * way.distance / 1000;
        book_.cost += way.cost.value_or(by_rates);
        book_.distance += way.distance;
        travel_ += travel;
    }
    if (arrival < std::max(free_ + travel + rested_, busy_until_) - slack(arrival))
        note("it arrives before it can be there");
    rested_ = 0;
}

void Follower::visit(const ClaimedStep& step) {
    const std::string name = step.type + " " + std::to_string(step.id);
    const auto found = book_.visits.find({step.type, step.id});
    if (found == book_.visits.end())
        return note("there is no " + name);
    if (!book_.made.insert(found->first).second)
        note(name + " is made twice");
    const Visit& made = book_.problem.visits[found->second];
    if (vehicle_.start && !started_)
        note("it does not begin at its start");
    arrive(made.place, step.arrival);
    const Time begins = step.waiting ? step.arrival + *step.waiting : next_inside(made.windows, step.arrival);
    if (!inside(made.windows, begins))
        note(name + " begins outside of its time windows");
    const bool came_from_elsewhere = place_ != made.place;
    free_ = busy_until_ = begins + made.service + (came_from_elsewhere ? made.setup : 0);
    place_ = made.place;
    if (!std::includes(vehicle_.skills.begin(), vehicle_.skills.end(), made.skills.begin(),
                       made.skills.end()))
        note("the vehicle lacks a skill for " + name);
    if (++tasks_ == vehicle_.tasks_max + 1)
        note("it has more tasks than it may");
    book_.made_by.emplace(found->second, &vehicle_);
    work_ += made.service + (came_from_elsewhere ? made.setup : 0);
    keep_order(made);
    change_load(made);
}

void Follower::change_load(const Visit& visit) {
    for (std::size_t i = 0; i < load_.size(); ++i) {
        load_[i] += visit.pickup[i] - visit.delivery[i];
        if (load_[i] > vehicle_.capacity[i])
            note("it has more on board than its capacity " + std::to_string(i));
    }
}

/// A shipment's delivery is the visit behind its pickup in the problem.
void Follower::keep_order(const Visit& visit) {
    const auto index = static_cast<std::size_t>(&visit - book_.problem.visits.data());
    if (visit.kind == Kind::pickup)
        on_board_.insert(book_.problem.visits[index + 1].id);
    if (visit.kind == Kind::delivery && on_board_.erase(visit.id) == 0)
        note("delivery " + std::to_string(visit.id) + " is made without its pickup before it");
}

void Follower::finish(const ClaimedStep& step) {
    ended_ = true;
    if (vehicle_.end)
        arrive(*vehicle_.end, step.arrival);
    free_ = busy_until_ = std::max(step.arrival, busy_until_);
}

void Follower::end() {
    if (vehicle_.end && !ended_)
        note("it does not come to its end");
    if (busy_until_ > vehicle_.shift.to + slack(busy_until_))
        note("it ends after its time window");
    if (travel_ > vehicle_.travel_max + slack(travel_))
        note("it travels longer than it may");
    for (const std::uint64_t id : on_board_)
        note("delivery " + std::to_string(id) + " is not made, but its pickup is");
    for (const Break& pause : vehicle_.breaks)
        if (!breaks_.contains(pause.id))
            note("break " + std::to_string(pause.id) + " is not taken");
    book_.cost += vehicle_.fixed_cost;
    const double hours = (work_ + travel_) / 3600;
    book_.cost += book_.problem.evenness * hours * hours;
}

/// Two vehicles without a crew are of two crews.
bool same_crew(const Vehicle& a, const Vehicle& b) {
    return a.crew ? a.crew == b.crew : &a == &b;
}

/// Who makes a job on which day, and what was promised, firmly or at a cost.
void check_crew(Book& book, std::size_t index) {
    const Visit& visit = book.problem.visits[index];
    const auto by = book.made_by.find(index);
    if (by == book.made_by.end())
        return;
    const Vehicle& vehicle = *by->second;
    book.cost += visit.cost_per_day * vehicle.day;
    if (vehicle.crew && std::ranges::count(visit.not_crews, *vehicle.crew) > 0)
        book.note("job " + std::to_string(visit.id) + " is made by a crew that does not make it");
    if (!visit.promise)
        return;
    const Vehicle& promised = book.problem.vehicles[visit.promise->vehicle];
    const bool other_crew = !same_crew(promised, vehicle);
    const bool other_day = promised.day != vehicle.day;
    if (visit.promise->firm && (other_crew || other_day))
        book.note("job " + std::to_string(visit.id) + " is not made as it was firmly promised");
    book.cost +=
        (other_crew ? visit.promise->other_crew_cost : 0) + (other_day ? visit.promise->other_day_cost : 0);
}

/// What waits for another.
void check_after(Book& book, std::size_t index) {
    const Visit& visit = book.problem.visits[index];
    if (!visit.after)
        return;
    const std::string name = "job " + std::to_string(visit.id);
    const auto before = book.made_by.find(visit.after->visit);
    const auto by = book.made_by.find(index);
    if (by == book.made_by.end()) {
        if (visit.after->whole && before != book.made_by.end())
            book.note(name + " is not made, but the rest of its work is");
        return;
    }
    if (before == book.made_by.end())
        return book.note(name + " is made without the job that it waits for");
    const int days = by->second->day - before->second->day;
    if (days < visit.after->days_min || days > visit.after->days_max)
        book.note(name + " is made " + std::to_string(days) + " days after the job that it waits for");
    if (visit.after->same_crew && !same_crew(*before->second, *by->second))
        book.note(name + " is made by another crew than the job that it waits for");
}

/// Each visit is made, or said to be left out, and not both.
void check_left_out(Book& book, const Claimed& claimed) {
    std::set<Name> left_out;
    for (const auto& [type, id] : claimed.left_out) {
        const std::string name = type + " " + std::to_string(id);
        if (!book.visits.contains({type, id}))
            book.note("unassigned: there is no " + name);
        if (!left_out.insert({type, id}).second)
            book.note("unassigned: " + name + " is listed twice");
        if (book.made.contains({type, id}))
            book.note("unassigned: " + name + " is made");
    }
    for (const auto& [name, index] : book.visits)
        if (!book.made.contains(name) && !left_out.contains(name))
            book.note(name.first + " " + std::to_string(name.second) +
                      " is neither made nor said to be left out");
}

void check_sum(Book& book, const char* name, std::optional<double> claimed, double is) {
    if (claimed && std::abs(*claimed - is) > slack(is))
        book.note(std::string{"summary."} + name + " is not the routes' sum, " + std::to_string(is));
}

}  // namespace

std::vector<std::string> check(const Problem& problem, std::string_view solution) {
    const Claimed claimed = read_claimed(solution);
    Book book{problem};
    for (std::size_t i = 0; i < problem.visits.size(); ++i)
        book.visits.emplace(Name{type_of(problem.visits[i].kind), problem.visits[i].id}, i);
    std::map<std::uint64_t, const Vehicle*> vehicles;
    for (const Vehicle& vehicle : problem.vehicles)
        vehicles.emplace(vehicle.id, &vehicle);
    std::set<std::uint64_t> used;
    for (const ClaimedRoute& route : claimed.routes) {
        const auto vehicle = vehicles.find(route.vehicle);
        if (vehicle == vehicles.end()) {
            book.note("there is no vehicle " + std::to_string(route.vehicle));
            continue;
        }
        if (!used.insert(route.vehicle).second)
            book.note("vehicle " + std::to_string(route.vehicle) + " has two routes");
        Follower{book, route, *vehicle->second}.follow();
    }
    for (std::size_t i = 0; i < problem.visits.size(); ++i) {
        check_crew(book, i);
        check_after(book, i);
    }
    check_left_out(book, claimed);
    check_sum(book, "cost", claimed.cost, book.cost);
    check_sum(book, "distance", claimed.distance, book.distance);
    return std::move(book.violations);
}

}  // namespace suncrew::routing
