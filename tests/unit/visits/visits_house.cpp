#include "visits/visits_house.hpp"

#include "identity/accounts.hpp"

namespace suncrew::visits {

VisitsHouse::VisitsHouse() : dispatcher_{add_account(Role::support)} {}

PlanningRun VisitsHouse::plan() {
    constexpr int turns_max = 20;
    PlanningRun all;
    for (int turn = 0; turn < turns_max; ++turn) {
        const PlanningRun run = plan_once();
        all.added += run.added;
        all.shifted += run.shifted;
        all.moved += run.moved;
        all.lost += run.lost;
        all.over += run.over;
        all.told += run.told;
        all.failed += run.failed;
        all.beaten += run.beaten;
        if (!run.wrote())
            return all;
    }
    ADD_FAILURE() << "the planning does not come to rest";
    return all;
}

CrewDay VisitsHouse::day(AccountId crew, Date day) {
    store::Reading reading{desk_.connection()};
    return days_.day(proof<Permission::read_own_days>(crew), {day}, reading);
}
CrewCalendar VisitsHouse::calendar(AccountId crew, Date from, int days) {
    store::Reading reading{desk_.connection()};
    return days_.calendar(proof<Permission::read_own_days>(crew),
                          {from, wire::Whole<1, calendar_days_max>{days}}, reading);
}
std::vector<OwnVisit> VisitsHouse::visits(AccountId customer, OrderId order) {
    store::Reading reading{desk_.connection()};
    return own_.list(proof<Permission::read_own_visits>(customer), {order}, reading).items;
}
OwnVisit VisitsHouse::visit(AccountId customer, OrderId order) {
    for (OwnVisit& one : visits(customer, order))
        if (one.state != State::gone)
            return std::move(one);
    ADD_FAILURE() << "the order has no visit";
    return {};
}
VisitStep VisitsHouse::say(AccountId crew, VisitId visit, Progress event, std::optional<int> minutes) {
    SayProgress command{visit, event, {}};
    if (minutes)
        command.minutes = wire::Whole<1, late_minutes_max>{*minutes};
    return store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        return progress_.say(proof<Permission::move_own_visits>(crew), command, t);
    });
}
Absence VisitsHouse::away(AccountId crew, Date from, Date to, AbsenceReason reason) {
    return store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        return absences_.report(proof<Permission::report_own_absence>(crew), {from, to, reason}, t).view;
    });
}
void VisitsHouse::back(AccountId crew, AbsenceId absence) {
    store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        absences_.take_back(proof<Permission::report_own_absence>(crew), {absence}, t);
    });
}
OwnVisit VisitsHouse::accept(AccountId customer, VisitId visit) {
    return store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        return own_.answer(proof<Permission::answer_own_visits>(customer), {visit, true, {}}, t);
    });
}
OwnVisit VisitsHouse::name_days(AccountId customer, VisitId visit, std::vector<Date> days) {
    return store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        return own_.answer(proof<Permission::answer_own_visits>(customer),
                           {visit, false, NamedDays(days.begin(), days.end())}, t);
    });
}
ClosedDay VisitsHouse::close(Date day, ClosedReason reason) {
    return store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        return closed_
            .close(proof<Permission::move_visits>(dispatcher_),
                   {day, places::parse_country("ES"), {}, reason}, t)
            .view.view;
    });
}
Trial VisitsHouse::try_move(const TryMove& command) {
    store::Reading reading{desk_.connection()};
    return moving_.try_move(proof<Permission::read_board>(dispatcher_), command, reading);
}
access::Recorded<Trial> VisitsHouse::move(const MoveVisit& command) {
    return store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        return moving_.move(proof<Permission::move_visits>(dispatcher_), command, t);
    });
}
Board VisitsHouse::board(Date day) {
    store::Reading reading{desk_.connection()};
    return board_.read(proof<Permission::read_board>(dispatcher_), {day}, reading);
}

void VisitsHouse::go_to(Date day, int hour) {
    const Instant then = std::chrono::sys_days{day} + std::chrono::hours{hour};
    if (then > clock_.now())
        clock_.advance(then - clock_.now());
}
CrewId VisitsHouse::crew_of(AccountId account) {
    store::Reading reading{desk_.connection()};
    return reading.value<CrewId>("select id from crews where account = ?", account).value();
}
std::int64_t VisitsHouse::rows(store::ReadSql<> sql) {
    store::Reading reading{desk_.connection()};
    return reading.value<std::int64_t>(sql).value();
}

}  // namespace suncrew::visits
