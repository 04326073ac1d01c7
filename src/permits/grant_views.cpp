#include "permits/grant_views.hpp"

#include <algorithm>

namespace suncrew::permits {

std::vector<access::Role> groups_missing(const StoredGrant& grant,
                                         const std::vector<StandingApproval>& approvals) {
    using access::Role;
    std::vector<Role> missing;
    for (const Role role : {Role::support, Role::engineer, Role::security}) {
        const bool given = std::any_of(approvals.begin(), approvals.end(),
                                       [role](const StandingApproval& one) { return one.role == role; });
        if (!given && may_decide(role, grant.holder_role, grant.terms.scope))
            missing.push_back(role);
    }
    return missing;
}

TypedWords words_of(store::Reading& reading, sealing::Keyring& keyring, const StoredGrant& grant) {
    const auto& [purpose, ticket, reason] = grant.words;
    if (!purpose && !ticket && !reason)
        return {};
    const sealing::Row here{grant.id};
    const auto opener = keyring.opener(reading, access::Opening::of(access::Work::naming), grant.subject);
    return {opener.open(here, purpose).value_or(""), opener.open(here, ticket), opener.open(here, reason)};
}

GrantView view_of(store::Reading& reading, sealing::Keyring& keyring, const StoredGrant& grant, Instant now) {
    const auto name = [&](AccountId whose, const identity::SealedName& sealed) {
        return keyring.opener(reading, access::Opening::of(access::Work::naming), whose)
            .open(sealing::Row{whose}, sealed);
    };
    TypedWords words = words_of(reading, keyring, grant);
    GrantView view{.id = grant.id,
                   .holder = name(grant.holder, grant.holder_name),
                   .holder_role = grant.holder_role,
                   .scope = grant.terms.scope,
                   .account = grant.terms.account,
                   .order = grant.terms.order,
                   .purpose = std::move(words.purpose),
                   .ticket = std::move(words.ticket),
                   .minutes = static_cast<int>(grant.terms.duration.count()),
                   .state = grant.state_at(now),
                   .requested_at = grant.requested_at,
                   .expires_at = grant.expires_at,
                   .approvals = {},
                   .waits_for = {},
                   .approved_at = grant.approved_at,
                   .ends_at = grant.ends_at,
                   .closed_at = grant.closed_at,
                   .closed_by = grant.closed_by,
                   .reason = std::move(words.reason)};
    const auto approvals = standing_approvals(reading, keyring, grant.id);
    for (const auto& [approver, role, sealed, at] : approvals)
        view.approvals.push_back({name(approver, sealed), role, at});
    if (view.state == GrantState::requested)
        view.waits_for = groups_missing(grant, approvals);
    return view;
}

GrantList list_of(store::Reading& reading, sealing::Keyring& keyring, const std::vector<StoredGrant>& grants,
                  Instant now) {
    GrantList list;
    for (const StoredGrant& grant : grants)
        list.items.push_back(view_of(reading, keyring, grant, now));
    return list;
}

}  // namespace suncrew::permits
