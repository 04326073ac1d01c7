#include "orders/crews.hpp"

#include "base/refusal.hpp"
#include "orders/skills.hpp"
#include "orders/stored.hpp"
#include "orders/wished_dates.hpp"

namespace suncrew::orders {
namespace {

constexpr int days_off_shown_max = 366;

std::vector<Weekday> weekdays_of(int mask) {
    std::vector<Weekday> days;
    for (const Weekday day : all<Weekday>())
        if (dispatch::Weekdays{static_cast<unsigned>(mask)}.test(static_cast<std::size_t>(day)))
            days.push_back(day);
    return days;
}

std::vector<Date> days_off_of(store::Reading& reading, CrewId crew, Date today) {
    std::vector<Date> days;
    for (const auto& [day] :
         reading.rows<Date>("select day from crew_days_off where crew = ? and day >= ? order by day limit ?",
                            crew, today, days_off_shown_max))
        days.push_back(day);
    return days;
}

}  // namespace

CrewId add_crew(store::Writing& writing, const NewCrew& crew, Instant now) {
    const CrewId id = CrewId::make(now);
    writing.run(
        R"(insert into crews (id, account, name, latitude, longitude, radius_km, skills, working_days,
                              active_jobs_max, rating_sum, rating_count)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0))",
        id, crew.account, crew.name, crew.base.latitude_deg, crew.base.longitude_deg, crew.radius_km,
        static_cast<int>(crew.skills.mask()), static_cast<int>(crew.works_on.to_ulong()),
        crew.active_jobs_max);
    for (const Date day : crew.days_off)
        writing.run("insert into crew_days_off (crew, day) values (?, ?)", id, day);
    return id;
}

Crew Crews::read(access::Granted<access::Permission::read_own_crew> who, const CrewQuery&,
                 store::Reading& reading) const {
    // An order has a crew from its acceptance on; those that have ended are no load.
    const auto row = reading.one<CrewId, std::string, int, double, double, double, int, int, int,
                                 std::int64_t, std::int64_t>(
        R"(select c.id, c.name, c.skills, c.latitude, c.longitude, c.radius_km, c.working_days, c.active_jobs_max,
                  (select count(*) from orders o where o.crew = c.id and o.state not in ('done', 'cancelled')),
                  c.rating_sum, c.rating_count
           from crews c where c.account = ?)",
        who.account());
    if (!row)
        throw Refusal{Code::not_found, "crew_not_found"};
    const auto& [id, name, skills, latitude, longitude, radius_km, working_days, active_jobs_max, active_jobs,
                 rating_sum, rating_count] = *row;
    return {id,
            name,
            listed(stored_skills(skills)),
            latitude,
            longitude,
            radius_km,
            weekdays_of(working_days),
            days_off_of(reading, id, day_of(clock_.now())),
            active_jobs,
            active_jobs_max,
            mean_rating(rating_sum, rating_count)};
}

}  // namespace suncrew::orders
