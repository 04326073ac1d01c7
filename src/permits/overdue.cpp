#include "permits/overdue.hpp"

#include "audit/security_events.hpp"
#include "permits/grants_store.hpp"

namespace suncrew::permits {
namespace {

using audit::EventKind;

std::int64_t close_one(store::Writing& writing, const StoredGrant& grant, Instant now) {
    const GrantState to = grant.state_at(now);
    const ClosedBy by = grant.holder_stands ? ClosedBy::time : ClosedBy::standing;
    if (to == grant.state || !close(writing, {grant.id, grant.state, to, by}, now))
        return 0;
    audit::record(writing,
                  {.kind = to == GrantState::expired ? EventKind::grant_expired : EventKind::grant_ended,
                   .at = now,
                   .account = grant.subject,
                   .acted_as = audit::Party::system,
                   .grant = grant.id,
                   .before = std::string{name_of(grant.state)},
                   .after = std::string{name_of(to)}});
    return 1;
}

}  // namespace

std::int64_t close_overdue(store::Writing& writing, sealing::Keyring& keyring, Instant now) {
    std::vector<GrantId> ids;
    for (const auto& [id] : writing.rows<GrantId>(
             "select g.id from access_grants g join accounts a on a.id = g.holder"
             " where g.state in ('requested', 'approved') and"
             " ((g.state = 'requested' and g.expires_at <= ?) or (g.state = 'approved' and g.ends_at <= ?)"
             " or a.locked_at is not null or a.role <> g.holder_role or a.standing <> g.holder_standing)"
             " order by g.requested_at, g.id limit ?",
             now, now, overdue_at_once_max))
        ids.push_back(id);
    std::int64_t closed = 0;
    for (const StoredGrant& grant : find_grants(writing, keyring, ids))
        closed += close_one(writing, grant, now);
    return closed;
}

std::int64_t delete_old_grants(store::Writing& writing, Instant now) {
    return writing.run({"delete from access_grants where id in"
                        " (select id from access_grants where closed_at < ? order by closed_at limit 500)",
                        "delete from access_grants where closed_at < ? order by closed_at limit 500"},
                       now - audit::events_kept);
}

}  // namespace suncrew::permits
