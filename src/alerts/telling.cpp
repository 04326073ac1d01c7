#include "alerts/telling.hpp"

#include "alerts/evaluation.hpp"
#include "identity/notices.hpp"

namespace suncrew::alerts {
std::string alert_name(Rule rule, AlertId id) {
    return std::string{name_of(rule)} + ' ' + to_string(id);
}

void tell_of_alert(store::Writing& writing, const StoredAlert& alert, const identity::Post& post,
                   Instant now) {
    const RuleRow& row = row_of(alert.rule);
    audit::record(writing,
                  {.kind = row.by == By::strangers ? EventKind::attack_alert_raised : EventKind::alert_raised,
                   .at = now,
                   .acted_as = audit::Party::system,
                   .before = alert_name(alert.rule, alert.id),
                   .after = "open"});
    if (row.severity < Severity::high || told_since(writing, alert.rule, now - told_every))
        return;
    identity::tell_role(post, writing, access::Role::security, alert.subject.account,
                        identity::Letter::security_alert, post.base_url + "/staff/alerts", now);
    note_told(writing, alert.id, now);
}

}  // namespace suncrew::alerts
