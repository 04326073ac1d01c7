#include "planning/replan.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/refusal.hpp"
#include "routing/plan.hpp"
#include "routing/solve.hpp"

namespace suncrew::planning {
namespace {

constexpr Time day_length = 86'400;
constexpr std::size_t nobody = static_cast<std::size_t>(-1);

/// An order's piece, by the order's index.
using Part = std::pair<std::size_t, std::size_t>;

/// The problem that a situation is, and which of its numbers stand for what.
class Task {
public:
    Task(const Situation& situation, const Weights& weights, const TravelTimes& travel_times)
        : situation_{situation} {
        problem_.evenness = weights.evenness;
        add_crews();
        index_orders();
        keep_agreed();
        add_visits(weights);
        problem_.travel = travel_times(std::move(positions_));
        begin_with_agreed();
    }

    Replanned solve(const routing::Budget& budget, std::uint64_t seed, unsigned threads);

private:
    [[noreturn]] static void refuse(std::string_view reason, std::string_view field) {
        throw Refusal{Code::invalid, reason, std::string{field}};
    }
    void add_crews();
    void index_orders();
    void keep_agreed();
    void add_visits(const Weights& weights);
    void add_visit(Part part, const Weights& weights);
    void begin_with_agreed();
    std::optional<Cause> cause_against(const Agreed& agreed) const;
    std::size_t vehicle_of(std::uint64_t crew, int day) const;
    Replanned read(const routing::Sequences& sequences);
    void give_up(std::size_t visit, Cause cause);

    const Situation& situation_;
    routing::Problem problem_;
    std::vector<dispatch::Position> positions_;
    std::map<std::pair<std::uint64_t, int>, std::size_t> vehicles_;  ///< by crew and day
    std::vector<std::pair<std::uint64_t, int>> shifts_;              ///< by vehicle: crew and day
    std::map<std::uint64_t, std::size_t> orders_;                    ///< by id
    std::map<Part, const Agreed*> kept_;
    std::vector<Part> parts_;  ///< by visit
    routing::Sequences start_;
    std::vector<Broken> broken_;
};

void Task::add_crews() {
    std::set<std::uint64_t> ids;
    for (const Crew& crew : situation_.crews) {
        if (!ids.insert(crew.id).second)
            refuse("listed_twice", "crews");
        const auto home = static_cast<routing::Place>(positions_.size());
        positions_.push_back(crew.home);
        for (const Shift& shift : crew.shifts) {
            if (shift.day < 0 || shift.day >= situation_.horizon_days)
                continue;
            if (!vehicles_.emplace(std::pair{crew.id, shift.day}, problem_.vehicles.size()).second)
                refuse("listed_twice", "shifts");
            shifts_.emplace_back(crew.id, shift.day);
            problem_.vehicles.push_back({.id = problem_.vehicles.size(),
                                         .start = home,
                                         .end = home,
                                         .shift = shift.hours,
                                         .capacity = {},
                                         .skills = crew.skills,
                                         .crew = crew.id,
                                         .day = shift.day});
        }
    }
    if (problem_.vehicles.size() > routing::vehicles_max)
        refuse("too_many", "shifts");
}

void Task::index_orders() {
    if (situation_.horizon_days < 1 || static_cast<std::size_t>(situation_.horizon_days) > horizon_days_max)
        refuse("out_of_range", "horizon_days");
    std::size_t pieces = 0;
    for (std::size_t i = 0; i < situation_.orders.size(); ++i) {
        if (!orders_.emplace(situation_.orders[i].id, i).second)
            refuse("listed_twice", "orders");
        if (situation_.orders[i].pieces.size() > pieces_max)
            refuse("too_many", "pieces");
        for (const Piece& piece : situation_.orders[i].pieces)
            if (piece.days_after_min < 1)
                refuse("out_of_range", "days_after_min");
        pieces += situation_.orders[i].pieces.size();
    }
    if (pieces > routing::visits_max)
        refuse("too_many", "orders");
}

std::size_t Task::vehicle_of(std::uint64_t crew, int day) const {
    const auto found = vehicles_.find({crew, day});
    return found == vehicles_.end() ? nobody : found->second;
}

std::optional<Cause> Task::cause_against(const Agreed& agreed) const {
    const auto found = orders_.find(agreed.order);
    if (found == orders_.end() || agreed.piece >= situation_.orders[found->second].pieces.size())
        return Cause::order_gone;
    const Order& order = situation_.orders[found->second];
    if (agreed.day < 0 || agreed.day >= situation_.horizon_days)
        return Cause::out_of_horizon;
    if (vehicle_of(agreed.crew, agreed.day) == nobody)
        return Cause::crew_gone;
    if (std::ranges::count(order.declined_by, agreed.crew) > 0)
        return Cause::crew_declined;
    if (agreed.day < order.first_day || std::ranges::count(order.closed_days, agreed.day) > 0)
        return Cause::site_closed;
    if (agreed.piece == 0)
        return {};
    const auto before = kept_.find({found->second, agreed.piece - 1});
    if (before == kept_.end())
        return Cause::bound_to_a_broken_one;
    const Piece& piece = order.pieces[agreed.piece];
    const int days = agreed.day - before->second->day;
    if (days < piece.days_after_min || days > piece.days_after_max ||
        (piece.same_crew && agreed.crew != before->second->crew))
        return Cause::bound_to_a_broken_one;
    return {};
}

/// An order's pieces are looked at in their order, so that what waits for a broken one is seen, and then
/// back, for what is one whole with it.
void Task::keep_agreed() {
    std::vector<const Agreed*> all;
    std::set<std::pair<std::uint64_t, std::size_t>> seen;
    for (const Agreed& agreed : situation_.agreed) {
        if (!seen.emplace(agreed.order, agreed.piece).second)
            refuse("listed_twice", "agreed");
        all.push_back(&agreed);
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Agreed* a, const Agreed* b) { return a->piece < b->piece; });
    for (const Agreed* agreed : all)
        if (const auto cause = cause_against(*agreed))
            broken_.push_back({*agreed, *cause});
        else
            kept_.emplace(Part{orders_.at(agreed->order), agreed->piece}, agreed);
    for (auto agreed = all.rbegin(); agreed != all.rend(); ++agreed) {
        const auto order = orders_.find((*agreed)->order);
        if (order == orders_.end())
            continue;
        const std::vector<Piece>& pieces = situation_.orders[order->second].pieces;
        const std::size_t next = (*agreed)->piece + 1;
        if (next < pieces.size() && pieces[next].whole && !kept_.contains({order->second, next}) &&
            kept_.erase({order->second, next - 1}) > 0)
            broken_.push_back({**agreed, Cause::bound_to_a_broken_one});
    }
}

/// The days of the horizon on which work at an order can begin; after all of them where there is none.
std::vector<Window> open_days(const Order& order, int horizon_days) {
    std::vector<Window> windows;
    for (int day = std::max(order.first_day, 0); day < horizon_days; ++day) {
        if (std::ranges::count(order.closed_days, day) > 0)
            continue;
        const Time from = day * day_length;
        if (!windows.empty() && windows.back().to + 1 == from)
            windows.back().to = from + day_length - 1;
        else
            windows.push_back({from, from + day_length - 1});
    }
    if (windows.empty())
        windows.push_back({routing::time_max, routing::time_max});
    return windows;
}

void Task::add_visit(Part part, const Weights& weights) {
    const Order& order = situation_.orders[part.first];
    const Piece& piece = order.pieces[part.second];
    routing::Visit visit{.id = problem_.visits.size(),
                         .place = static_cast<routing::Place>(positions_.size() - 1),
                         .service = piece.service,
                         .windows = open_days(order, situation_.horizon_days),
                         .delivery = {},
                         .pickup = {},
                         .skills = order.skills,
                         .priority = order.priority,
                         .not_crews = order.declined_by,
                         .cost_per_day = part.second == 0 ? weights.waiting_per_day : 0};
    std::sort(visit.not_crews.begin(), visit.not_crews.end());
    if (const auto kept = kept_.find(part); kept != kept_.end()) {
        visit.windows = {kept->second->begins};
        visit.promise = {.vehicle = vehicle_of(kept->second->crew, kept->second->day), .firm = true};
    }
    if (part.second > 0)
        visit.after = {.visit = problem_.visits.size() - 1,
                       .days_min = piece.days_after_min,
                       .days_max = piece.days_after_max,
                       .same_crew = piece.same_crew,
                       .whole = piece.whole};
    parts_.push_back(part);
    problem_.visits.push_back(std::move(visit));
}

void Task::add_visits(const Weights& weights) {
    for (std::size_t order = 0; order < situation_.orders.size(); ++order) {
        positions_.push_back(situation_.orders[order].site);
        for (std::size_t piece = 0; piece < situation_.orders[order].pieces.size(); ++piece)
            add_visit({order, piece}, weights);
    }
}

void Task::begin_with_agreed() {
    start_.resize(problem_.vehicles.size());
    for (std::uint32_t visit = 0; visit < parts_.size(); ++visit)
        if (const auto& promise = problem_.visits[visit].promise)
            start_[promise->vehicle].push_back(visit);
    for (auto& visits : start_)
        std::stable_sort(visits.begin(), visits.end(), [&](std::uint32_t a, std::uint32_t b) {
            return problem_.visits[a].windows.front().from < problem_.visits[b].windows.front().from;
        });
}

/// What was agreed, with what is bound to it, is planned like any other from now on.
void Task::give_up(std::size_t visit, Cause cause) {
    if (visit >= parts_.size() || !problem_.visits[visit].promise)
        return;
    const Part part = parts_[visit];
    const auto kept = kept_.find(part);
    broken_.push_back({*kept->second, cause});
    kept_.erase(kept);
    problem_.visits[visit].promise.reset();
    problem_.visits[visit].windows = open_days(situation_.orders[part.first], situation_.horizon_days);
    if (part.second + 1 < situation_.orders[part.first].pieces.size())
        give_up(visit + 1, Cause::bound_to_a_broken_one);
    if (part.second > 0 && situation_.orders[part.first].pieces[part.second].whole)
        give_up(visit - 1, Cause::bound_to_a_broken_one);
}

Replanned Task::solve(const routing::Budget& budget, std::uint64_t seed, unsigned threads) {
    // First only what was agreed, with a time that is over: what of it does not hold is given up before
    // anything else takes its room.
    const auto now = routing::Budget::Clock::now();
    const routing::Sequences held = routing::solve(
        problem_, routing::Budget::until(now - std::chrono::seconds{2}, now - std::chrono::seconds{1}),
        {.seed = seed, .threads = 1, .start = start_});
    std::vector<bool> served(parts_.size());
    for (const auto& visits : held)
        for (const std::uint32_t visit : visits)
            served[visit] = true;
    for (std::size_t visit = 0; visit < parts_.size(); ++visit)
        if (!served[visit])
            give_up(visit, Cause::no_longer_in_time);
    for (auto& visits : start_)
        std::erase_if(visits, [&](std::uint32_t visit) { return !problem_.visits[visit].promise; });
    return read(
        routing::solve(problem_, budget, {.seed = seed, .threads = threads, .start = std::move(start_)}));
}

Replanned Task::read(const routing::Sequences& sequences) {
    const routing::Plan plan = routing::plan_of(problem_, sequences);
    Replanned out{.broken = std::move(broken_)};
    for (const routing::PlannedRoute& route : plan.routes) {
        const auto [crew, day] = shifts_[route.vehicle];
        out.road_km += route.steps.back().distance / 1000;
        for (const routing::Step& step : route.steps)
            if (step.type == routing::StepType::job) {
                const Part part = parts_[step.id];
                out.visits.push_back({situation_.orders[part.first].id, part.second, crew, day,
                                      step.arrival + step.waiting, kept_.contains(part)});
            }
    }
    std::sort(out.visits.begin(), out.visits.end(), [](const Visit& a, const Visit& b) {
        return std::tuple{a.crew, a.begins} < std::tuple{b.crew, b.begins};
    });
    for (const routing::LeftOut& left : plan.left_out)
        out.waiting.push_back({situation_.orders[parts_[left.visit].first].id, parts_[left.visit].second});
    return out;
}

}  // namespace

Replanned replan(const Situation& situation, const routing::Budget& budget, std::uint64_t seed,
                 unsigned threads, const Weights& weights, const TravelTimes& travel_times) {
    return Task{situation, weights, travel_times}.solve(budget, seed, threads);
}

}  // namespace suncrew::planning
