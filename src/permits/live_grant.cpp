#include "permits/live_grant.hpp"

#include "permits/grants_store.hpp"

namespace suncrew::permits {
namespace {

/// One person's grants and cases that are valid at once are fewer.
constexpr int looked_at_max = 20;

}  // namespace

std::optional<LiveGrant> LiveGrant::find(store::Reading& reading, sealing::Keyring& keyring, AccountId holder,
                                         const For& what, Instant now) {
    // The narrowest first: break-glass is used where nothing else fits. A grant that begins in the future
    // is none: the clock was set back.
    const auto ids = reading.rows<GrantId>(
        "select g.id from access_grants g"
        " join accounts a on a.id = g.holder"
        " where g.holder = ? and g.state = 'approved' and g.approved_at <= ? and g.ends_at > ?"
        " and (g.scope = 'system' or (g.scope = 'contact_details' and g.about_account = ?)"
        " or (g.scope = 'support_case' and g.about_account = ?) or (g.scope = 'order' and g.about_order = ?))"
        " and a.locked_at is null and a.role = g.holder_role and a.standing = g.holder_standing"
        " order by g.scope = 'system', g.scope = 'support_case', g.ends_at desc, g.id limit ?",
        holder, now, now, what.contact, what.customer, what.order, looked_at_max);
    // What somebody wrote there themselves stands in the way of no other.
    for (const auto& [id] : ids)
        if (const auto grant = find_grant(reading, keyring, id);
            grant && grant->state_at(now) == GrantState::approved)
            return LiveGrant{id, holder, grant->terms.scope, grant->subject, grant->ends_at.value()};
    return std::nullopt;
}

std::optional<LiveGrant> LiveGrant::of_contact(store::Reading& reading, sealing::Keyring& keyring,
                                               AccountId holder, AccountId account, Instant now) {
    return find(reading, keyring, holder, {.contact = account, .customer = account}, now);
}

std::optional<LiveGrant> LiveGrant::of_order(store::Reading& reading, sealing::Keyring& keyring,
                                             AccountId holder, OrderId order,
                                             const std::optional<AccountId>& customer, Instant now) {
    return find(reading, keyring, holder, {.customer = customer, .order = order}, now);
}

std::optional<LiveGrant> LiveGrant::of_case(store::Reading& reading, sealing::Keyring& keyring,
                                            AccountId holder, GrantId grant, Instant now) {
    const auto found = find_grant(reading, keyring, grant);
    return found ? of_case(*found, holder, now) : std::nullopt;
}

std::optional<LiveGrant> LiveGrant::of_case(const StoredGrant& grant, AccountId holder, Instant now) {
    if (grant.holder != holder || grant.terms.scope != Scope::support_case ||
        grant.state_at(now) != GrantState::approved || grant.approved_at.value() > now)
        return std::nullopt;
    return LiveGrant{grant.id, holder, Scope::support_case, grant.subject, grant.ends_at.value()};
}

}  // namespace suncrew::permits
