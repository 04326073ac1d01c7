#include "routing/route.hpp"

#include <algorithm>

#include "routing/breaks.hpp"

namespace suncrew::routing {

Route::Route(const Instance& instance, std::uint32_t van)
    : instance_{&instance},
      van_{&instance.vans()[van]},
      layers_{van_->breaks.size() + 1},
      stops_{van_->start, van_->end} {
    refresh();
}

Cost Route::job_price(std::uint32_t task, std::size_t behind, Cost below) const {
    const Task& added = instance_->task(task);
    const Leg there = leg(task_at(behind), added);
    const Leg onward = leg(added, task_at(behind + 1));
    const Leg& replaced = arriving_[behind + 1];
    Cost price = there.cost + onward.cost;
    price += empty() ? van_->vehicle->fixed_cost : -replaced.cost;
    if (price >= below || size() >= van_->vehicle->tasks_max)
        return never;
    const Time more_travel = there.duration + onward.duration - (empty() ? 0 : replaced.duration);
    if (travel_time_ + more_travel > van_->vehicle->travel_max)
        return never;
    price += price_beside(added, behind, more_travel);
    if (price >= below)
        return never;
    return room_for_job(added, behind) && in_time(added, behind, there.duration, onward.duration) ? price
                                                                                                  : never;
}

Cost Route::price_beside(const Task& task, std::size_t behind, Time more_travel) const {
    Cost price = 0;
    if (instance_->minds_crews())
        price += instance_->crew_cost(task.request, *van_);
    if (instance_->problem().evenness == 0)
        return price;
    const Task& from = task_at(behind);
    const Task& next = task_at(behind + 1);
    const Time more_work = more_travel + task.takes(from.place) + next.takes(task.place) -
                           (empty() ? 0 : next.takes(from.place));
    return price + evenness_cost(work_ + more_work) - evenness_cost(work_);
}

bool Route::room_for_job(const Task& task, std::size_t behind) const {
    const std::size_t dimensions = instance_->dimensions();
    const std::size_t at = behind * dimensions;
    for (std::size_t i = 0; i < dimensions; ++i)
        if (before_[at + i] + task.delivery[i] > van_->vehicle->capacity[i] ||
            after_[at + i] + task.pickup[i] > van_->vehicle->capacity[i])
            return false;
    return true;
}

/// Whether a shipment can be on board on the stretch behind a stop.
bool Route::room_for_load(const Task& task, std::size_t behind) const {
    const std::size_t dimensions = instance_->dimensions();
    for (std::size_t i = 0; i < dimensions; ++i)
        if (load_[behind * dimensions + i] + task.pickup[i] > van_->vehicle->capacity[i])
            return false;
    return true;
}

bool Route::in_time(const Task& task, std::size_t behind, Time there, Time onward) const {
    const Task& from = task_at(behind);
    const Task& next = task_at(behind + 1);
    if (layers_ == 1) {
        const Time over = task.begin_at(over_[behind] + there) + task.takes(from.place);
        return next.begin_at(over + onward) + next.takes(task.place) <= due_[behind + 1];
    }
    Clocks done;
    Clocks over;
    return advance(clocks_at(behind), from, task, there, done) && advance(done, task, next, onward, over) &&
           meets(over, behind + 1);
}

Clocks Route::clocks_at(std::size_t position) const {
    Clocks clocks;
    std::copy_n(over_.begin() + static_cast<std::ptrdiff_t>(position * layers_), layers_, clocks.begin());
    return clocks;
}

bool Route::advance(const Clocks& left, const Task& from, const Task& to, Time travel, Clocks& over) const {
    const std::span<const Task> breaks{van_->breaks};
    const Time takes = to.takes(from.place);
    Time earliest = never;
    for (std::size_t after = 0; after < layers_; ++after) {
        Time arrival = never;
        for (std::size_t before = 0; before <= after; ++before)
            if (left[before] != never)
                arrival = std::min(
                    arrival, arrival_after(left[before], travel, breaks.subspan(before, after - before)));
        over[after] = to.begin_at(arrival) + takes;
        earliest = std::min(earliest, over[after]);
    }
    return earliest != never;
}

bool Route::meets(const Clocks& over, std::size_t position) const {
    for (std::size_t taken = 0; taken < layers_; ++taken)
        if (over[taken] <= due(position, taken))
            return true;
    return false;
}

Route::Pair Route::pair_price(std::uint32_t pickup, std::size_t behind, Cost below) const {
    Pair best{.price = below};
    const Task& loaded = instance_->task(pickup);
    const Task& unloaded = instance_->task(pickup + 1);
    if (size() + 2 > van_->vehicle->tasks_max || !room_for_load(loaded, behind))
        return {};
    const Leg there = leg(task_at(behind), loaded);
    const Cost fixed = empty() ? van_->vehicle->fixed_cost : 0;
    Clocks clocks;
    if (!advance(clocks_at(behind), task_at(behind), loaded, there.duration, clocks))
        return {};
    // From here on the delivery is tried behind each stop in turn; `way` is what the stops so far cost more.
    Leg way{there.duration, there.cost + fixed};
    const Task* last = &loaded;
    for (std::size_t at = behind; at < stops_.size() - 1; ++at) {
        const Task& next = task_at(at + 1);
        const Leg& replaced = arriving_[at + 1];
        const Leg drop = leg(*last, unloaded);
        const Leg onward = leg(unloaded, next);
        const Cost price = way.cost + drop.cost + onward.cost - (empty() ? 0 : replaced.cost);
        const Time travel =
            travel_time_ + way.duration + drop.duration + onward.duration - (empty() ? 0 : replaced.duration);
        Clocks dropped;
        Clocks over;
        if (price < best.price && travel <= van_->vehicle->travel_max &&
            advance(clocks, *last, unloaded, drop.duration, dropped) &&
            advance(dropped, unloaded, next, onward.duration, over) && meets(over, at + 1))
            best = {behind, at, price};
        const Leg onto = leg(*last, next);
        if (at + 2 >= stops_.size() || !room_for_load(loaded, at + 1) ||
            !advance(clocks, *last, next, onto.duration, over) || !meets(over, at + 1))
            break;
        way.cost += onto.cost - replaced.cost;
        way.duration += onto.duration - replaced.duration;
        clocks = over;
        last = &next;
    }
    return best.price < below ? best : Pair{};
}

void Route::insert(std::uint32_t task, std::size_t behind) {
    stops_.insert(stops_.begin() + static_cast<std::ptrdiff_t>(behind) + 1, task);
    refresh();
}

void Route::insert(std::uint32_t pickup, const Pair& pair) {
    stops_.insert(stops_.begin() + static_cast<std::ptrdiff_t>(pair.delivery) + 1, pickup + 1);
    stops_.insert(stops_.begin() + static_cast<std::ptrdiff_t>(pair.pickup) + 1, pickup);
    refresh();
}

void Route::assign(std::span<const std::uint32_t> visits) {
    stops_.assign(1, van_->start);
    stops_.insert(stops_.end(), visits.begin(), visits.end());
    stops_.push_back(van_->end);
    refresh();
}

void Route::refresh() {
    const std::size_t stops = stops_.size();
    arriving_.resize(stops);
    travel_cost_ = 0;
    travel_time_ = 0;
    for (std::size_t at = 1; at < stops && !empty(); ++at) {
        arriving_[at] = leg(task_at(at - 1), task_at(at));
        travel_cost_ += arriving_[at].cost;
        travel_time_ += arriving_[at].duration;
    }
    work_ = travel_time_;
    crew_cost_ = 0;
    for (std::size_t at = 1; at < stops && !empty(); ++at) {
        work_ += task_at(at).takes(task_at(at - 1).place);
        if (instance_->minds_crews() && at + 1 < stops)
            crew_cost_ += instance_->crew_cost(task_at(at).request, *van_);
    }
    if (empty())
        arriving_.assign(2, Leg{});
    refresh_times();
    refresh_loads();
}

void Route::refresh_times() {
    const std::span<const Task> breaks{van_->breaks};
    const std::size_t stops = stops_.size();
    over_.assign(stops * layers_, never);
    due_.assign(stops * layers_, -never);
    over_[0] = van_->vehicle->shift.from;
    for (std::size_t at = 1; at < stops; ++at) {
        if (layers_ == 1) {
            over_[at] = task_at(at).begin_at(over_[at - 1] + arriving_[at].duration) +
                        task_at(at).takes(task_at(at - 1).place);
            continue;
        }
        Clocks over;
        advance(clocks_at(at - 1), task_at(at - 1), task_at(at), arriving_[at].duration, over);
        std::copy_n(over.begin(), layers_, over_.begin() + static_cast<std::ptrdiff_t>(at * layers_));
    }
    due_.back() = van_->vehicle->shift.to;
    for (std::size_t at = stops - 1; at-- > 0;) {
        const Task& next = task_at(at + 1);
        const Time takes = next.takes(task_at(at).place);
        for (std::size_t after = 0; after < layers_; ++after) {
            const Time arrival = next.begin_by(due(at + 1, after) - takes);
            for (std::size_t before = 0; before <= after && arrival != -never; ++before)
                due_[at * layers_ + before] =
                    std::max(due(at, before), departure_before(arrival, arriving_[at + 1].duration,
                                                               breaks.subspan(before, after - before)));
        }
    }
}

void Route::refresh_loads() {
    const std::size_t dimensions = instance_->dimensions();
    const std::size_t stops = stops_.size();
    load_.assign(stops * dimensions, 0);
    for (std::size_t at = 1; at + 1 < stops; ++at)
        if (task_at(at).job)
            for (std::size_t i = 0; i < dimensions; ++i)
                load_[i] += task_at(at).delivery[i];
    before_ = load_;
    for (std::size_t at = 1; at + 1 < stops; ++at)
        for (std::size_t i = 0; i < dimensions; ++i) {
            const std::size_t now = at * dimensions + i;
            load_[now] = load_[now - dimensions] - task_at(at).delivery[i] + task_at(at).pickup[i];
            before_[now] = std::max(before_[now - dimensions], load_[now]);
        }
    after_ = load_;
    for (std::size_t now = after_.size() - dimensions; now-- > 0;)
        after_[now] = std::max(after_[now], after_[now + dimensions]);
}

bool Route::holds() const {
    const auto fits = [&](std::size_t i) {
        return before_[before_.size() - 2 * instance_->dimensions() + i] <= van_->vehicle->capacity[i];
    };
    for (std::size_t i = 0; i < instance_->dimensions(); ++i)
        if (!fits(i))
            return false;
    return over_[over_.size() - 1] <= van_->vehicle->shift.to && travel_time_ <= van_->vehicle->travel_max;
}

}  // namespace suncrew::routing
