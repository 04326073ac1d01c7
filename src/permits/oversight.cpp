#include "permits/oversight.hpp"

#include "base/refusal.hpp"
#include "identity/accounts.hpp"
#include "permits/grant_views.hpp"
#include "permits/notices.hpp"

namespace suncrew::permits {
namespace {

using access::Permission;

constexpr int live_max = 500;

}  // namespace

GrantList Oversight::list(access::Granted<Permission::read_live_grants>, const ListLiveGrants&,
                          store::Reading& reading) {
    const Instant now = clock_.now();
    std::vector<GrantId> ids;
    for (const auto& [id] : reading.rows<GrantId>("select id from access_grants where state = 'approved' and "
                                                  "ends_at > ? order by ends_at, id limit ?",
                                                  now, live_max))
        ids.push_back(id);
    std::vector<StoredGrant> grants = find_grants(reading, post_.keyring, ids);
    std::erase_if(grants,
                  [now](const StoredGrant& grant) { return grant.state_at(now) != GrantState::approved; });
    return list_of(reading, post_.keyring, grants, now);
}

access::Recorded<http::NoContent> Oversight::revoke(access::Granted<Permission::revoke_grants> who,
                                                    const RevokeGrant& command, store::Writing& writing) {
    const Instant now = clock_.now();
    identity::hold_officer(writing, who.account());
    const auto grant = find_grant(writing, post_.keyring, command.grant);
    if (!grant)
        throw Refusal{Code::not_found, "no_such_grant"};
    if (grant->state_at(now) != GrantState::approved ||
        !close(writing, {grant->id, GrantState::approved, GrantState::ended, ClosedBy::officer}, now))
        throw Refusal{Code::conflict, "grant_over"};
    tell_of_grant(writing, *grant, identity::Letter::grant_ended, post_, now);
    return {.view = {},
            .change = {.kind = audit::EventKind::grant_ended,
                       .account = grant->subject,
                       .before = std::string{name_of(GrantState::approved)},
                       .after = std::string{name_of(GrantState::ended)},
                       .grant = grant->id}};
}

}  // namespace suncrew::permits
