#include "permits/live_grant.hpp"

#include "permits/grants_store.hpp"

namespace suncrew::permits {

std::optional<LiveGrant> live_grant(store::Reading& reading, AccountId holder, AccountId contact_details_of,
                                    Instant now) {
    // The narrower one first: break-glass is used where nothing else fits. A grant that begins in the future
    // is none: the clock was set back.
    const auto row = reading.one<GrantId, std::string, std::string, Instant>(
        "select g.id, g.scope, g.purpose, g.ends_at from access_grants g join accounts a on a.id = g.holder"
        " where g.holder = ? and g.state = 'approved' and g.approved_at <= ? and g.ends_at > ?"
        " and (g.scope = 'system' or (g.scope = 'contact_details' and g.about_account = ?))"
        " and a.locked_at is null and a.role = g.holder_role and a.standing = g.holder_standing"
        " order by g.scope = 'system', g.ends_at desc, g.id limit 1",
        holder, now, now, contact_details_of);
    if (!row)
        return std::nullopt;
    const auto& [id, scope, purpose, ends_at] = *row;
    return LiveGrant{id, holder, scope_named(scope), purpose, ends_at};
}

std::optional<LiveGrant> live_grant(store::Reading& reading, AccountId holder, OrderId order, Instant now) {
    const auto row = reading.one<GrantId, std::string, std::string, Instant>(
        "select g.id, g.scope, g.purpose, g.ends_at from access_grants g join accounts a on a.id = g.holder"
        " where g.holder = ? and g.state = 'approved' and g.approved_at <= ? and g.ends_at > ?"
        " and (g.scope = 'system' or (g.scope = 'order' and g.about_order = ?))"
        " and a.locked_at is null and a.role = g.holder_role and a.standing = g.holder_standing"
        " order by g.scope = 'system', g.ends_at desc, g.id limit 1",
        holder, now, now, order);
    if (!row)
        return std::nullopt;
    const auto& [id, scope, purpose, ends_at] = *row;
    return LiveGrant{id, holder, scope_named(scope), purpose, ends_at};
}

}  // namespace suncrew::permits
