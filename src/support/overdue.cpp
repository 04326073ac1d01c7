#include "support/overdue.hpp"

#include "audit/security_events.hpp"
#include "support/changes_store.hpp"

namespace suncrew::support {

std::int64_t close_overdue(store::Writing& writing, Instant now) {
    std::vector<ChangeId> ids;
    for (const auto& [id] : writing.rows<ChangeId>(
             "select c.id from change_requests c join accounts a on a.id = c.requester"
             " where c.state = 'requested' and (c.expires_at <= ? or a.locked_at is not null or a.role <> "
             "'support'"
             " or a.standing <> c.requester_standing) order by c.requested_at, c.id limit ?",
             now, overdue_at_once_max))
        ids.push_back(id);
    std::int64_t closed = 0;
    for (const StoredChange& change : find_changes(writing, ids)) {
        if (!close(writing, {change.id, ChangeState::expired, Decider::time}, now))
            continue;
        audit::record(writing, {.kind = audit::EventKind::change_expired,
                                .at = now,
                                .account = change.about.account,
                                .acted_as = audit::Party::system,
                                .grant = change.grant,
                                .before = std::string{name_of(change.state)},
                                .after = told(ChangeState::expired, change)});
        ++closed;
    }
    return closed;
}

}  // namespace suncrew::support
