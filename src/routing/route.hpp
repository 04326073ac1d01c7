#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "routing/instance.hpp"

namespace suncrew::routing {

/// A moment for each number of breaks already taken. What is later in each is worse everywhere: to arrive
/// earlier never hurts, as a vehicle can wait.
using Clocks = std::array<Time, breaks_max + 1>;

/// The visits of one vehicle in their order, and what has to be known to tell in constant time whether and at
/// what cost one more fits between two of them.
///
/// For each stop there is the earliest moment at which it can be over and the latest at which it has to be
/// for the rest to be in time, by the number of breaks taken so far. So where breaks stand is decided by
/// whoever reads the schedule. For each stretch between two stops there is the load, and the largest load
/// before and after.
class Route {
public:
    Route(const Instance& instance, std::uint32_t van);

    const Van& van() const { return *van_; }
    /// Visits on it. Stops are these and, at 0 and `size() + 1`, the start and the end.
    std::size_t size() const { return stops_.size() - 2; }
    bool empty() const { return size() == 0; }
    std::span<const std::uint32_t> stops() const { return stops_; }
    std::span<const std::uint32_t> visits() const { return std::span{stops_}.subspan(1, size()); }
    /// Nothing where it is empty.
    Cost cost() const {
        return empty() ? 0 : van_->vehicle->fixed_cost + travel_cost_ + crew_cost_ + evenness_cost(work_);
    }

    /// What it costs more to make `task`, a job, behind stop `behind`; `never` where it does not fit or costs
    /// `below` or more. Skills are not looked at.
    Cost job_price(std::uint32_t task, std::size_t behind, Cost below) const;

    /// Where the ends of a shipment go: the delivery is made `delivery - pickup` visits after the pickup.
    struct Pair {
        std::size_t pickup = 0;    ///< the stop behind which the pickup goes
        std::size_t delivery = 0;  ///< the stop of today behind which the delivery goes; not before `pickup`
        Cost price = never;
    };
    /// The cheapest place for the delivery of a shipment whose pickup goes behind stop `behind`, below a
    /// price; with the price `never` where there is none.
    Pair pair_price(std::uint32_t pickup, std::size_t behind, Cost below) const;

    /// What it costs more that this route goes on from its stop `behind` to visit `onto` of another and what
    /// follows there, and the other from before that to what followed here; `never` where that does not fit
    /// or spares nothing. For vehicles of one kind, of an instance with free tails.
    Cost tail_price(std::size_t behind, const Route& other, std::size_t onto) const;

    void insert(std::uint32_t task, std::size_t behind);
    /// Both ends of a shipment.
    void insert(std::uint32_t pickup, const Pair& pair);
    /// Takes the visits out for which `leaves(task)`.
    template <class Leaves>
    void remove(Leaves leaves) {
        Changed changed{stops_.size(), 0};
        std::size_t kept = 1;
        bool follows = true;  // whether the last one kept stood before this one already
        for (std::size_t at = 1; at < stops_.size(); ++at) {
            if (at + 1 < stops_.size() && leaves(stops_[at])) {
                follows = false;
                continue;
            }
            stops_[kept] = stops_[at];
            marks_[kept] = marks_[at];
            if (!follows) {
                arrive(kept);
                changed = {std::min(changed.first, kept), kept};
            }
            follows = true;
            ++kept;
        }
        stops_.resize(kept);
        marks_.resize(kept);
        refresh_ways(changed);
        refresh_loads();
    }
    void assign(std::span<const std::uint32_t> visits);

    /// The latest moment at which stop `position` may be over with `taken` breaks before it.
    Time due(std::size_t position, std::size_t taken) const {
        return layers_ == 1 ? marks_[position].due : due_[position * layers_ + taken];
    }
    /// Whether every visit is in time and every load fits. Holds after each insertion that had a price;
    /// visits of shipments taken out one by one need not.
    bool holds() const;

private:
    /// What is asked of a stop for each place that is looked at beside it.
    struct Mark {
        Place place = 0;
        Leg arriving{};      ///< the way to it
        Time over = 0;       ///< the earliest, where the van has no breaks
        Time due = 0;        ///< the latest that it may be over, where there are none
        Time arrive_by = 0;  ///< the latest arrival from another place, where there are none
    };

    /// The first and the last stop that is arrived at another way than before; what lies between may be so.
    struct Changed {
        std::size_t first = 0;
        std::size_t last = 0;
    };

    void arrive(std::size_t position) {
        marks_[position].arriving =
            instance_->leg_into(van_->mode, marks_[position].place, marks_[position - 1].place);
    }
    /// Everything but the stops.
    void measure();
    /// What follows from the ways between the stops.
    void refresh_ways(Changed changed);
    void refresh_sums();
    void refresh_times(Changed changed);
    void refresh_times_with_breaks();
    void refresh_loads();
    /// The loads with one more job, which is stop `position`.
    void add_loads(const Task& job, std::size_t position);
    void refresh_peaks();
    /// Whether this route up to stop `behind` and another from stop `onto` on are one that holds, `way`
    /// apart.
    bool joins(std::size_t behind, const Route& other, std::size_t onto, Time way) const;
    bool joins_loads(std::size_t behind, const Route& other, std::size_t onto) const;
    Time travel_between(std::size_t first, std::size_t last) const;
    const Task& task_at(std::size_t position) const { return instance_->task(stops_[position]); }
    Leg leg(const Task& from, const Task& to) const {
        return instance_->leg(van_->mode, from.place, to.place);
    }
    Cost evenness_cost(Time work) const {
        const double hours = work / 3600;
        return instance_->problem().evenness * hours * hours;
    }
    /// What a job costs beside its ways: more work, its day, and what was promised otherwise.
    Cost price_beside(const Task& task, std::size_t behind, Time more_travel) const;
    bool room_for_job(const Task& task, std::size_t behind) const;
    bool room_for_load(const Task& task, std::size_t behind) const;
    bool in_time(const Task& task, std::size_t behind, Time there, Time onward) const {
        if (layers_ > 1)
            return in_time_with_breaks(task, behind, there, onward);
        const Mark& from = marks_[behind];
        const Mark& next = marks_[behind + 1];
        const Time arrival = task.begin_at(from.over + there) + task.takes(from.place) + onward;
        if (task.place != next.place)
            return arrival <= next.arrive_by;
        return task_at(behind + 1).begin_at(arrival) + task_at(behind + 1).service <= next.due;
    }
    bool in_time_with_breaks(const Task& task, std::size_t behind, Time there, Time onward) const;
    /// When `to` is over for whoever leaves `from` at these moments and travels so long; whether ever.
    bool advance(const Clocks& left, const Task& from, const Task& to, Time travel, Clocks& over) const;
    bool meets(const Clocks& over, std::size_t position) const;
    Clocks clocks_at(std::size_t position) const;

    const Instance* instance_;
    const Van* van_;
    std::size_t layers_;  ///< the van's breaks and one
    std::vector<std::uint32_t> stops_;
    std::vector<Mark> marks_;           ///< by stop
    std::vector<Time> over_;            ///< by stop and breaks taken: the earliest; empty without breaks
    std::vector<Time> due_;             ///< by stop and breaks taken: the latest; the same
    std::vector<std::int64_t> load_;    ///< by stretch behind a stop, and dimension
    std::vector<std::int64_t> before_;  ///< the largest load up to and with that stretch
    std::vector<std::int64_t> after_;   ///< and from it on
    Cost travel_cost_ = 0;
    Time travel_time_ = 0;
    Time work_ = 0;       ///< driving, setup and service
    Cost crew_cost_ = 0;  ///< of its days, and of promises
};

}  // namespace suncrew::routing
