#include "routing/solution.hpp"

#include <algorithm>
#include <utility>

namespace suncrew::routing {

Solution::Solution(const Instance& instance)
    : instance_{&instance},
      spots_(instance.visits(), Spot{no_route, 0}),
      left_out_at_(instance.requests().size(), no_route),
      free_(instance.kinds().size()),
      in_free_(instance.vans().size(), 0),
      open_(instance.vans().size(), 1),
      is_changed_(instance.vans().size(), 0) {
    const auto count = static_cast<std::int64_t>(instance.requests().size());
    for (const Request& request : instance.requests())
        weights_.push_back(request.priority * (count + 1) + 1);
    for (std::uint32_t van = 0; van < instance.vans().size(); ++van)
        routes_.emplace_back(instance, van);
    confine(open_);
    for (std::uint32_t request = 0; request < count; ++request)
        mark_left_out(request);
    keep();
}

std::optional<std::uint32_t> Solution::free_vehicle(std::uint32_t kind) {
    std::vector<std::uint32_t>& stack = free_[kind];
    while (!stack.empty() && !routes_[stack.back()].empty()) {
        in_free_[stack.back()] = 0;
        stack.pop_back();
    }
    if (stack.empty())
        return {};
    return stack.back();
}

void Solution::confine(std::vector<std::uint8_t> open) {
    open_ = std::move(open);
    for (auto& stack : free_)
        stack.clear();
    std::fill(in_free_.begin(), in_free_.end(), std::uint8_t{0});
    for (std::uint32_t route = static_cast<std::uint32_t>(routes_.size()); route-- > 0;)
        if (routes_[route].empty())
            stand_free(route);
}

void Solution::stand_free(std::uint32_t route) {
    if (in_free_[route] != 0 || !open(route))
        return;
    in_free_[route] = 1;
    free_[routes_[route].van().kind].push_back(route);
}

void Solution::insert_job(std::uint32_t request, std::uint32_t route, std::size_t behind) {
    const Cost cost = routes_[route].cost();
    const bool used = !routes_[route].empty();
    edit(route).insert(instance_->requests()[request].first, behind);
    mark_served(request);
    toggled_.push_back(request);
    settle(route, cost, used);
}

void Solution::insert_shipment(std::uint32_t request, std::uint32_t route, const Route::Pair& pair) {
    const Cost cost = routes_[route].cost();
    const bool used = !routes_[route].empty();
    edit(route).insert(instance_->requests()[request].first, pair);
    mark_served(request);
    toggled_.push_back(request);
    settle(route, cost, used);
}

/// Whether a van's crew and day agree with what a request waits for.
bool Solution::follows(const Van& van, const Request& wanted) const {
    const Spot& before = spots_[instance_->requests()[wanted.before].first];
    if (before.route == no_route)
        return false;
    const Van& earlier = routes_[before.route].van();
    const int days = van.day - earlier.day;
    return wanted.after->days_min <= days && days <= wanted.after->days_max &&
           (!wanted.after->same_crew || van.crew == earlier.crew);
}

void Solution::exchange_tails(std::uint32_t route, std::size_t behind, std::uint32_t other,
                              std::size_t onto) {
    const Cost cost = routes_[route].cost();
    const Cost other_cost = routes_[other].cost();
    Route& edited = edit(route);
    Route& others = edit(other);
    const auto here = edited.visits();
    const auto there = others.visits();
    std::vector<std::uint32_t> joined{here.begin(), here.begin() + static_cast<std::ptrdiff_t>(behind)};
    joined.insert(joined.end(), there.begin() + static_cast<std::ptrdiff_t>(onto) - 1, there.end());
    std::vector<std::uint32_t> rest{there.begin(), there.begin() + static_cast<std::ptrdiff_t>(onto) - 1};
    rest.insert(rest.end(), here.begin() + static_cast<std::ptrdiff_t>(behind), here.end());
    edited.assign(joined);
    others.assign(rest);
    settle(route, cost, true);
    settle(other, other_cost, true);
}

std::vector<std::uint32_t> Solution::take_out(std::uint32_t route, std::span<const std::uint32_t> requests) {
    std::vector<std::uint32_t> gone = take_out_alone(route, requests);
    const auto take_with = [&](std::uint32_t request) {
        if (request == Request::none || !serves(request))
            return;
        const auto more =
            take_out_alone(spots_[instance_->requests()[request].first].route, std::span{&request, 1});
        gone.insert(gone.end(), more.begin(), more.end());
    };
    for (std::size_t i = 0; instance_->linked() && i < gone.size(); ++i) {
        const Request& left = instance_->requests()[gone[i]];
        take_with(left.following);
        if (left.after != nullptr && left.after->whole)
            take_with(left.before);
    }
    return gone;
}

std::vector<std::uint32_t> Solution::take_out_alone(std::uint32_t route,
                                                    std::span<const std::uint32_t> requests) {
    const Cost cost = routes_[route].cost();
    const bool used = !routes_[route].empty();
    Route& edited = edit(route);
    std::vector<std::uint32_t> gone;
    const auto leave = [&](std::uint32_t request) {
        if (!serves(request))
            return;
        mark_left_out(request);
        toggled_.push_back(request);
        gone.push_back(request);
        const Request& left = instance_->requests()[request];
        for (std::uint32_t task = left.first; task < left.first + left.tasks; ++task)
            spots_[task].route = no_route;
    };
    for (const std::uint32_t request : requests)
        leave(request);
    edited.remove([&](std::uint32_t task) { return spots_[task].route == no_route; });
    if (!edited.empty() && !edited.holds()) {
        for (const std::uint32_t task : edited.visits())
            leave(instance_->task(task).request);
        edited.assign({});
    }
    settle(route, cost, used);
    return gone;
}

Route& Solution::edit(std::uint32_t route) {
    if (is_changed_[route] == 0) {
        is_changed_[route] = 1;
        if (before_.size() == changed_.size())
            before_.push_back(routes_[route]);
        else
            before_[changed_.size()] = routes_[route];
        changed_.push_back(route);
    }
    return routes_[route];
}

void Solution::settle(std::uint32_t route, Cost cost_before, bool used_before) {
    const Route& settled = routes_[route];
    worth_.cost += settled.cost() - cost_before;
    in_use_ += settled.empty() ? 0U : 1U;
    in_use_ -= used_before ? 1U : 0U;
    if (settled.empty())
        stand_free(route);
    std::uint32_t position = 0;
    for (const std::uint32_t task : settled.visits())
        spots_[task] = {route, ++position};
}

void Solution::mark_left_out(std::uint32_t request) {
    left_out_at_[request] = static_cast<std::uint32_t>(left_out_.size());
    left_out_.push_back(request);
    worth_.left_out += weights_[request];
    worth_.broken += firm(request) ? 1 : 0;
}

void Solution::mark_served(std::uint32_t request) {
    const std::uint32_t at = left_out_at_[request];
    left_out_[at] = left_out_.back();
    left_out_at_[left_out_[at]] = at;
    left_out_.pop_back();
    left_out_at_[request] = no_route;
    worth_.left_out -= weights_[request];
    worth_.broken -= firm(request) ? 1 : 0;
}

void Solution::keep() {
    for (const std::uint32_t route : changed_)
        is_changed_[route] = 0;
    changed_.clear();
    toggled_.clear();
    worth_before_ = worth_;
}

void Solution::undo() {
    for (auto request = toggled_.rbegin(); request != toggled_.rend(); ++request) {
        if (!serves(*request)) {
            mark_served(*request);
            continue;
        }
        mark_left_out(*request);
        const Request& left = instance_->requests()[*request];
        for (std::uint32_t task = left.first; task < left.first + left.tasks; ++task)
            spots_[task].route = no_route;
    }
    for (std::size_t i = 0; i < changed_.size(); ++i) {
        const std::uint32_t route = changed_[i];
        const bool used = !routes_[route].empty();
        std::swap(routes_[route], before_[i]);
        settle(route, 0, used);
    }
    worth_ = worth_before_;
    keep();
}

Sequences Solution::sequences() const {
    Sequences sequences;
    for (const Route& route : routes_)
        sequences.emplace_back(route.visits().begin(), route.visits().end());
    return sequences;
}

void Solution::assign(const Sequences& sequences) {
    for (std::uint32_t i = 0; i < routes_.size(); ++i) {
        if (std::ranges::equal(routes_[i].visits(), sequences[i]))
            continue;
        std::vector<std::uint32_t> all;
        for (const std::uint32_t task : routes_[i].visits())
            all.push_back(instance_->task(task).request);
        take_out_alone(i, all);
    }
    for (std::uint32_t i = 0; i < routes_.size(); ++i) {
        if (!routes_[i].empty() || sequences[i].empty())
            continue;
        edit(i).assign(sequences[i]);
        for (const std::uint32_t task : sequences[i])
            if (!serves(instance_->task(task).request))
                mark_served(instance_->task(task).request);
        settle(i, 0, false);
    }
    worth_.cost = 0;
    for (const Route& route : routes_)
        worth_.cost += route.cost();
    keep();
}

}  // namespace suncrew::routing
