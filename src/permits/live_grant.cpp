#include "permits/live_grant.hpp"

#include "permits/grants_store.hpp"

namespace suncrew::permits {

std::optional<LiveGrant> LiveGrant::find(store::Reading& reading, AccountId holder, const For& what,
                                         Instant now) {
    // The narrowest first: break-glass is used where nothing else fits. A grant that begins in the future
    // is none: the clock was set back.
    const auto row = reading.one<GrantId, std::string, AccountId, Instant>(
        "select g.id, g.scope, g.subject, g.ends_at from access_grants g"
        " join accounts a on a.id = g.holder"
        " where g.holder = ? and g.state = 'approved' and g.approved_at <= ? and g.ends_at > ?"
        " and (g.scope = 'system' or (g.scope = 'contact_details' and g.about_account = ?)"
        " or (g.scope = 'support_case' and g.about_account = ?) or (g.scope = 'order' and g.about_order = ?))"
        " and a.locked_at is null and a.role = g.holder_role and a.standing = g.holder_standing"
        " order by g.scope = 'system', g.scope = 'support_case', g.ends_at desc, g.id limit 1",
        holder, now, now, what.contact, what.customer, what.order);
    if (!row)
        return std::nullopt;
    const auto& [id, scope, subject, ends_at] = *row;
    return LiveGrant{id, holder, scope_named(scope), subject, ends_at};
}

std::optional<LiveGrant> LiveGrant::of_contact(store::Reading& reading, AccountId holder, AccountId account,
                                               Instant now) {
    return find(reading, holder, {.contact = account, .customer = account}, now);
}

std::optional<LiveGrant> LiveGrant::of_order(store::Reading& reading, AccountId holder, OrderId order,
                                             const std::optional<AccountId>& customer, Instant now) {
    return find(reading, holder, {.customer = customer, .order = order}, now);
}

std::optional<LiveGrant> LiveGrant::of_case(store::Reading& reading, AccountId holder, GrantId grant,
                                            Instant now) {
    const auto found = find_grant(reading, grant);
    return found ? of_case(*found, holder, now) : std::nullopt;
}

std::optional<LiveGrant> LiveGrant::of_case(const StoredGrant& grant, AccountId holder, Instant now) {
    if (grant.holder != holder || grant.terms.scope != Scope::support_case ||
        grant.state_at(now) != GrantState::approved || grant.approved_at.value() > now)
        return std::nullopt;
    return LiveGrant{grant.id, holder, Scope::support_case, grant.subject, grant.ends_at.value()};
}

}  // namespace suncrew::permits
