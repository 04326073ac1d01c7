#include "visits/crew_days.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "store/enum_column.hpp"
#include "visits/absences.hpp"
#include "visits/crew_at_work.hpp"
#include "visits/day_route.hpp"
#include "visits/progress.hpp"
#include "visits/visits_store.hpp"

namespace suncrew::visits {
namespace {

using access::Granted;
using access::Permission;
using std::chrono::sys_days;

constexpr int absences_max = 100;

CrewStop stop_of(const StoredVisit& visit, Date today) {
    return {.visit = visit.id,
            .order = visit.order,
            .version = visit.version,
            .kind = visit.kind,
            .piece = visit.piece,
            .state = visit.state,
            .window = visit.window,
            .begins_at = visit.begins_at,
            .ends_at = visit.ends_at,
            .drive_minutes = visit.drive_minutes,
            .drive_km = visit.drive_km,
            .city = visit.city,
            .latitude = visit.place.latitude_deg,
            .longitude = visit.place.longitude_deg,
            .arrives_at = visit.state == State::on_the_way ? visit.arrives_at : std::nullopt,
            .cause = visit.cause,
            .progress = progress_of(visit, today)};
}

void add_ways(CrewDay& day, const CrewAtWork& crew, const std::vector<StoredVisit>& visits) {
    if (visits.empty())
        return;
    for (const StoredVisit& visit : visits)
        day.road_km += visit.drive_km;
    const WayHome home = way_home(visits.back().place, visits.back().ends_at, crew.base);
    day.road_km += home.km;
    day.back_at = home.back_at;
}

}  // namespace

CrewDay CrewDays::day(Granted<Permission::read_own_days> who, const CrewDayQuery& query,
                      store::Reading& reading) const {
    const CrewAtWork crew = need_crew(reading, who.account(), query.day);
    const LocalTime local = LocalTime::at(gazetteer_, crew.base);
    const Date today = local.day_of(clock_.now());
    const std::vector<StoredVisit> visits = visits_of_day(reading, crew.id, query.day);
    CrewDay day{.day = query.day,
                .utc_offset_minutes = static_cast<int>(local.offset(query.day).count()),
                .shift = crew.shift(local, query.day),
                .off = !crew.works_on_day(query.day),
                .absent = crew.absent,
                .base = {crew.base.latitude_deg, crew.base.longitude_deg}};
    for (const StoredVisit& visit : visits)
        day.stops.push_back(stop_of(visit, today));
    add_ways(day, crew, visits);
    return day;
}

CrewCalendar CrewDays::calendar(Granted<Permission::read_own_days> who, const CrewCalendarQuery& query,
                                store::Reading& reading) const {
    const CrewAtWork crew = need_crew(reading, who.account(), query.from);
    const std::int64_t days = query.days;
    const Date last{sys_days{query.from} + std::chrono::days{days - 1}};
    std::map<Date, int> visits;
    for (const auto& [day, count] : reading.rows<Date, std::int64_t>(
             R"(select day, count(*) from visits
                where crew = ? and day between ? and ? and state <> 'gone' group by day)",
             crew.id, query.from, last))
        visits[day] = static_cast<int>(count);
    std::set<Date> off;
    for (const auto& [day] :
         reading.rows<Date>("select day from crew_days_off where crew = ? and day between ? and ?", crew.id,
                            query.from, last))
        off.insert(day);
    CrewCalendar calendar{.absences = absences_between(reading, crew.id, query.from, last, absences_max)};
    for (Date day = query.from; day <= last; day = Date{sys_days{day} + std::chrono::days{1}}) {
        const bool absent = std::any_of(calendar.absences.begin(), calendar.absences.end(),
                                        [day](const Absence& a) { return a.from <= day && day <= a.to; });
        const std::chrono::weekday weekday{sys_days{day}};
        const bool works = crew.works_on.test(weekday.iso_encoding() - 1) && !off.contains(day);
        calendar.days.push_back({day, visits[day], !works, absent});
    }
    return calendar;
}

}  // namespace suncrew::visits
