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

    void insert(std::uint32_t task, std::size_t behind);
    /// Both ends of a shipment.
    void insert(std::uint32_t pickup, const Pair& pair);
    /// Takes the visits out for which `leaves(task)`.
    template <class Leaves>
    void remove(Leaves leaves) {
        std::erase_if(stops_, [&](std::uint32_t task) { return task < instance_->visits() && leaves(task); });
        refresh();
    }
    void assign(std::span<const std::uint32_t> visits);

    /// The latest moment at which stop `position` may be over with `taken` breaks before it.
    Time due(std::size_t position, std::size_t taken) const { return due_[position * layers_ + taken]; }
    /// Whether every visit is in time and every load fits. Holds after each insertion that had a price;
    /// visits of shipments taken out one by one need not.
    bool holds() const;

private:
    void refresh();
    void refresh_times();
    void refresh_loads();
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
    bool in_time(const Task& task, std::size_t behind, Time there, Time onward) const;
    /// When `to` is over for whoever leaves `from` at these moments and travels so long; whether ever.
    bool advance(const Clocks& left, const Task& from, const Task& to, Time travel, Clocks& over) const;
    bool meets(const Clocks& over, std::size_t position) const;
    Clocks clocks_at(std::size_t position) const;

    const Instance* instance_;
    const Van* van_;
    std::size_t layers_;  ///< the van's breaks and one
    std::vector<std::uint32_t> stops_;
    std::vector<Leg> arriving_;         ///< by stop: the way to it
    std::vector<Time> over_;            ///< by stop and breaks taken: the earliest
    std::vector<Time> due_;             ///< by stop and breaks taken: the latest
    std::vector<std::int64_t> load_;    ///< by stretch behind a stop, and dimension
    std::vector<std::int64_t> before_;  ///< the largest load up to and with that stretch
    std::vector<std::int64_t> after_;   ///< and from it on
    Cost travel_cost_ = 0;
    Time travel_time_ = 0;
    Time work_ = 0;       ///< driving, setup and service
    Cost crew_cost_ = 0;  ///< of its days, and of promises
};

}  // namespace suncrew::routing
