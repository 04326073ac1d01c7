#include "visits/progress.hpp"

#include <algorithm>

#include "base/refusal.hpp"
#include "visits/appointments.hpp"
#include "visits/crew_at_work.hpp"
#include "visits/day_route.hpp"
#include "visits/letters.hpp"
#include "visits/news.hpp"
#include "visits/windows.hpp"

namespace suncrew::visits {
namespace {

using access::Granted;
using access::Permission;
using std::chrono::minutes;

State next(State from, Progress event) {
    for (const Step& step : steps)
        if (step.from == from && step.event == event)
            return step.to;
    throw Refusal{Code::conflict, "progress_not_allowed"};
}

void require_nobody_else(const std::vector<StoredVisit>& day, VisitId visit) {
    for (const StoredVisit& other : day)
        if (other.id != visit && (other.state == State::on_the_way || other.state == State::arrived))
            throw Refusal{Code::conflict, "another_visit_under_way"};
}

VisitStep step_of(const StoredVisit& visit, Date today, int others_told) {
    return {visit.id,     visit.version,
            visit.state,  visit.begins_at,
            visit.window, visit.state == State::on_the_way ? visit.arrives_at : std::nullopt,
            others_told,  progress_of(visit, today)};
}

/// A crew's stops from the late one on, each with its later beginning.
class LaterDay {
public:
    LaterDay(const CrewAtWork& crew, std::vector<StoredVisit> visits, VisitId late, minutes by)
        : visits_{std::move(visits)} {
        std::vector<Call> calls;
        bool later = false;
        for (const StoredVisit& visit : visits_) {
            Call call{visit.place, std::chrono::duration_cast<minutes>(visit.ends_at - visit.begins_at),
                      visit.begins_at};
            if (visit.id == late)
                call.begun = visit.begins_at + by;
            else if (!later || !is_ahead(visit.state))
                call.begun = visit.begins_at;
            later = later || visit.id == late;
            calls.push_back(call);
        }
        if (!visits_.empty())
            times_ = day_route(crew.base, visits_.front().begins_at, calls).calls;
    }

    /// Calls `moved` with each visit that begins later than it was to, and when.
    template <class Moved>
    void each(Moved moved) const {
        for (std::size_t i = 0; i < visits_.size(); ++i)
            if (times_[i].begins_at > visits_[i].begins_at && !is_over(visits_[i].state))
                moved(visits_[i], times_[i]);
    }

private:
    std::vector<StoredVisit> visits_;
    std::vector<CallTimes> times_;
};

}  // namespace

std::vector<Progress> progress_of(const StoredVisit& visit, Date today) {
    std::vector<Progress> possible;
    if (visit.day != today)
        return possible;
    for (const Step& step : steps)
        if (step.from == visit.state)
            possible.push_back(step.event);
    return possible;
}

VisitStep VisitProgress::say(Granted<Permission::move_own_visits> who, const SayProgress& command,
                             store::Transaction& transaction) const {
    const Instant now = clock_.now();
    const bool late = command.event == Progress::late;
    if (command.minutes.has_value() != late)
        throw Refusal{Code::invalid, late ? "missing_member" : "not_for_this_event", "minutes"};
    const auto before = find_visit_of_crew(transaction, command.visit, who.account());
    if (!before)
        throw Refusal{Code::not_found, "visit_not_found"};
    const CrewAtWork crew = need_crew(transaction, who.account(), before->day);
    const Date today = LocalTime::at(gazetteer_, crew.base).day_of(now);
    StoredVisit after = *before;
    after.state = next(before->state, command.event);
    if (before->day != today)
        throw Refusal{Code::conflict, "not_today"};
    const std::vector<StoredVisit> day = visits_of_day(transaction, crew.id, today);
    int others_told = 0;
    switch (command.event) {
        case Progress::set_off:
            require_nobody_else(day, before->id);
            after.arrives_at = now + minutes{before->drive_minutes};
            replace_visit(transaction, *before, after, now);
            tell(transaction, after, now);
            send_set_off(transaction, keyring_, after, now);
            break;
        case Progress::arrive:
            after.arrived_at = now;
            replace_visit(transaction, *before, after, now);
            tell(transaction, after, now);
            break;
        case Progress::finish:
            after.finished_at = now;
            replace_visit(transaction, *before, after, now);
            tell(transaction, after, now);
            break;
        case Progress::late: {
            const Means means{keyring_, prices_};
            const minutes by{std::int64_t{*command.minutes}};
            const Windows windows = Windows::of_history(transaction);
            LaterDay{crew, day, before->id, by}.each([&](const StoredVisit& visit, const CallTimes& times) {
                StoredVisit later = visit;
                later.begins_at = times.begins_at;
                later.ends_at = times.ends_at;
                if (visit.id == before->id)
                    later.late_minutes += static_cast<int>(by.count());
                if (visit.state == State::on_the_way && visit.arrives_at)
                    later.arrives_at = *visit.arrives_at + by;
                const bool kept = !visit.window || times.begins_at <= visit.window->to;
                if (kept) {
                    replace_visit(transaction, visit, later, now);
                    tell(transaction, later, now);
                } else {
                    later.window = windows.around(times.begins_at, visit.kind, visit.place_in_day);
                    move_appointment(transaction, means, visit, later, Cause::delay, now);
                    others_told += visit.id == before->id ? 0 : 1;
                }
            });
            break;
        }
    }
    return step_of(find_visit(transaction, before->id).value(), today, others_told);
}

}  // namespace suncrew::visits
