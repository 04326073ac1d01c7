#include "routing/search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace suncrew::routing {
namespace {

/// The temperature at the start and at the end, in mean costs of a visit.
constexpr double temperature_first = 1;
constexpr double temperature_last = 0.02;
/// With fewer iterations for each visit than these, the search begins at a lower temperature: too little time
/// would be left to cool down.
constexpr double iterations_each_hot = 100;
/// Requests left out for which every place is tried in the end.
constexpr std::size_t completed_max = 1000;
/// Requests left out that are tried again in an iteration.
constexpr std::size_t left_out_tried_max = 4;

}  // namespace

Search::Search(const Instance& instance, const Neighbourhood& neighbourhood, std::uint64_t seed)
    : instance_{instance},
      neighbourhood_{neighbourhood},
      random_{seed},
      recreate_{instance, neighbourhood, random_},
      ruin_{instance, neighbourhood, random_},
      tails_{instance, neighbourhood, random_},
      current_{instance},
      best_{current_.sequences()},
      best_worth_{current_.worth()},
      is_stale_(instance.vans().size(), 0) {}

void Search::construct(const Budget& budget) {
    // From each visit on to the nearest that is not yet reached, so that neighbours come one after another.
    std::vector<std::uint8_t> reached(instance_.requests().size(), 0);
    for (std::uint32_t first = 0; first < instance_.requests().size(); ++first)
        for (std::uint32_t next = first; reached[next] == 0;) {
            reached[next] = 1;
            if (budget.spent(0) >= 1)
                return note_best();
            if (!current_.serves(next))
                recreate_.insert(current_, next);
            for (const std::uint32_t near : neighbourhood_.visits(instance_.requests()[next].first))
                if (const std::uint32_t request = instance_.task(near).request; reached[request] == 0) {
                    next = request;
                    break;
                }
        }
    note_best();
}

void Search::resume(const Sequences& start) {
    bool more = true;
    while (more) {  // what waits for a job of another route comes a round later
        more = false;
        for (std::uint32_t route = 0; route < start.size(); ++route) {
            std::size_t behind = 0;  // the last stop of those before it that have their places
            for (const std::uint32_t visit : start[route]) {
                const std::uint32_t request = instance_.task(visit).request;
                if (current_.spot(visit).route == route)
                    behind = current_.spot(visit).position;
                if (instance_.requests()[request].tasks > 1 || current_.serves(request) ||
                    !current_.may_take(route, request) ||
                    current_.route(route).job_price(visit, behind, never) == never)
                    continue;
                current_.insert_job(request, route, behind++);
                more = true;
            }
        }
    }
    for (std::uint32_t request = 0; request < instance_.requests().size(); ++request) {
        const Request& left = instance_.requests()[request];
        if (left.after != nullptr && left.after->whole && !current_.serves(request) &&
            current_.serves(left.before))
            current_.take_out(current_.spot(instance_.requests()[left.before].first).route,
                              std::span{&left.before, 1});
    }
    note_best();
}

void Search::run(const Budget& budget, double until) {
    if (instance_.visits() == 0 || instance_.vans().empty())
        return;
    const double visits = static_cast<double>(instance_.visits());
    const double heat = std::clamp(budget.expected_iterations() * share_ / visits / iterations_each_hot,
                                   temperature_last / temperature_first, 1.0);
    const double mean = current_.worth().cost / visits;
    const double first = heat * temperature_first;
    for (double spent = budget.spent(iterations_); spent < until; spent = budget.spent(++iterations_))
        step(mean * first * std::pow(temperature_last / first, spent));
}

void Search::step(double temperature) {
    const Worth before = current_.worth();
    requests_.clear();
    for (std::size_t i = 0; i < std::min(left_out_tried_max, current_.left_out().size()); ++i) {
        const std::uint32_t request = current_.left_out()[random_.below(current_.left_out().size())];
        if (request % share_ == first_ && std::count(requests_.begin(), requests_.end(), request) == 0)
            requests_.push_back(request);
    }
    ruin_(current_, requests_);
    recreate_(current_, requests_);
    tails_(current_);
    if (!accepts(current_.worth(), before, temperature)) {
        current_.undo();
        return;
    }
    if (current_.worth() < best_worth_)
        note_best();
    for (const std::uint32_t route : current_.changed())
        if (is_stale_[route] == 0) {
            is_stale_[route] = 1;
            stale_.push_back(route);
        }
    current_.keep();
}

bool Search::accepts(const Worth& candidate, const Worth& current, double temperature) {
    if (candidate.broken != current.broken)
        return candidate.broken < current.broken;
    if (candidate.left_out != current.left_out)
        return candidate.left_out < current.left_out;
    return candidate.cost < current.cost - temperature * std::log(1 - random_.fraction());
}

void Search::note_best() {
    const auto copy = [&](std::uint32_t route) {
        const auto visits = current_.route(route).visits();
        best_[route].assign(visits.begin(), visits.end());
        is_stale_[route] = 0;
    };
    for (const std::uint32_t route : current_.changed())
        copy(route);
    for (const std::uint32_t route : stale_)
        copy(route);
    stale_.clear();
    current_.keep();
    best_worth_ = current_.worth();
}

void Search::confine(std::vector<std::uint8_t> open, std::uint32_t first, std::uint32_t share) {
    current_.confine(std::move(open));
    first_ = first;
    share_ = share;
}

void Search::adopt(const Sequences& sequences) {
    current_.assign(sequences);
    best_ = sequences;
    best_worth_ = current_.worth();
    stale_.clear();
    std::fill(is_stale_.begin(), is_stale_.end(), std::uint8_t{0});
}

void Search::complete(const Budget& budget) {
    adopt(Sequences{best_});
    const std::vector<std::uint32_t> left_out{current_.left_out().begin(), current_.left_out().end()};
    for (std::size_t i = 0; i < std::min(left_out.size(), completed_max); ++i) {
        if (budget.spent(iterations_) >= 1)
            break;
        if (!current_.serves(left_out[i]))
            recreate_.insert_anywhere(current_, left_out[i]);
    }
    note_best();
}

}  // namespace suncrew::routing
