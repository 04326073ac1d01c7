#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/recorded.hpp"
#include "orders/house.hpp"
#include "visits/absences.hpp"
#include "visits/board.hpp"
#include "visits/closed_days.hpp"
#include "visits/crew_days.hpp"
#include "visits/moving.hpp"
#include "visits/own_visits.hpp"
#include "visits/planner.hpp"
#include "visits/progress.hpp"

namespace suncrew::visits {

using access::Permission;
using access::Role;
using orders::refusal;

/// Days after another.
inline Date after(Date day, int days) {
    return Date{std::chrono::sys_days{day} + std::chrono::days{days}};
}

/// The proof of a permission, in the role that has it.
template <Permission P>
access::Granted<P> proof(AccountId account) {
    access::Role role = Role::support;
    for (const Role one : {Role::customer, Role::crew})
        if (access::roles_with(P).contains(one))
            role = one;
    return access::check<P>(
        {.role = role, .account = account, .session = access::SessionHash{}, .proved_recently = true});
}

/// A house with crews, customers and orders, whose visits are planned.
class VisitsHouse : public orders::House {
protected:
    VisitsHouse();

    /// The planning, turn by turn, until a turn writes nothing.
    PlanningRun plan();
    PlanningRun plan_once() { return planner_.run(desk_.connection(), clock_.now()); }

    CrewDay day(AccountId crew, Date day);
    CrewCalendar calendar(AccountId crew, Date from, int days);
    std::vector<OwnVisit> visits(AccountId customer, OrderId order);
    /// The one visit of the order that is not gone.
    OwnVisit visit(AccountId customer, OrderId order);
    VisitStep say(AccountId crew, VisitId visit, Progress event, std::optional<int> minutes = {});
    Absence away(AccountId crew, Date from, Date to, AbsenceReason reason = AbsenceReason::sick);
    void back(AccountId crew, AbsenceId absence);
    OwnVisit accept(AccountId customer, VisitId visit);
    OwnVisit name_days(AccountId customer, VisitId visit, std::vector<Date> days);
    ClosedDay close(Date day, ClosedReason reason = ClosedReason::weather);
    Trial try_move(const TryMove& command);
    access::Recorded<Trial> move(const MoveVisit& command);
    Board board(Date day);

    Date today() const { return orders::day_of(clock_.now()); }
    /// The clock moves to that hour of that day, UTC.
    void go_to(Date day, int hour = 6);
    /// The crew whose account it is.
    CrewId crew_of(AccountId account);
    std::int64_t rows(store::ReadSql<> sql);

    AccountId dispatcher_;
    Means means_{keyring_, orders::price_books()};
    Planner planner_{means_, orders::gazetteer()};
    CrewDays days_{clock_, orders::gazetteer()};
    VisitProgress progress_{clock_, orders::gazetteer(), orders::price_books(), keyring_};
    Absences absences_{clock_, orders::gazetteer()};
    OwnVisitsOf own_{clock_};
    BoardOf board_{orders::gazetteer()};
    Moving moving_{clock_, orders::gazetteer(), orders::price_books(), keyring_};
    ClosedDays closed_{clock_};
};

}  // namespace suncrew::visits
