#include "visits/moving.hpp"

#include <algorithm>
#include <set>

#include "base/refusal.hpp"
#include "orders/skills.hpp"
#include "orders/stored.hpp"
#include "orders/wished_dates.hpp"
#include "visits/appointments.hpp"
#include "visits/closed_days.hpp"
#include "visits/crew_at_work.hpp"
#include "visits/day_route.hpp"
#include "visits/letters.hpp"
#include "visits/news.hpp"
#include "visits/windows.hpp"
#include "visits/work.hpp"

namespace suncrew::visits {
namespace {

using access::Granted;
using access::Permission;
using std::chrono::minutes;
using std::chrono::sys_days;

/// A crew's day as a list of stops, with its route.
class CrewsDay {
public:
    CrewsDay(const CrewAtWork& crew, Instant leaves, std::vector<StoredVisit> stops)
        : crew_{crew}, leaves_{leaves}, stops_{std::move(stops)} {
        std::vector<Call> calls;
        for (const StoredVisit& stop : stops_) {
            Call call{.place = stop.place,
                      .service = std::chrono::duration_cast<minutes>(stop.ends_at - stop.begins_at),
                      .earliest = stop.window ? stop.window->from : leaves_};
            if (!is_ahead(stop.state))
                call.begun = stop.begins_at;
            calls.push_back(call);
        }
        route_ = day_route(crew_.base, leaves_, calls);
    }

    const DayRoute& route() const { return route_; }
    const std::vector<StoredVisit>& stops() const { return stops_; }

    CrewsDay without(VisitId visit) const {
        std::vector<StoredVisit> left = stops_;
        std::erase_if(left, [visit](const StoredVisit& stop) { return stop.id == visit; });
        return {crew_, leaves_, std::move(left)};
    }
    /// Before that stop, or last. None where there is no such stop ahead.
    std::optional<CrewsDay> with(StoredVisit visit, std::optional<VisitId> before) const {
        std::vector<StoredVisit> all = stops_;
        auto place = all.end();
        if (before) {
            place = std::find_if(all.begin(), all.end(),
                                 [&](const StoredVisit& stop) { return stop.id == *before; });
            if (place == all.end() || !is_ahead(place->state))
                return std::nullopt;
        }
        all.insert(place, std::move(visit));
        return CrewsDay{crew_, leaves_, std::move(all)};
    }
    /// The stops as the route has them.
    std::vector<StoredVisit> as_routed() const {
        std::vector<StoredVisit> routed = stops_;
        for (std::size_t i = 0; i < routed.size(); ++i) {
            routed[i].begins_at = route_.calls[i].begins_at;
            routed[i].ends_at = route_.calls[i].ends_at;
            routed[i].drive_minutes = static_cast<int>(route_.calls[i].drive.count());
            routed[i].drive_km = route_.calls[i].drive_km;
            routed[i].place_in_day = static_cast<int>(i) + 1;
        }
        return routed;
    }

private:
    const CrewAtWork& crew_;
    Instant leaves_;
    std::vector<StoredVisit> stops_;
    DayRoute route_;
};

/// What of the order stands against a move.
struct OrderFacts {
    orders::State state{};
    dispatch::SkillSet skills;
    Date not_before{};  ///< of its installation
    bool declined = false;
    int live_visits = 0;
};

OrderFacts facts_of(store::Reading& reading, OrderId order, CrewId crew) {
    const auto row = reading.one<std::string, int, Instant, std::optional<Instant>, bool, std::int64_t>(
        R"(select o.state, o.skills, o.cooling_off_ends_at, o.cooling_off_waived_at,
                  exists (select 1 from offers f where f.order_id = o.id and f.crew = ? and f.state = 'declined'),
                  (select count(*) from visits v where v.order_id = o.id and v.live = 1)
           from orders o where o.id = ?)",
        crew, order);
    if (!row)
        throw Refusal{Code::not_found, "visit_not_found"};
    const auto& [state, skills, cooling_off_ends_at, waived_at, declined, live] = *row;
    return {orders::stored_state(state), orders::stored_skills(skills),
            waived_at ? Date{} : orders::day_of(cooling_off_ends_at), declined, static_cast<int>(live)};
}

bool in_order_of_pieces(store::Reading& reading, const StoredVisit& visit, Date day, Date not_before) {
    if (visit.kind != Kind::installation)
        return true;
    if (visit.piece == 0 && not_before != Date{} && day < not_before)
        return false;
    const auto count = reading.value<std::int64_t>(
        R"(select count(*) from visits where order_id = ? and kind = 'installation' and state <> 'gone'
                and ((piece < ? and day >= ?) or (piece > ? and day <= ?)))",
        visit.order, visit.piece, day, visit.piece, day);
    return count.value() == 0;
}

bool is_closed(store::Reading& reading, const StoredVisit& visit, Date day) {
    for (const ClosedDay& closed : closed_between(reading, day, day))
        if (covers(closed, visit.country, visit.place))
            return true;
    return false;
}

int whole_minutes(minutes time) {
    return static_cast<int>(time.count());
}

bool keeps_promise(const StoredVisit& before, const StoredVisit& after) {
    return !before.window || (before.day == after.day && before.window->from <= after.begins_at &&
                              after.begins_at <= before.window->to);
}

}  // namespace

Proposed Moving::propose(store::Reading& reading, const TryMove& command) const {
    const auto visit = find_visit(reading, command.visit);
    if (!visit)
        throw Refusal{Code::not_found, "visit_not_found"};
    const auto crew = find_crew(reading, command.crew, command.day);
    if (!crew)
        throw Refusal{Code::not_found, "crew_not_found"};
    const auto old_crew = find_crew(reading, visit->crew, visit->day);
    const LocalTime local = LocalTime::at(gazetteer_, crew->base);
    const LocalTime old_local = LocalTime::at(gazetteer_, old_crew->base);
    const Date today = local.day_of(clock_.now());
    const OrderFacts order = facts_of(reading, visit->order, command.crew);
    const bool other_crew = visit->crew != command.crew;

    Proposed proposed;
    Trial& trial = proposed.trial;
    const auto against = [&](bool holds, Obstacle obstacle) {
        if (holds)
            trial.reasons.push_back(obstacle);
    };
    against(!is_ahead(visit->state), Obstacle::visit_begun);
    against(command.day <= today, Obstacle::day_passed);
    against(!crew->shift(local, command.day), Obstacle::crew_off);
    against(is_closed(reading, *visit, command.day), Obstacle::day_closed);
    against(!crew->skills.includes(order.skills), Obstacle::skills_missing);
    against(other_crew && order.declined, Obstacle::crew_declined);
    against(
        other_crew && ((order.state != orders::State::matched && order.state != orders::State::scheduled) ||
                       order.live_visits > 1),
        Obstacle::keeps_its_crew);
    against(!in_order_of_pieces(reading, *visit, command.day, order.not_before), Obstacle::order_of_pieces);

    const CrewsDay from{*old_crew, whole_shift(old_local, visit->day).from,
                        visits_of_day(reading, visit->crew, visit->day)};
    const bool same_day = !other_crew && visit->day == command.day;
    const TimeWindow shift = whole_shift(local, command.day);
    const CrewsDay to{
        *crew, shift.from,
        same_day ? from.without(visit->id).stops() : visits_of_day(reading, command.crew, command.day)};
    const CrewsDay left = from.without(visit->id);
    StoredVisit moved = *visit;
    moved.crew = crew->id;
    moved.crew_account = crew->account;
    moved.day = command.day;
    moved.window.reset();
    const auto together = to.with(moved, command.before);
    against(!together, Obstacle::no_such_place);
    trial.minutes_before = whole_minutes(from.route().driving);
    trial.km_before = from.route().road_km;
    if (!same_day) {
        trial.minutes_before += whole_minutes(to.route().driving);
        trial.km_before += to.route().road_km;
    }
    if (!together)
        return proposed;
    against(together->route().back_at > shift.to, Obstacle::day_too_long);
    trial.minutes_after = whole_minutes(together->route().driving);
    trial.km_after = together->route().road_km;
    if (!same_day) {
        trial.minutes_after += whole_minutes(left.route().driving);
        trial.km_after += left.route().road_km;
    }

    std::vector<StoredVisit> before = from.stops();
    if (!same_day)
        before.insert(before.end(), to.stops().begin(), to.stops().end());
    std::vector<StoredVisit> after = together->as_routed();
    if (!same_day) {
        const auto rest = left.as_routed();
        after.insert(after.end(), rest.begin(), rest.end());
    }
    const Windows windows = Windows::of_history(reading);
    const Date told_until{sys_days{today} + told_ahead};
    for (StoredVisit& now_at : after) {
        const StoredVisit& was = *std::find_if(before.begin(), before.end(),
                                               [&](const StoredVisit& v) { return v.id == now_at.id; });
        if (!is_ahead(was.state))
            continue;
        Moved change{was, now_at, keeps_promise(was, now_at)};
        if (now_at.id == visit->id) {
            trial.begins_at = now_at.begins_at;
            change.after.window = was.window;
            change.after.wished_days.clear();
        } else if (!change.kept) {
            trial.late_visits.push_back(was.id);
        }
        if (!change.kept) {
            trial.promises_broken.push_back(was.id);
            change.after.window.reset();
            if (now_at.day <= told_until)
                change.after.window = windows.around(now_at.begins_at, now_at.kind, now_at.place_in_day);
        }
        if (now_at.id == visit->id)
            proposed.visits.insert(proposed.visits.begin(), change);
        else
            proposed.visits.push_back(change);
    }
    trial.possible = trial.reasons.empty();
    if (!trial.possible)
        proposed.visits.clear();
    return proposed;
}

Trial Moving::try_move(Granted<Permission::read_board>, const TryMove& command,
                       store::Reading& reading) const {
    return propose(reading, command).trial;
}

access::Recorded<Trial> Moving::move(Granted<Permission::move_visits>, const MoveVisit& command,
                                     store::Writing& writing) const {
    const Instant now = clock_.now();
    const Proposed proposed = propose(writing, {command.visit, command.crew, command.day, command.before});
    if (!proposed.trial.possible)
        throw Refusal{Code::conflict, "move_not_possible"};
    const Means means{keyring_, prices_};
    std::set<std::pair<AccountId, Date>> days;
    for (const auto& [before, after, kept] : proposed.visits) {
        const bool the_moved = before.id == command.visit;
        if (before.begins_at == after.begins_at && before.crew == after.crew && before.day == after.day &&
            before.drive_minutes == after.drive_minutes && before.place_in_day == after.place_in_day)
            continue;
        if (!kept || (the_moved && (before.crew != after.crew || before.day != after.day))) {
            move_appointment(writing, means, before, after, Cause::dispatcher, now);
        } else {
            replace_visit(writing, before, after, now);
            tell(writing, after, now);
        }
        days.emplace(before.crew_account, before.day);
        days.emplace(after.crew_account, after.day);
        mark_to_plan(writing, after.crew, now);
    }
    for (const auto& [account, day] : days)
        send_day_changed(writing, keyring_, account, day, now);
    const StoredVisit& before = proposed.visits.front().before;
    return {.view = proposed.trial,
            .change = {.kind = audit::EventKind::visit_moved,
                       .account = before.customer,
                       .before = to_string(before.day) + " crew " + to_string(before.crew),
                       .after = to_string(command.day) + " crew " + to_string(command.crew) + " " +
                                std::string{orders::enumerator_name(command.reason)}}};
}

}  // namespace suncrew::visits
