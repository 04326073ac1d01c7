#include "visits/closed_days.hpp"

#include "base/refusal.hpp"
#include "orders/state.hpp"
#include "orders/stored.hpp"
#include "orders/wished_dates.hpp"
#include "store/enum_column.hpp"

namespace suncrew::visits {
namespace {

using access::Granted;
using access::Permission;
using audit::EventKind;

constexpr int deleted_at_once_max = 500;
constexpr int crews_marked_max = 5000;

std::string described(const ClosedDay& closed) {
    std::string text = to_string(closed.day) + " " + std::string{orders::enumerator_name(closed.reason)};
    if (closed.country)
        return text + " " + std::string{closed.country->text()};
    return text + " area";
}

/// Whoever has a visit on that day is planned anew; the planning sees whom it meets.
void mark_crews(store::Writing& writing, Date day, Instant now) {
    writing.run({R"(insert into crews_to_plan (crew, since)
                    select distinct crew, ? from visits where day = ? and live = 1 limit ?
                    on conflict (crew) do update set since = crews_to_plan.since + 1)",
                 R"(insert into crews_to_plan (crew, since)
                    select distinct crew, ? from visits where day = ? and live = 1 limit ?
                    on duplicate key update since = crews_to_plan.since + 1)"},
                now, day, crews_marked_max);
}

ClosedDay need_closed_day(store::Reading& reading, ClosedDayId id) {
    const auto row = reading.one<Date, std::optional<std::string>, std::string>(
        "select day, country, reason from closed_days where id = ?", id);
    if (!row)
        throw Refusal{Code::not_found, "closed_day_not_found"};
    const auto& [day, country, reason] = *row;
    ClosedDay closed{
        .id = id, .day = day, .reason = store::enum_named<ClosedReason>(reason, "why a day is closed")};
    if (country)
        closed.country = orders::stored_country(*country);
    return closed;
}

}  // namespace

bool covers(const ClosedDay& closed, const places::Country& country, dispatch::Position place) {
    if (closed.country)
        return *closed.country == country;
    return closed.area && dispatch::great_circle_km({closed.area->latitude, closed.area->longitude}, place) <=
                              closed.area->radius_km;
}

std::vector<ClosedDay> closed_between(store::Reading& reading, Date from, Date to) {
    std::vector<ClosedDay> days;
    for (const auto& [id, day, country, latitude, longitude, radius_km, reason] :
         reading.rows<ClosedDayId, Date, std::optional<std::string>, std::optional<double>,
                      std::optional<double>, std::optional<double>, std::string>(
             R"(select id, day, country, latitude, longitude, radius_km, reason from closed_days
                where day between ? and ? order by day, id limit ?)",
             from, to, closed_days_max)) {
        ClosedDay closed{
            .id = id, .day = day, .reason = store::enum_named<ClosedReason>(reason, "why a day is closed")};
        if (country)
            closed.country = orders::stored_country(*country);
        if (latitude && longitude && radius_km)
            closed.area = Area{decltype(Area::latitude){*latitude}, decltype(Area::longitude){*longitude},
                               RadiusKm{*radius_km}};
        days.push_back(closed);
    }
    return days;
}

access::Recorded<http::Created<ClosedDay>> ClosedDays::close(Granted<Permission::move_visits> who,
                                                             const CloseDay& command,
                                                             store::Writing& writing) const {
    const Instant now = clock_.now();
    // The first place in the world where it is that day is half a day ahead of UTC, the last half a day
    // behind.
    const Date today = orders::day_of(now - std::chrono::hours{12});
    orders::check_date(command.day, today, "day");
    if (command.country.has_value() == command.area.has_value())
        throw Refusal{Code::invalid, "one_region", command.country ? "area" : "country"};
    const auto ahead = writing.value<std::int64_t>("select count(*) from closed_days where day >= ?", today);
    if (ahead.value() >= closed_days_max)
        throw Refusal{Code::conflict, "too_many_closed_days"};
    const ClosedDay closed{ClosedDayId::make(now), command.day, command.country, command.area,
                           command.reason};
    const auto number = [&](auto member) {
        return closed.area ? std::optional<double>{(*closed.area).*member} : std::nullopt;
    };
    writing.run(
        R"(insert into closed_days (id, day, country, latitude, longitude, radius_km, reason, made_by, made_at)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?))",
        closed.id, closed.day,
        closed.country ? std::optional{std::string{closed.country->text()}} : std::nullopt,
        number(&Area::latitude), number(&Area::longitude), number(&Area::radius_km),
        orders::enumerator_name(closed.reason), who.account(), now);
    mark_crews(writing, closed.day, now);
    return {.view = {closed}, .change = {.kind = EventKind::day_closed, .after = described(closed)}};
}

access::Recorded<http::NoContent> ClosedDays::open(Granted<Permission::move_visits>, const OpenDay& command,
                                                   store::Writing& writing) const {
    const ClosedDay closed = need_closed_day(writing, command.closed_day);
    if (writing.run("delete from closed_days where id = ?", closed.id) == 0)
        throw Refusal{Code::not_found, "closed_day_not_found"};
    mark_crews(writing, closed.day, clock_.now());
    return {.view = {}, .change = {.kind = EventKind::day_opened, .before = described(closed)}};
}

std::int64_t delete_old_closed_days(store::Transaction& transaction, Instant now) {
    return transaction.run(
        {"delete from closed_days where id in (select id from closed_days where day < ? limit ?)",
         "delete from closed_days where day < ? limit ?"},
        orders::day_of(now - closed_days_kept), deleted_at_once_max);
}

}  // namespace suncrew::visits
