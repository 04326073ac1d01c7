#include <algorithm>

#include "routing/breaks.hpp"
#include "routing/route.hpp"

namespace suncrew::routing {

void Route::insert(std::uint32_t task, std::size_t behind) {
    const auto after = static_cast<std::ptrdiff_t>(behind) + 1;
    stops_.insert(stops_.begin() + after, task);
    marks_.insert(marks_.begin() + after, Mark{.place = instance_->task(task).place});
    arrive(behind + 1);
    arrive(behind + 2);
    refresh_ways({behind + 1, behind + 2});
    add_loads(instance_->task(task), behind + 1);
}

void Route::insert(std::uint32_t pickup, const Pair& pair) {
    stops_.insert(stops_.begin() + static_cast<std::ptrdiff_t>(pair.delivery) + 1, pickup + 1);
    stops_.insert(stops_.begin() + static_cast<std::ptrdiff_t>(pair.pickup) + 1, pickup);
    measure();
}

void Route::assign(std::span<const std::uint32_t> visits) {
    stops_.assign(1, van_->start);
    stops_.insert(stops_.end(), visits.begin(), visits.end());
    stops_.push_back(van_->end);
    measure();
}

void Route::measure() {
    marks_.resize(stops_.size());
    for (std::size_t at = 0; at < stops_.size(); ++at) {
        marks_[at].place = task_at(at).place;
        if (at > 0)
            arrive(at);
    }
    refresh_ways({1, stops_.size() - 1});
    refresh_loads();
}

void Route::refresh_ways(Changed changed) {
    if (empty())
        marks_[1].arriving = {};
    refresh_sums();
    if (layers_ > 1)
        refresh_times_with_breaks();
    else
        refresh_times(changed);
}

void Route::refresh_sums() {
    travel_cost_ = 0;
    travel_time_ = 0;
    for (const Mark& mark : std::span{marks_}.subspan(1)) {
        travel_cost_ += mark.arriving.cost;
        travel_time_ += mark.arriving.duration;
    }
    work_ = travel_time_;
    crew_cost_ = 0;
    if (instance_->problem().evenness != 0)
        for (std::size_t at = 1; at < stops_.size() && !empty(); ++at)
            work_ += task_at(at).takes(task_at(at - 1).place);
    if (instance_->minds_crews())
        for (const std::uint32_t task : visits())
            crew_cost_ += instance_->crew_cost(instance_->task(task).request, *van_);
}

/// Goes on from what has changed as far as moments change by it.
void Route::refresh_times(Changed changed) {
    marks_.front().over = van_->vehicle->shift.from;
    for (std::size_t at = changed.first; at < stops_.size(); ++at) {
        const Task& task = task_at(at);
        const Mark& from = marks_[at - 1];
        const Time over = task.begin_at(from.over + marks_[at].arriving.duration) + task.takes(from.place);
        if (at > changed.last && over == marks_[at].over)
            break;
        marks_[at].over = over;
    }
    marks_.back().due = van_->vehicle->shift.to;
    for (std::size_t at = changed.last; at > 0; --at) {
        const Task& task = task_at(at);
        Mark& mark = marks_[at];
        Mark& from = marks_[at - 1];
        mark.arrive_by = task.begin_by(mark.due - task.setup - task.service);
        const Time arrive_by =
            from.place == mark.place ? task.begin_by(mark.due - task.service) : mark.arrive_by;
        const Time due = arrive_by - mark.arriving.duration;
        if (at < changed.first && due == from.due)
            break;
        from.due = due;
    }
}

void Route::refresh_times_with_breaks() {
    const std::span<const Task> breaks{van_->breaks};
    const std::size_t stops = stops_.size();
    over_.assign(stops * layers_, never);
    due_.assign(stops * layers_, -never);
    over_[0] = van_->vehicle->shift.from;
    for (std::size_t at = 1; at < stops; ++at) {
        Clocks over;
        advance(clocks_at(at - 1), task_at(at - 1), task_at(at), marks_[at].arriving.duration, over);
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
                    std::max(due(at, before), departure_before(arrival, marks_[at + 1].arriving.duration,
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
    for (std::size_t at = 1; at + 1 < stops; ++at)
        for (std::size_t i = 0; i < dimensions; ++i) {
            const std::size_t now = at * dimensions + i;
            load_[now] = load_[now - dimensions] - task_at(at).delivery[i] + task_at(at).pickup[i];
        }
    refresh_peaks();
}

void Route::add_loads(const Task& job, std::size_t position) {
    const std::size_t dimensions = instance_->dimensions();
    const std::size_t here = position * dimensions;
    const auto place = load_.begin() + static_cast<std::ptrdiff_t>(here);
    load_.insert(place, dimensions, 0);
    std::copy_n(load_.begin() + static_cast<std::ptrdiff_t>(here - dimensions), dimensions,
                load_.begin() + static_cast<std::ptrdiff_t>(here));
    // What it delivers is on board up to it, what it picks up from it on; the end has no load.
    const std::size_t end = (stops_.size() - 1) * dimensions;
    for (std::size_t i = 0; i < dimensions; ++i) {
        for (std::size_t now = i; now < here; now += dimensions)
            load_[now] += job.delivery[i];
        for (std::size_t now = here + i; now < end; now += dimensions)
            load_[now] += job.pickup[i];
    }
    refresh_peaks();
}

void Route::refresh_peaks() {
    const std::size_t dimensions = instance_->dimensions();
    before_.resize(load_.size());
    after_.resize(load_.size());
    std::copy_n(load_.begin(), dimensions, before_.begin());
    for (std::size_t now = dimensions; now < load_.size(); ++now)
        before_[now] = std::max(before_[now - dimensions], load_[now]);
    std::copy_n(load_.end() - static_cast<std::ptrdiff_t>(dimensions), dimensions,
                after_.end() - static_cast<std::ptrdiff_t>(dimensions));
    for (std::size_t now = load_.size() - dimensions; now-- > 0;)
        after_[now] = std::max(load_[now], after_[now + dimensions]);
}

bool Route::holds() const {
    const auto fits = [&](std::size_t i) {
        return before_[before_.size() - 2 * instance_->dimensions() + i] <= van_->vehicle->capacity[i];
    };
    for (std::size_t i = 0; i < instance_->dimensions(); ++i)
        if (!fits(i))
            return false;
    return clocks_at(stops_.size() - 1)[layers_ - 1] <= van_->vehicle->shift.to &&
           travel_time_ <= van_->vehicle->travel_max;
}

}  // namespace suncrew::routing
