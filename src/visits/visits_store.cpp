#include "visits/visits_store.hpp"

#include <boost/describe/enum_to_string.hpp>

#include "base/refusal.hpp"
#include "orders/row.hpp"
#include "orders/state.hpp"
#include "orders/stored.hpp"
#include "store/enum_column.hpp"
#include "store/rows_as.hpp"

namespace suncrew::visits {
namespace {

using orders::enumerator_name;

using Row = std::tuple<VisitId, OrderId, std::string, int, CrewId, Date, Instant, Instant,
                       std::optional<Instant>, std::optional<Instant>, std::optional<Instant>, std::string,
                       int, int, double, std::optional<Instant>, std::optional<Instant>,
                       std::optional<Instant>, int, std::string, std::optional<std::string>, int, std::string,
                       std::string, double, double, AccountId, AccountId>;

StoredVisit visit_of(Row&& row) {
    auto& [id, order, kind, piece, crew, day, begins_at, ends_at, window_from, window_to, told_begins_at,
           state, place_in_day, drive_minutes, drive_km, arrives_at, arrived_at, finished_at, late_minutes,
           wished_days, cause, version, city, country, latitude, longitude, customer, crew_account] = row;
    StoredVisit visit{.id = id,
                      .order = order,
                      .kind = store::enum_named<Kind>(kind, "a kind of visit"),
                      .piece = piece,
                      .crew = crew,
                      .day = day,
                      .begins_at = begins_at,
                      .ends_at = ends_at,
                      .told_begins_at = told_begins_at,
                      .state = store::enum_named<State>(state, "a state of a visit"),
                      .place_in_day = place_in_day,
                      .drive_minutes = drive_minutes,
                      .drive_km = drive_km,
                      .arrives_at = arrives_at,
                      .arrived_at = arrived_at,
                      .finished_at = finished_at,
                      .late_minutes = late_minutes,
                      .wished_days = orders::split(wished_days),
                      .version = version,
                      .city = std::move(city),
                      .country = orders::stored_country(country),
                      .place = {latitude, longitude},
                      .customer = customer,
                      .crew_account = crew_account};
    if (window_from && window_to)
        visit.window = TimeWindow{*window_from, *window_to};
    if (cause)
        visit.cause = store::enum_named<Cause>(*cause, "a cause");
    return visit;
}

std::optional<StoredVisit> visit_of(std::optional<Row>&& row) {
    if (!row)
        return std::nullopt;
    return visit_of(*std::move(row));
}

std::vector<StoredVisit> visits_of(std::vector<Row>&& rows) {
    std::vector<StoredVisit> visits;
    visits.reserve(rows.size());
    for (Row& row : rows)
        visits.push_back(visit_of(std::move(row)));
    return visits;
}

std::optional<Instant> from_of(const std::optional<TimeWindow>& window) {
    return window ? std::optional{window->from} : std::nullopt;
}
std::optional<Instant> to_of(const std::optional<TimeWindow>& window) {
    return window ? std::optional{window->to} : std::nullopt;
}
std::optional<std::string_view> name_of(const std::optional<Cause>& cause) {
    return cause ? std::optional{enumerator_name(*cause)} : std::nullopt;
}
/// Only what is to come is the one of its piece.
std::optional<int> live_of(State state) {
    return is_over(state) ? std::nullopt : std::optional{1};
}

}  // namespace

std::optional<StoredVisit> find_visit(store::Reading& reading, VisitId visit) {
    return visit_of(orders::RowOf<Row>::one(
        reading,
        R"(select v.id, v.order_id, v.kind, v.piece, v.crew, v.day, v.begins_at, v.ends_at, v.window_from, v.window_to,
                  v.told_begins_at, v.state, v.place_in_day, v.drive_minutes, v.drive_km, v.arrives_at,
                  v.arrived_at, v.finished_at, v.late_minutes, v.wished_days, v.cause, v.version, o.city, o.country,
                  o.latitude, o.longitude, o.customer, c.account
           from visits v join orders o on o.id = v.order_id join crews c on c.id = v.crew
           where v.id = ?)",
        visit));
}

std::optional<StoredVisit> find_visit_of_crew(store::Reading& reading, VisitId visit, AccountId crew) {
    return visit_of(orders::RowOf<Row>::one(
        reading,
        R"(select v.id, v.order_id, v.kind, v.piece, v.crew, v.day, v.begins_at, v.ends_at, v.window_from, v.window_to,
                  v.told_begins_at, v.state, v.place_in_day, v.drive_minutes, v.drive_km, v.arrives_at,
                  v.arrived_at, v.finished_at, v.late_minutes, v.wished_days, v.cause, v.version, o.city, o.country,
                  o.latitude, o.longitude, o.customer, c.account
           from visits v join orders o on o.id = v.order_id join crews c on c.id = v.crew
           where v.id = ? and c.account = ?)",
        visit, crew));
}

std::optional<StoredVisit> find_visit_of_customer(store::Reading& reading, VisitId visit,
                                                  AccountId customer) {
    return visit_of(orders::RowOf<Row>::one(
        reading,
        R"(select v.id, v.order_id, v.kind, v.piece, v.crew, v.day, v.begins_at, v.ends_at, v.window_from, v.window_to,
                  v.told_begins_at, v.state, v.place_in_day, v.drive_minutes, v.drive_km, v.arrives_at,
                  v.arrived_at, v.finished_at, v.late_minutes, v.wished_days, v.cause, v.version, o.city, o.country,
                  o.latitude, o.longitude, o.customer, c.account
           from visits v join orders o on o.id = v.order_id join crews c on c.id = v.crew
           where v.id = ? and o.customer = ?)",
        visit, customer));
}

std::vector<StoredVisit> visits_of_day(store::Reading& reading, CrewId crew, Date day) {
    return visits_of(store::RowsAs<Row>::read(
        reading,
        R"(select v.id, v.order_id, v.kind, v.piece, v.crew, v.day, v.begins_at, v.ends_at, v.window_from, v.window_to,
                  v.told_begins_at, v.state, v.place_in_day, v.drive_minutes, v.drive_km, v.arrives_at,
                  v.arrived_at, v.finished_at, v.late_minutes, v.wished_days, v.cause, v.version, o.city, o.country,
                  o.latitude, o.longitude, o.customer, c.account
           from visits v join orders o on o.id = v.order_id join crews c on c.id = v.crew
           where v.crew = ? and v.day = ? and v.state <> 'gone' order by v.begins_at, v.id limit ?)",
        crew, day, day_visits_max));
}

std::vector<StoredVisit> visits_of_day(store::Reading& reading, Date day) {
    return visits_of(store::RowsAs<Row>::read(
        reading,
        R"(select v.id, v.order_id, v.kind, v.piece, v.crew, v.day, v.begins_at, v.ends_at, v.window_from, v.window_to,
                  v.told_begins_at, v.state, v.place_in_day, v.drive_minutes, v.drive_km, v.arrives_at,
                  v.arrived_at, v.finished_at, v.late_minutes, v.wished_days, v.cause, v.version, o.city, o.country,
                  o.latitude, o.longitude, o.customer, c.account
           from visits v join orders o on o.id = v.order_id join crews c on c.id = v.crew
           where v.day = ? and v.state <> 'gone' order by v.crew, v.begins_at, v.id limit ?)",
        day, board_visits_max));
}

std::vector<StoredVisit> live_visits(store::Reading& reading, CrewId crew) {
    return visits_of(store::RowsAs<Row>::read(
        reading,
        R"(select v.id, v.order_id, v.kind, v.piece, v.crew, v.day, v.begins_at, v.ends_at, v.window_from, v.window_to,
                  v.told_begins_at, v.state, v.place_in_day, v.drive_minutes, v.drive_km, v.arrives_at,
                  v.arrived_at, v.finished_at, v.late_minutes, v.wished_days, v.cause, v.version, o.city, o.country,
                  o.latitude, o.longitude, o.customer, c.account
           from visits v join orders o on o.id = v.order_id join crews c on c.id = v.crew
           where v.crew = ? and v.live = 1 order by v.day, v.begins_at, v.id limit ?)",
        crew, crew_visits_max));
}

std::vector<StoredVisit> visits_of_order(store::Reading& reading, OrderId order, AccountId customer) {
    return visits_of(store::RowsAs<Row>::read(
        reading,
        R"(select v.id, v.order_id, v.kind, v.piece, v.crew, v.day, v.begins_at, v.ends_at, v.window_from, v.window_to,
                  v.told_begins_at, v.state, v.place_in_day, v.drive_minutes, v.drive_km, v.arrives_at,
                  v.arrived_at, v.finished_at, v.late_minutes, v.wished_days, v.cause, v.version, o.city, o.country,
                  o.latitude, o.longitude, o.customer, c.account
           from visits v join orders o on o.id = v.order_id join crews c on c.id = v.crew
           where v.order_id = ? and o.customer = ? order by v.day, v.begins_at, v.id limit ?)",
        order, customer, order_visits_max));
}

void add_visit(store::Writing& writing, const StoredVisit& visit, Instant now) {
    writing.run(
        R"(insert into visits (id, order_id, kind, piece, crew, day, begins_at, ends_at, window_from, window_to,
                               told_begins_at, state, place_in_day, drive_minutes, drive_km, late_minutes,
                               wished_days, cause, version, live, updated_at)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))",
        visit.id, visit.order, enumerator_name(visit.kind), visit.piece, visit.crew, visit.day,
        visit.begins_at, visit.ends_at, from_of(visit.window), to_of(visit.window), visit.told_begins_at,
        enumerator_name(visit.state), visit.place_in_day, visit.drive_minutes, visit.drive_km,
        visit.late_minutes, orders::joined(visit.wished_days), name_of(visit.cause), visit.version,
        live_of(visit.state), now);
}

void replace_visit(store::Writing& writing, const StoredVisit& before, StoredVisit after, Instant now) {
    after.version = before.version + 1;
    const auto rows = writing.run(
        R"(update visits set crew = ?, day = ?, begins_at = ?, ends_at = ?, window_from = ?, window_to = ?,
                             told_begins_at = ?, state = ?, place_in_day = ?, drive_minutes = ?, drive_km = ?,
                             arrives_at = ?, arrived_at = ?, finished_at = ?, late_minutes = ?, wished_days = ?,
                             cause = ?, version = ?, live = ?, updated_at = ?
           where id = ? and version = ? and crew = ?)",
        after.crew, after.day, after.begins_at, after.ends_at, from_of(after.window), to_of(after.window),
        after.told_begins_at, enumerator_name(after.state), after.place_in_day, after.drive_minutes,
        after.drive_km, after.arrives_at, after.arrived_at, after.finished_at, after.late_minutes,
        orders::joined(after.wished_days), name_of(after.cause), after.version, live_of(after.state), now,
        before.id, before.version, before.crew);
    if (rows == 0)
        throw Refusal{Code::conflict, "visit_changed"};
}

void add_change(store::Writing& writing, const VisitChange& change, Instant now) {
    writing.run("update visit_changes set question = 'superseded' where visit = ? and question = 'open'",
                change.visit);
    writing.run(
        R"(insert into visit_changes (id, visit, version, cause, made_at, before_day, before_from, before_to, after_day,
                                      after_from, after_to, question, credit_minor, currency)
           values (?, ?, (select version from visits where id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))",
        VisitChangeId::make(now), change.visit, change.visit, enumerator_name(change.cause), now,
        change.before_day, from_of(change.before_window), to_of(change.before_window), change.after_day,
        from_of(change.after_window), to_of(change.after_window), enumerator_name(change.question),
        change.credit ? std::optional{change.credit->amount_minor} : std::nullopt,
        change.credit ? std::optional{std::string{change.credit->currency.text()}} : std::nullopt);
}

bool answer_question(store::Writing& writing, VisitId visit, Question answer, Instant now) {
    return writing.run(
               "update visit_changes set question = ?, answered_at = ? where visit = ? and question = 'open'",
               enumerator_name(answer), now, visit) > 0;
}

void mark_to_plan(store::Writing& writing, CrewId crew, Instant now) {
    writing.run(
        {"insert into crews_to_plan (crew, since) values (?, ?) on conflict (crew) do update set since ="
         " crews_to_plan.since + 1",
         "insert into crews_to_plan (crew, since) values (?, ?) on duplicate key update since = since + 1"},
        crew, now);
}

}  // namespace suncrew::visits
