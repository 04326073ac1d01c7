#include "visits/crew_at_work.hpp"

#include <algorithm>

#include "base/refusal.hpp"
#include "orders/row.hpp"
#include "orders/skills.hpp"
#include "store/rows_as.hpp"
#include "visits/work.hpp"

namespace suncrew::visits {
namespace {

using Row = std::tuple<CrewId, AccountId, std::string, double, double, int, int, bool, bool>;

CrewAtWork crew_of(Row&& row) {
    auto& [id, account, name, latitude, longitude, skills, working_days, off, absent] = row;
    return {.id = id,
            .account = account,
            .name = std::move(name),
            .base = {latitude, longitude},
            .skills = orders::stored_skills(skills),
            .works_on = dispatch::Weekdays{static_cast<unsigned>(working_days)},
            .off = off,
            .absent = absent};
}

}  // namespace

TimeWindow whole_shift(const LocalTime& local, Date day) {
    return {local.at(day, shift_begins), local.at(day, shift_ends)};
}

bool CrewAtWork::works_on_day(Date day) const {
    const std::chrono::weekday weekday{std::chrono::sys_days{day}};
    return works_on.test(weekday.iso_encoding() - 1) && !off;
}

std::optional<TimeWindow> CrewAtWork::shift(const LocalTime& local, Date day) const {
    if (!works_on_day(day) || absent)
        return std::nullopt;
    return whole_shift(local, day);
}

CrewAtWork need_crew(store::Reading& reading, AccountId account, Date day) {
    auto row = orders::RowOf<Row>::one(
        reading,
        R"(select c.id, c.account, c.name, c.latitude, c.longitude, c.skills, c.working_days,
                  exists (select 1 from crew_days_off d where d.crew = c.id and d.day = ?),
                  exists (select 1 from crew_absences a
                          where a.crew = c.id and a.first_day <= ? and a.last_day >= ?
                                and a.taken_back_at is null)
           from crews c where c.account = ?)",
        day, day, day, account);
    if (!row)
        throw Refusal{Code::not_found, "crew_not_found"};
    return crew_of(*std::move(row));
}

std::optional<CrewAtWork> find_crew(store::Reading& reading, CrewId crew, Date day) {
    auto row = orders::RowOf<Row>::one(
        reading,
        R"(select c.id, c.account, c.name, c.latitude, c.longitude, c.skills, c.working_days,
                  exists (select 1 from crew_days_off d where d.crew = c.id and d.day = ?),
                  exists (select 1 from crew_absences a
                          where a.crew = c.id and a.first_day <= ? and a.last_day >= ?
                                and a.taken_back_at is null)
           from crews c where c.id = ?)",
        day, day, day, crew);
    if (!row)
        return std::nullopt;
    return crew_of(*std::move(row));
}

std::vector<CrewAtWork> crews_on(store::Reading& reading, Date day, int limit) {
    std::vector<CrewAtWork> crews;
    for (Row& row : store::RowsAs<Row>::read(
             reading,
             R"(select c.id, c.account, c.name, c.latitude, c.longitude, c.skills, c.working_days,
                       exists (select 1 from crew_days_off d where d.crew = c.id and d.day = ?),
                       exists (select 1 from crew_absences a
                               where a.crew = c.id and a.first_day <= ? and a.last_day >= ?
                                and a.taken_back_at is null)
                from crews c
                order by exists (select 1 from visits v
                                 where v.day = ? and v.crew = c.id and v.state <> 'gone') desc, c.name, c.id
                limit ?)",
             day, day, day, day, limit))
        crews.push_back(crew_of(std::move(row)));
    std::stable_sort(crews.begin(), crews.end(),
                     [](const CrewAtWork& a, const CrewAtWork& b) { return a.name < b.name; });
    return crews;
}

}  // namespace suncrew::visits
