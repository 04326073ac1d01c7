#include "visits/absences.hpp"

#include "base/refusal.hpp"
#include "orders/state.hpp"
#include "orders/wished_dates.hpp"
#include "store/enum_column.hpp"
#include "visits/crew_at_work.hpp"
#include "visits/visits_store.hpp"

namespace suncrew::visits {
namespace {

using access::Granted;
using access::Permission;
using std::chrono::sys_days;

constexpr int deleted_at_once_max = 500;

void check_days(const ReportAbsence& command, Date today) {
    orders::check_date(command.from, today, "from");
    if (command.to < command.from)
        throw Refusal{Code::invalid, "date_order", "to"};
    if (sys_days{command.to} - sys_days{command.from} >= std::chrono::days{absence_days_max})
        throw Refusal{Code::invalid, "date_too_far", "to"};
}

}  // namespace

std::vector<Absence> absences_between(store::Reading& reading, CrewId crew, Date from, Date to, int limit) {
    std::vector<Absence> absences;
    for (const auto& [id, first, last, reason] : reading.rows<AbsenceId, Date, Date, std::string>(
             R"(select id, first_day, last_day, reason from crew_absences
                where crew = ? and last_day >= ? and first_day <= ? and taken_back_at is null order by first_day, id limit ?)",
             crew, from, to, limit))
        absences.push_back({id, first, last, store::enum_named<AbsenceReason>(reason, "why a crew is away")});
    return absences;
}

http::Created<Absence> Absences::report(Granted<Permission::report_own_absence> who,
                                        const ReportAbsence& command, store::Transaction& transaction) const {
    const Instant now = clock_.now();
    const CrewAtWork crew = need_crew(transaction, who.account(), command.from);
    const Date today = LocalTime::at(gazetteer_, crew.base).day_of(now);
    check_days(command, today);
    // Writing comes first and holds the row, so that of two at once both are counted.
    mark_to_plan(transaction, crew.id, now);
    const auto ahead = transaction.value<std::int64_t>(
        "select count(*) from crew_absences where crew = ? and last_day >= ? and taken_back_at is null",
        crew.id, today);
    if (ahead.value() >= absences_ahead_max)
        throw Refusal{Code::conflict, "too_many_absences"};
    const Absence absence{AbsenceId::make(now), command.from, command.to, command.reason};
    transaction.run(
        "insert into crew_absences (id, crew, first_day, last_day, reason, made_at) values (?, ?, ?, ?, ?, "
        "?)",
        absence.id, crew.id, absence.from, absence.to, orders::enumerator_name(absence.reason), now);
    return {absence};
}

http::NoContent Absences::take_back(Granted<Permission::report_own_absence> who,
                                    const TakeBackAbsence& command, store::Transaction& transaction) const {
    const Instant now = clock_.now();
    const CrewAtWork crew = need_crew(transaction, who.account(), orders::day_of(now));
    const Date today = LocalTime::at(gazetteer_, crew.base).day_of(now);
    // Once more is as good as once.
    if (transaction.run("update crew_absences set taken_back_at = coalesce(taken_back_at, ?) where id = ? "
                        "and crew = ? and"
                        " last_day >= ?",
                        now, command.absence, crew.id, today) == 0)
        throw Refusal{Code::not_found, "absence_not_found"};
    mark_to_plan(transaction, crew.id, now);
    return {};
}

std::int64_t delete_old_absences(store::Transaction& transaction, Instant now) {
    return transaction.run(
        {"delete from crew_absences where id in (select id from crew_absences where last_day < ? limit ?)",
         "delete from crew_absences where last_day < ? limit ?"},
        orders::day_of(now - absences_kept), deleted_at_once_max);
}

}  // namespace suncrew::visits
