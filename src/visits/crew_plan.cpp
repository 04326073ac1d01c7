#include "visits/crew_plan.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "planning/replan.hpp"
#include "visits/day_route.hpp"
#include "visits/work.hpp"

namespace suncrew::visits {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr planning::Time day_length = 86'400;
constexpr std::uint64_t the_crew = 1;
/// About 25 µs of a processor each.
constexpr std::uint64_t iterations_a_piece = 100;
constexpr std::uint64_t iterations_max = 4'000;
constexpr int installation_gap_days_max = 5;

Cause cause_of(planning::Cause cause) {
    switch (cause) {
        case planning::Cause::order_gone:
            return Cause::order_gone;
        case planning::Cause::crew_gone:
            return Cause::crew_gone;
        case planning::Cause::crew_declined:
            return Cause::crew_declined;
        case planning::Cause::site_closed:
            return Cause::site_closed;
        case planning::Cause::out_of_horizon:
            return Cause::out_of_horizon;
        case planning::Cause::bound_to_a_broken_one:
            return Cause::bound_to_a_broken_one;
        case planning::Cause::no_longer_in_time:
            return Cause::no_longer_in_time;
    }
    return Cause::no_longer_in_time;
}

/// A piece in the situation, and what is known of it beside.
struct Part {
    const NeedyOrder* order = nullptr;
    const NeededPiece* piece = nullptr;
    std::optional<Cause> broken{};  ///< why it is no longer as it was
};

class Plan {
public:
    Plan(const CrewNeeds& needs, const std::vector<ClosedDay>& closed,
         const planning::TravelTimes& travel_times)
        : needs_{needs}, closed_{closed}, travel_times_{travel_times} {
        situation_.horizon_days = planned_days;
        add_crew();
        for (const NeedyOrder& order : needs_.orders)
            add_order(order);
    }

    CrewPlan made() {
        const planning::Replanned plan = planning::replan(
            situation_,
            routing::Budget::of_iterations(std::min(iterations_max, 1 + iterations_a_piece * parts_.size())),
            1, 1, {}, travel_times_);
        for (const planning::Broken& broken : plan.broken)
            part(broken.agreed.order, broken.agreed.piece).broken = cause_against(broken);
        place(plan.visits);
        CrewPlan made;
        for (auto& [key, part] : parts_)
            add_difference(made, part, key);
        return made;
    }

private:
    using Key = std::pair<std::uint64_t, std::size_t>;

    int index_of(Date day) const {
        return static_cast<int>((sys_days{day} - sys_days{needs_.today}).count());
    }
    Date day_at(int index) const { return Date{sys_days{needs_.today} + days{index}}; }
    planning::Time time_of(Instant instant, Date day) const {
        const auto into = std::chrono::duration_cast<seconds>(instant - needs_.local.at(day, {}));
        return index_of(day) * day_length + static_cast<planning::Time>(into.count());
    }
    planning::Window shift_of(int index) const {
        const auto at = [&](minutes time) {
            return index * day_length + static_cast<planning::Time>(seconds{time}.count());
        };
        return {at(shift_begins), at(shift_ends)};
    }
    Part& part(std::uint64_t order, std::size_t piece) { return parts_.at({order, piece}); }

    void add_crew() {
        planning::Crew crew{.id = the_crew, .home = needs_.crew.base};
        // Today is not planned anew: who comes today is told by the crew.
        for (int index = 1; index < planned_days; ++index)
            if (needs_.works_on(day_at(index)))
                crew.shifts.push_back({index, shift_of(index)});
        situation_.crews.push_back(std::move(crew));
    }

    const ClosedDay* closed_on(const NeedyOrder& order, Date day) const {
        for (const ClosedDay& closed : closed_)
            if (closed.day == day && covers(closed, order.country, order.place))
                return &closed;
        return nullptr;
    }

    std::optional<Cause> against_today(const NeedyOrder& order) const {
        if (!needs_.works_on(needs_.today))
            return needs_.is_absent(needs_.today) ? Cause::crew_absent : Cause::crew_gone;
        if (const ClosedDay* closed = closed_on(order, needs_.today))
            return closed->reason == ClosedReason::weather ? Cause::weather : Cause::site_closed;
        return {};
    }

    static std::optional<Date> told_day(const NeededPiece& piece) {
        return piece.stored ? std::optional{piece.stored->day} : piece.dated;
    }

    /// Whether nothing is planned for it now: it stands today, or its day, or the day that its customer
    /// named, is beyond the horizon.
    bool rests(const NeedyOrder& order, const NeededPiece& piece) const {
        if (piece.stored && !is_ahead(piece.stored->state))
            return piece.stored->day >= needs_.today;
        const auto day = told_day(piece);
        if (day && *day == needs_.today)
            return !against_today(order);
        if (piece.stored && !piece.stored->wished_days.empty())
            return std::none_of(piece.stored->wished_days.begin(), piece.stored->wished_days.end(),
                                [&](Date wished) { return index_of(wished) < planned_days; });
        return day && index_of(*day) >= planned_days;
    }

    void add_order(const NeedyOrder& needy) {
        planning::Order order{.id = situation_.orders.size() + 1, .site = needy.place, .first_day = 1};
        // The skills of its crew were looked at when it was matched.
        if (needy.not_before != Date{})
            order.first_day = std::max(order.first_day, index_of(needy.not_before));
        for (int index = 0; index < planned_days; ++index)
            if (closed_on(needy, day_at(index)))
                order.closed_days.push_back(index);
        for (const NeededPiece& piece : needy.pieces) {
            // What comes after a day that rests goes on from it, and days beyond the horizon wait for it.
            if (rests(needy, piece)) {
                if (order.pieces.empty() && told_day(piece) && *told_day(piece) > needs_.today)
                    return;
                continue;
            }
            add_piece(order, needy, piece);
        }
        if (!order.pieces.empty())
            situation_.orders.push_back(std::move(order));
        else
            std::erase_if(parts_, [&](const auto& entry) { return entry.first.first == order.id; });
    }

    void add_piece(planning::Order& order, const NeedyOrder& needy, const NeededPiece& piece) {
        const std::size_t number = order.pieces.size();
        Part& part = parts_[{order.id, number}];
        part = {&needy, &piece};
        order.pieces.push_back(
            {.service = static_cast<planning::Time>(seconds{duration_of(piece.kind)}.count()),
             .days_after_min = 1,
             .days_after_max = installation_gap_days_max,
             .same_crew = number > 0,
             .whole = number > 0});
        if (piece.stored && !piece.stored->wished_days.empty()) {
            part.broken = Cause::customer;
            keep_to_wishes(order, *piece.stored);
            return;
        }
        const auto day = told_day(piece);
        if (!day || piece.lost)
            return;
        const int index = index_of(*day);
        if (index == 0)
            part.broken = against_today(needy);
        else if (piece.stored && piece.stored->window)
            agree(order, number, index,
                  {time_of(piece.stored->window->from, *day), time_of(piece.stored->window->to, *day)});
        else
            agree(order, number, index, shift_of(index));
    }

    void agree(const planning::Order& order, std::size_t number, int index, planning::Window begins) {
        situation_.agreed.push_back({order.id, number, the_crew, index, begins});
    }

    /// The first of several days is one of those that were named; the others follow it.
    void keep_to_wishes(planning::Order& order, const StoredVisit& visit) const {
        const auto named = [&](Date day) { return std::ranges::count(visit.wished_days, day) > 0; };
        if (visit.kind == Kind::installation) {
            const Date first = *std::min_element(visit.wished_days.begin(), visit.wished_days.end());
            order.first_day = std::max(order.first_day, index_of(first));
            return;
        }
        for (int index = 0; index < planned_days; ++index)
            if (!named(day_at(index)))
                order.closed_days.push_back(index);
    }

    Cause cause_against(const planning::Broken& broken) {
        const Date day = day_at(broken.agreed.day);
        if (broken.cause == planning::Cause::crew_gone && needs_.is_absent(day))
            return Cause::crew_absent;
        if (broken.cause == planning::Cause::site_closed) {
            const Part& of = part(broken.agreed.order, broken.agreed.piece);
            const ClosedDay* closed = closed_on(*of.order, day);
            if (closed != nullptr && closed->reason == ClosedReason::weather)
                return Cause::weather;
        }
        return cause_of(broken.cause);
    }

    /// The days as they are driven.
    void place(const std::vector<planning::Visit>& visits) {
        std::map<int, std::vector<const planning::Visit*>> by_day;
        for (const planning::Visit& visit : visits)
            by_day[visit.day].push_back(&visit);
        for (const auto& [index, of_day] : by_day) {
            const Date day = day_at(index);
            std::vector<Call> calls;
            for (const planning::Visit* visit : of_day) {
                const Part& of = part(visit->order, visit->piece);
                const auto into = minutes{static_cast<int>((visit->begins - index * day_length) / 60)};
                calls.push_back({.place = of.order->place,
                                 .service = duration_of(of.piece->kind),
                                 .begun = needs_.local.at(day, into)});
            }
            const DayRoute route =
                day_route(needs_.crew.base, needs_.local.at(day, shift_begins), calls, travel_times_);
            for (std::size_t i = 0; i < of_day.size(); ++i)
                placed_.emplace(Key{of_day[i]->order, of_day[i]->piece},
                                visit_at(part(of_day[i]->order, of_day[i]->piece), day, route.calls[i],
                                         static_cast<int>(i) + 1));
        }
    }

    StoredVisit blank(const Part& of) const {
        StoredVisit visit;
        visit.order = of.order->id;
        visit.kind = of.piece->kind;
        visit.piece = of.piece->piece;
        visit.crew = needs_.crew.id;
        visit.crew_account = needs_.crew.account;
        visit.customer = of.order->customer;
        visit.city = of.order->city;
        visit.country = of.order->country;
        visit.place = of.order->place;
        visit.state = State::planned;
        return visit;
    }

    StoredVisit visit_at(const Part& of, Date day, const CallTimes& times, int place_in_day) const {
        StoredVisit visit = of.piece->stored ? *of.piece->stored : blank(of);
        if (visit.day != day) {
            visit.window.reset();
            visit.late_minutes = 0;
            visit.arrives_at.reset();
            visit.state = State::planned;
        }
        visit.day = day;
        visit.begins_at = times.begins_at;
        visit.ends_at = times.ends_at;
        visit.drive_minutes = static_cast<int>(times.drive.count());
        visit.drive_km = times.drive_km;
        visit.place_in_day = place_in_day;
        visit.wished_days.clear();
        return visit;
    }

    /// As the order's own day told it, without a row.
    StoredVisit as_dated(const Part& of, Date day) const {
        StoredVisit visit = blank(of);
        const TimeWindow shift = whole_shift(needs_.local, day);
        visit.day = day;
        visit.begins_at = shift.from;
        visit.ends_at = shift.from + duration_of(of.piece->kind);
        return visit;
    }

    void add_difference(CrewPlan& made, const Part& of, const Key& key) {
        Difference difference{.order = of.order->id};
        const auto found = placed_.find(key);
        if (found != placed_.end())
            difference.after = found->second;
        difference.is_stored = of.piece->stored.has_value();
        if (difference.is_stored)
            difference.before = of.piece->stored;
        else if (of.piece->dated)
            difference.before = as_dated(of, *of.piece->dated);
        difference.cause = of.broken ? of.broken : difference.is_stored ? std::nullopt : of.piece->lost;
        if (difference.cause == Cause::customer && !wished(of, difference))
            difference.cause = Cause::no_longer_in_time;
        if (fails(difference, of)) {
            if (std::ranges::count(made.fails, of.order->id) == 0)
                made.fails.push_back(of.order->id);
            return;
        }
        made.differences.push_back(std::move(difference));
    }

    /// Whether the customer has named the day that it would be.
    static bool wished(const Part& of, const Difference& difference) {
        const auto& stored = of.piece->stored;
        return stored && difference.after &&
               std::ranges::count(stored->wished_days, difference.after->day) > 0;
    }

    /// Whether the crew is away for longer than the order waits.
    bool fails(const Difference& difference, const Part& of) const {
        const bool away = difference.cause == Cause::crew_absent || difference.cause == Cause::crew_gone;
        if (!away || !orders::allowed(of.order->state, orders::Event::crew_failed, orders::Party::system))
            return false;
        return !difference.after ||
               (difference.before &&
                sys_days{difference.after->day} - sys_days{difference.before->day} > waits_for_crew_max);
    }

    const CrewNeeds& needs_;
    const std::vector<ClosedDay>& closed_;
    const planning::TravelTimes& travel_times_;
    planning::Situation situation_;
    std::map<Key, Part> parts_;
    std::map<Key, StoredVisit> placed_;
};

}  // namespace

CrewPlan plan_of(const CrewNeeds& needs, const std::vector<ClosedDay>& closed,
                 const planning::TravelTimes& travel_times) {
    if (needs.orders.empty())
        return {};
    return Plan{needs, closed, travel_times}.made();
}

}  // namespace suncrew::visits
