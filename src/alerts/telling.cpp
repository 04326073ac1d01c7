#include "alerts/telling.hpp"

#include "alerts/evaluation.hpp"
#include "identity/notices.hpp"

namespace suncrew::alerts {
namespace {

void tell_officers(const identity::Post& post, store::Writing& writing, const std::optional<AccountId>& but,
                   const std::string& link, Instant now) {
    for (const auto& [id] :
         writing.rows<AccountId>("select id from accounts where role = 'security' and locked_at is null"
                                 " and email_verified_at is not null order by id limit ?",
                                 officers_told_max))
        if (const auto officer = identity::find_account(writing, id); officer && officer->id != but)
            identity::tell(post, writing, *officer, identity::Letter::security_alert, link, now);
}

}  // namespace

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
    tell_officers(post, writing, alert.subject.account, post.base_url + "/staff/alerts", now);
    note_told(writing, alert.id, now);
}

}  // namespace suncrew::alerts
