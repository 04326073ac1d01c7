#include "alerts/alert_desk.hpp"

#include <boost/describe/enum_to_string.hpp>

#include "alerts/alerts_wire.hpp"
#include "alerts/telling.hpp"
#include "base/refusal.hpp"
#include "identity/accounts.hpp"

namespace suncrew::alerts {
namespace {

using access::Permission;

constexpr int alerts_page = 50;

AlertView view_of(const StoredAlert& alert) {
    return {.id = alert.id,
            .rule = alert.rule,
            .severity = row_of(alert.rule).severity,
            .account = alert.subject.account,
            .network = alert.subject.network,
            .first_at = alert.first_at,
            .last_at = alert.last_at,
            .events = alert.events,
            .state = alert.state,
            .acknowledged_by = alert.acknowledged_by,
            .acknowledged_at = alert.acknowledged_at,
            .closed_by = alert.closed_by,
            .closed_at = alert.closed_at,
            .reason = alert.reason};
}

/// The alert, for an officer who is still one when the transaction ends.
StoredAlert alert_for(store::Writing& writing, AlertId id, AccountId officer) {
    identity::hold_officer(writing, officer);
    auto alert = find_alert(writing, id);
    if (!alert)
        throw Refusal{Code::not_found, "no_such_alert"};
    return *std::move(alert);
}

}  // namespace

AlertList AlertDesk::list(access::Granted<Permission::read_alerts>, const ReadAlerts& command,
                          store::Reading& reading) {
    const auto alerts = alerts_below(reading, command.state, command.before, alerts_page);
    AlertList list;
    for (const StoredAlert& alert : alerts)
        list.items.push_back(view_of(alert));
    if (alerts.size() == static_cast<std::size_t>(alerts_page))
        list.next = alerts.back().id;
    return list;
}

access::Recorded<http::NoContent> AlertDesk::acknowledge(access::Granted<Permission::handle_alerts> who,
                                                         const AcknowledgeAlert& command,
                                                         store::Writing& writing) {
    const StoredAlert alert = alert_for(writing, command.alert, who.account());
    if (!acknowledge_alert(writing, alert.id, who.account(), clock_.now()))
        throw Refusal{Code::conflict, "alert_not_open"};
    return {.view = {},
            .change = {.kind = EventKind::alert_acknowledged,
                       .before = alert_name(alert.rule, alert.id),
                       .after = "acknowledged"}};
}

access::Recorded<http::NoContent> AlertDesk::close(access::Granted<Permission::handle_alerts> who,
                                                   const CloseAlert& command, store::Writing& writing) {
    const StoredAlert alert = alert_for(writing, command.alert, who.account());
    if (alert.subject.account == who.account())
        throw Refusal{Code::conflict, "not_oneself"};
    if (!close_alert(writing, alert.id, who.account(), command.reason, clock_.now()))
        throw Refusal{Code::conflict, "alert_closed_already"};
    return {.view = {},
            .change = {.kind = EventKind::alert_closed,
                       .before = alert_name(alert.rule, alert.id),
                       .after = boost::describe::enum_to_string(command.reason, "")}};
}

}  // namespace suncrew::alerts
