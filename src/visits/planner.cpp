#include "visits/planner.hpp"

#include <exception>
#include <stdexcept>
#include <string>

#include "base/log.hpp"
#include "base/refusal.hpp"
#include "orders/move.hpp"
#include "store/lease.hpp"
#include "visits/crew_plan.hpp"
#include "visits/news.hpp"
#include "visits/windows.hpp"
#include "visits/work.hpp"

namespace suncrew::visits {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int changed_orders_max = 1000;
/// More crews than that are not kept in mind; the look at all of them finds the others.
constexpr std::size_t due_max = 5000;

void log_failure(CrewId crew, const std::exception& error) {
    const std::string id = to_string(crew);
    log::error("planning_failed",
               {{"crew", std::string_view{id}}, {"detail", std::string_view{error.what()}}});
}

/// One crew's plan, written difference by difference.
class CrewTurn {
public:
    CrewTurn(store::Connection& connection, const Means& means, const places::Gazetteer& gazetteer,
             const planning::TravelTimes& travel_times, CrewId crew, Instant now, PlanningRun& run)
        : connection_{connection},
          means_{means},
          gazetteer_{gazetteer},
          travel_times_{travel_times},
          crew_{crew},
          now_{now},
          run_{run} {}

    void take() {
        store::Reading reading{connection_};
        const auto needs = needs_of(reading, gazetteer_, crew_, now_);
        if (!needs)
            return;
        for (const Overtaken& overtaken : needs->overtaken)
            attempt(run_.over, [&](store::Transaction& transaction) { end(transaction, overtaken); });
        if (needs->failed)
            fail_all(reading);
        const CrewPlan plan = plan_of(
            *needs, closed_between(reading, needs->today, Date{sys_days{needs->today} + days{planned_days}}),
            travel_times_);
        for (const OrderId order : plan.fails)
            fail(order);
        for (const Difference& difference : plan.differences)
            write(difference);
        tell_due(reading, needs->today);
    }

private:
    template <class Work>
    void attempt(int& done, const Work& work) {
        try {
            store::in_transaction(connection_, work);
            ++done;
        } catch (const store::Unavailable&) {
            throw;
        } catch (const store::Conflict&) {
            ++run_.beaten;
        } catch (const store::Duplicate&) {
            ++run_.beaten;
        } catch (const Refusal& refusal) {
            if (refusal.code() == Code::conflict)
                ++run_.beaten;
            else
                log_failure(crew_, refusal);
        } catch (const std::exception& error) {
            log_failure(crew_, error);
        }
    }

    void end(store::Transaction& transaction, const Overtaken& overtaken) const {
        if (overtaken.becomes == State::gone) {
            drop_visit(transaction, overtaken.visit, overtaken.cause, now_);
            return;
        }
        StoredVisit after = overtaken.visit;
        after.state = overtaken.becomes;
        replace_visit(transaction, overtaken.visit, after, now_);
        tell(transaction, after, now_);
    }

    void write(const Difference& difference) {
        const std::optional<StoredVisit>& before = difference.before;
        const std::optional<StoredVisit>& after = difference.after;
        if (!after) {
            if (before && difference.cause)
                lose(difference);
            return;
        }
        if (before && before->day != after->day) {
            if (difference.cause)
                attempt(run_.moved, [&](store::Transaction& transaction) { move(transaction, difference); });
            else
                log_failure(crew_, std::logic_error{"a visit would be moved without a cause"});
            return;
        }
        if (!difference.is_stored)
            attempt(run_.added, [&](store::Transaction& transaction) { add(transaction, *after); });
        else if (differs(*before, *after))
            attempt(run_.shifted, [&](store::Transaction& transaction) {
                replace_visit(transaction, *before, *after, now_);
                tell(transaction, *after, now_);
            });
    }

    static bool differs(const StoredVisit& before, const StoredVisit& after) {
        return before.begins_at != after.begins_at || before.ends_at != after.ends_at ||
               before.drive_minutes != after.drive_minutes || before.place_in_day != after.place_in_day ||
               before.wished_days != after.wished_days;
    }

    /// The order is still this crew's and needs it: its row is held until the visit stands.
    void hold_order(store::Transaction& transaction, OrderId order) const {
        if (transaction.run("update orders set version = version where id = ? and crew = ?", order, crew_) ==
            0)
            throw Refusal{Code::conflict, "order_changed"};
    }

    StoredVisit add(store::Transaction& transaction, StoredVisit visit) const {
        hold_order(transaction, visit.order);
        visit.id = VisitId::make(now_);
        add_visit(transaction, visit, now_);
        tell(transaction, visit, now_);
        return visit;
    }

    void move(store::Transaction& transaction, const Difference& difference) const {
        StoredVisit before = *difference.before;
        StoredVisit after = *difference.after;
        if (!difference.is_stored) {
            before = add(transaction, before);
            after.id = before.id;
        }
        const Date today = LocalTime{before.country, before.place}.day_of(now_);
        if (after.day <= Date{sys_days{today} + told_ahead})
            after.window =
                Windows::of_history(transaction).around(after.begins_at, after.kind, after.place_in_day);
        move_appointment(transaction, means_, before, after, *difference.cause, now_);
    }

    /// The customer hears once that there is no day for now.
    void lose(const Difference& difference) {
        if (difference.is_stored)
            attempt(run_.lost, [&](store::Transaction& transaction) {
                lose_appointment(transaction, means_, *difference.before, *difference.cause, now_);
            });
        else if (!lost_before(difference))
            attempt(run_.lost, [&](store::Transaction& transaction) {
                lose_appointment(transaction, means_, add(transaction, *difference.before), *difference.cause,
                                 now_);
            });
    }

    bool lost_before(const Difference& difference) const {
        store::Reading reading{connection_};
        return reading
            .value<bool>(R"(select exists (select 1 from visits where order_id = ? and kind = ? and piece = ?
                                                                      and crew = ? and state = 'gone'))",
                         difference.order, orders::enumerator_name(difference.before->kind),
                         difference.before->piece, crew_)
            .value();
    }

    void fail(OrderId order) {
        attempt(run_.failed, [&](store::Transaction& transaction) {
            const auto before = orders::find_any(transaction, order);
            if (!before || before->crew != crew_)
                throw Refusal{Code::conflict, "order_changed"};
            const orders::Move move{orders::Event::crew_failed, orders::Mover::system(), {}, now_};
            orders::keep(transaction, means_.keyring, *before, orders::moved(*before, move), move);
            for (const StoredVisit& visit : visits_of_order(transaction, order, before->customer))
                if (!is_over(visit.state) && visit.crew == crew_)
                    lose_appointment(transaction, means_, visit, Cause::crew_absent, now_);
        });
    }

    void fail_all(store::Reading& reading) {
        for (const auto& [order] : reading.rows<OrderId>(
                 R"(select id from orders
                    where crew = ? and state in ('survey', 'design', 'customer_approval', 'permit',
                                                 'interconnection')
                    order by id limit ?)",
                 crew_, crew_orders_max))
            fail(order);
    }

    /// Windows that are due to be told.
    void tell_due(store::Reading& reading, Date today) {
        const Date until{sys_days{today} + told_ahead};
        std::optional<Windows> windows;
        for (const StoredVisit& visit : live_visits(reading, crew_)) {
            if (visit.state != State::planned || visit.day < today || visit.day > until)
                continue;
            if (!windows)
                windows = Windows::of_history(reading);
            attempt(run_.told, [&](store::Transaction& transaction) {
                StoredVisit after = visit;
                after.window = windows->around(visit.begins_at, visit.kind, visit.place_in_day);
                tell_window(transaction, means_, visit, after, now_);
            });
        }
    }

    store::Connection& connection_;
    const Means& means_;
    const places::Gazetteer& gazetteer_;
    const planning::TravelTimes& travel_times_;
    CrewId crew_;
    Instant now_;
    PlanningRun& run_;
};

}  // namespace

/// Crews that are marked, and those whose orders have changed.
void Planner::find_changed(store::Reading& reading, Instant now) {
    for (const auto& [crew, since] : reading.rows<CrewId, Instant>(
             "select crew, since from crews_to_plan order by since, crew limit ?", planned_crews_max))
        due_[crew] = since;
    const Instant from = seen_until_.value_or(now) - change_settles;
    std::map<OrderId, int> seen;
    for (const auto& [order, version, crew, visited_by] :
         reading.rows<OrderId, int, std::optional<CrewId>, std::optional<CrewId>>(
             R"(select o.id, o.version, o.crew, max(v.crew) from orders o
                     left join visits v on v.order_id = o.id and v.live = 1
                where o.updated_at > ? group by o.id, o.version, o.crew order by max(o.updated_at) limit ?)",
             from, changed_orders_max)) {
        seen[order] = version;
        if (const auto known = seen_.find(order); known != seen_.end() && known->second == version)
            continue;
        for (const std::optional<CrewId>& of : {crew, visited_by})
            if (of && due_.size() < due_max)
                due_.try_emplace(*of);
    }
    seen_ = std::move(seen);
}

void Planner::find_all(store::Reading& reading, Instant now) {
    if (!all_up_to_ && (!all_since_ || now - *all_since_ >= all_crews_every)) {
        all_since_ = now;
        all_up_to_ = CrewId{};
    }
    if (!all_up_to_)
        return;
    const auto page = reading.rows<CrewId>("select id from crews where id > ? order by id limit ?",
                                           *all_up_to_, planned_crews_max);
    for (const auto& [crew] : page)
        due_.try_emplace(crew);
    all_up_to_ = static_cast<int>(page.size()) < planned_crews_max ? std::nullopt
                                                                   : std::optional{std::get<0>(page.back())};
}

PlanningRun Planner::run(store::Connection& connection, Instant now, const std::stop_token& stop) {
    PlanningRun run;
    {
        store::Reading reading{connection};
        find_changed(reading, now);
        if (due_.size() < planned_crews_max)
            find_all(reading, now);
    }
    seen_until_ = now;
    if (due_.empty())
        return run;
    const auto lease = store::Lease::take(connection, "planning", now);
    if (!lease) {
        // Who leads sees the same; what it leaves undone is found by the look at all crews.
        due_.clear();
        return {.led = false};
    }
    std::map<CrewId, std::optional<Instant>> again;
    const auto until = std::chrono::steady_clock::now() + turn_max;
    while (!due_.empty() && run.crews < planned_crews_max && !stop.stop_requested() &&
           std::chrono::steady_clock::now() < until) {
        const auto [crew, marked] = *due_.begin();
        due_.erase(due_.begin());
        ++run.crews;
        const int beaten = run.beaten;
        CrewTurn{connection, means_, gazetteer_, travel_times_, crew, now, run}.take();
        if (run.beaten > beaten)
            again.emplace(crew, marked);
        else if (marked)
            store::in_transaction(
                connection, [&, crew = crew, since = *marked](store::Transaction& transaction) {
                    transaction.run("delete from crews_to_plan where crew = ? and since <= ?", crew, since);
                });
    }
    due_.merge(again);
    return run;
}

}  // namespace suncrew::visits
