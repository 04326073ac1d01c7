#include "routing/route.hpp"

#include <algorithm>

#include "routing/breaks.hpp"

namespace suncrew::routing {

Route::Route(const Instance& instance, std::uint32_t van)
    : instance_{&instance},
      van_{&instance.vans()[van]},
      layers_{van_->breaks.size() + 1},
      stops_{van_->start, van_->end} {
    assign({});
}

Cost Route::job_price(std::uint32_t task, std::size_t behind, Cost below) const {
    const Task& added = instance_->task(task);
    const Mark& from = marks_[behind];
    const Mark& next = marks_[behind + 1];
    const Leg there = instance_->leg_into(van_->mode, added.place, from.place);
    const Leg onward = instance_->leg(van_->mode, added.place, next.place);
    Cost price = there.cost + onward.cost;
    price += empty() ? van_->vehicle->fixed_cost : -next.arriving.cost;
    if (price >= below || !room_for_job(added, behind) ||
        !in_time(added, behind, there.duration, onward.duration) || size() >= van_->vehicle->tasks_max)
        return never;
    const Time more_travel = there.duration + onward.duration - next.arriving.duration;
    if (travel_time_ + more_travel > van_->vehicle->travel_max)
        return never;
    price += price_beside(added, behind, more_travel);
    return price < below ? price : never;
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

bool Route::in_time_with_breaks(const Task& task, std::size_t behind, Time there, Time onward) const {
    Clocks done;
    Clocks over;
    return advance(clocks_at(behind), task_at(behind), task, there, done) &&
           advance(done, task, task_at(behind + 1), onward, over) && meets(over, behind + 1);
}

Clocks Route::clocks_at(std::size_t position) const {
    Clocks clocks;
    if (layers_ == 1)
        clocks[0] = marks_[position].over;
    else
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
        const Leg& replaced = marks_[at + 1].arriving;
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

Cost Route::tail_price(std::size_t behind, const Route& other, std::size_t onto) const {
    const Mark& from = marks_[behind];
    const Mark& followed = marks_[behind + 1];
    const Mark& next = other.marks_[onto];
    const Mark& before = other.marks_[onto - 1];
    const Leg there = instance_->leg(van_->mode, from.place, next.place);
    const Cost spared = followed.arriving.cost + next.arriving.cost;
    if (there.cost >= spared + van_->vehicle->fixed_cost)
        return never;
    const bool empties = onto == 1 && behind == size();  // the other is not sent out then
    const Leg back = empties ? Leg{} : instance_->leg(van_->mode, before.place, followed.place);
    const Cost price = there.cost + back.cost - spared - (empties ? van_->vehicle->fixed_cost : 0);
    if (price >= 0 || !joins(behind, other, onto, there.duration) ||
        (!empties && !other.joins(onto - 1, *this, behind + 1, back.duration)))
        return never;
    return price;
}

bool Route::joins(std::size_t behind, const Route& other, std::size_t onto, Time way) const {
    const Task& next = other.task_at(onto);
    const Mark& from = marks_[behind];
    if (next.begin_at(from.over + way) + next.takes(from.place) > other.marks_[onto].due)
        return false;
    const Vehicle& vehicle = *van_->vehicle;
    if (behind + (other.stops_.size() - 1 - onto) > vehicle.tasks_max)
        return false;
    if (vehicle.travel_max < time_max &&
        travel_between(0, behind) + way + other.travel_between(onto, other.stops_.size() - 1) >
            vehicle.travel_max)
        return false;
    return joins_loads(behind, other, onto);
}

/// What the rest of a route delivers is on board before it, what was picked up before is on board of it.
bool Route::joins_loads(std::size_t behind, const Route& other, std::size_t onto) const {
    const std::size_t dimensions = instance_->dimensions();
    for (std::size_t i = 0; i < dimensions; ++i) {
        std::int64_t picked = 0;
        for (std::size_t at = 1; at <= behind; ++at)
            picked += task_at(at).pickup[i];
        std::int64_t picked_there = 0;
        for (std::size_t at = 1; at < onto; ++at)
            picked_there += other.task_at(at).pickup[i];
        const std::size_t here = behind * dimensions + i;
        const std::size_t there = (onto - 1) * dimensions + i;
        const std::int64_t to_deliver = load_[here] - picked;
        const std::int64_t to_deliver_there = other.load_[there] - picked_there;
        const std::int64_t capacity = van_->vehicle->capacity[i];
        if (before_[here] - to_deliver + to_deliver_there > capacity ||
            other.after_[there] - picked_there + picked > capacity)
            return false;
    }
    return true;
}

/// Of driving from one stop to a later one.
Time Route::travel_between(std::size_t first, std::size_t last) const {
    Time travel = 0;
    for (std::size_t at = first + 1; at <= last; ++at)
        travel += marks_[at].arriving.duration;
    return travel;
}

}  // namespace suncrew::routing
