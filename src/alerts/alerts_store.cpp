#include "alerts/alerts_store.hpp"

#include <tuple>
#include <utility>

#include <boost/describe/enum_to_string.hpp>

#include "store/enum_column.hpp"
#include "store/rows_as.hpp"

namespace suncrew::alerts {
namespace {

constexpr int batch_max = 100;

template <class E>
std::string_view word(E value) {
    return boost::describe::enum_to_string(value, "");
}

using Row =
    std::tuple<AlertId, std::string, std::optional<AccountId>, std::optional<std::string>, Instant, Instant,
               Instant, std::int64_t, std::string, std::optional<AccountId>, std::optional<Instant>,
               std::optional<AccountId>, std::optional<Instant>, std::optional<std::string>>;

StoredAlert alert_of(Row&& row) {
    auto& [id, rule, account, network, first_at, last_at, raised_at, events, state, acknowledged_by,
           acknowledged_at, closed_by, closed_at, reason] = row;
    return {.id = id,
            .rule = store::enum_named<Rule>(rule, "the rule of an alert"),
            .subject = {account, std::move(network)},
            .first_at = first_at,
            .last_at = last_at,
            .raised_at = raised_at,
            .events = events,
            .state = store::enum_named<AlertState>(state, "the state of an alert"),
            .acknowledged_by = acknowledged_by,
            .acknowledged_at = acknowledged_at,
            .closed_by = closed_by,
            .closed_at = closed_at,
            .reason = reason
                          ? std::optional{store::enum_named<CloseReason>(*reason, "why an alert was closed")}
                          : std::nullopt};
}

std::vector<StoredAlert> alerts_from(std::vector<Row>&& rows) {
    std::vector<StoredAlert> alerts;
    alerts.reserve(rows.size());
    for (Row& row : rows)
        alerts.push_back(alert_of(std::move(row)));
    return alerts;
}

using Rows = store::RowsAs<Row>;

constexpr Uuid last_uuid = [] {
    Uuid uuid{};
    uuid.fill(0xff);
    return uuid;
}();

}  // namespace

std::optional<StoredAlert> find_alert(store::Reading& reading, AlertId id) {
    auto found = alerts_from(Rows::read<AlertId>(
        reading,
        "select id, rule, account, network, first_at, last_at, raised_at, events, state, acknowledged_by,"
        " acknowledged_at, closed_by, closed_at, reason from alerts where id = ?",
        id));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::optional<StoredAlert> newest_alert(store::Reading& reading, Rule rule, const Subject& subject) {
    auto found = alerts_from(Rows::read<std::string_view, std::optional<AccountId>,
                                        std::optional<std::string>>(
        reading,
        {"select id, rule, account, network, first_at, last_at, raised_at, events, state, acknowledged_by,"
         " acknowledged_at, closed_by, closed_at, reason from alerts"
         " where rule = ? and account is ? and network is ? order by raised_at desc, id desc limit 1",
         "select id, rule, account, network, first_at, last_at, raised_at, events, state, acknowledged_by,"
         " acknowledged_at, closed_by, closed_at, reason from alerts"
         " where rule = ? and account <=> ? and network <=> ? order by raised_at desc, id desc limit 1"},
        name_of(rule), subject.account, subject.network));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<StoredAlert> alerts_below(store::Reading& reading, std::optional<AlertFilter> filter,
                                      std::optional<AlertId> before, int limit) {
    const AlertId below = before.value_or(AlertId{last_uuid});
    if (!filter)
        return alerts_from(Rows::read<AlertId, int>(
            reading,
            "select id, rule, account, network, first_at, last_at, raised_at, events, state, acknowledged_by,"
            " acknowledged_at, closed_by, closed_at, reason from alerts where id < ? order by id desc limit "
            "?",
            below, limit));
    if (*filter == AlertFilter::closed)
        return alerts_from(Rows::read<AlertId, int>(
            reading,
            "select id, rule, account, network, first_at, last_at, raised_at, events, state, acknowledged_by,"
            " acknowledged_at, closed_by, closed_at, reason from alerts where state = 'closed' and id < ?"
            " order by id desc limit ?",
            below, limit));
    return alerts_from(Rows::read<AlertId, int>(
        reading,
        "select id, rule, account, network, first_at, last_at, raised_at, events, state, acknowledged_by,"
        " acknowledged_at, closed_by, closed_at, reason from alerts where state <> 'closed' and id < ?"
        " order by id desc limit ?",
        below, limit));
}

void keep_alert(store::Writing& writing, const StoredAlert& alert) {
    writing.run(
        "insert into alerts (id, rule, account, network, first_at, last_at, raised_at, events, state)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, 'open')",
        alert.id, name_of(alert.rule), alert.subject.account, alert.subject.network, alert.first_at,
        alert.last_at, alert.raised_at, alert.events);
}

void repeat_alert(store::Writing& writing, AlertId id, Instant at) {
    writing.run("update alerts set events = events + 1, last_at = ? where id = ?", at, id);
}

std::int64_t raised_since(store::Reading& reading, Rule rule, Instant since) {
    return *reading.value<std::int64_t>("select count(*) from alerts where rule = ? and raised_at > ?",
                                        name_of(rule), since);
}

bool told_since(store::Reading& reading, Rule rule, Instant since) {
    return *reading.value<bool>(
        "select exists (select 1 from alerts where rule = ? and raised_at > ? and told_at is not null)",
        name_of(rule), since);
}

void note_told(store::Writing& writing, AlertId id, Instant now) {
    writing.run("update alerts set told_at = ? where id = ?", now, id);
}

bool acknowledge_alert(store::Writing& writing, AlertId id, AccountId officer, Instant now) {
    return writing.run(
               "update alerts set state = 'acknowledged', acknowledged_by = ?, acknowledged_at = ?"
               " where id = ? and state = 'open'",
               officer, now, id) == 1;
}

bool close_alert(store::Writing& writing, AlertId id, AccountId officer, CloseReason reason, Instant now) {
    return writing.run(
               "update alerts set state = 'closed', closed_by = ?, closed_at = ?, reason = ?"
               " where id = ? and state <> 'closed'",
               officer, now, word(reason), id) == 1;
}

std::int64_t delete_old_alerts(store::Writing& writing, Instant now) {
    std::int64_t deleted = 0;
    for (const auto& [id] :
         writing.rows<AlertId>("select id from alerts where last_at < ? order by last_at limit ?",
                               now - audit::events_kept, batch_max))
        deleted += writing.run("delete from alerts where id = ?", id);
    return deleted;
}

}  // namespace suncrew::alerts
