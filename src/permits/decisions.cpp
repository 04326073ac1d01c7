#include "permits/decisions.hpp"

#include <algorithm>

#include "base/refusal.hpp"
#include "identity/accounts.hpp"
#include "permits/completions.hpp"
#include "permits/grant_views.hpp"
#include "permits/independence.hpp"
#include "permits/notices.hpp"

namespace suncrew::permits {
namespace {

using access::Permission;
using access::Role;
using audit::EventKind;

/// More wait than a hundred people can have open at once only where something is wrong.
constexpr int requests_max = 500;

bool gave_one(const std::vector<StandingApproval>& approvals, Role role) {
    return std::any_of(approvals.begin(), approvals.end(),
                       [role](const StandingApproval& one) { return one.role == role; });
}

/// The request that this caller may decide, both held until the transaction ends: nobody else decides or
/// withdraws it beside, and an approver who is locked at this moment is none any more.
StoredGrant to_decide(store::Writing& writing, sealing::Keyring& keyring, AccountId approver, Role role,
                      GrantId id, Instant now) {
    identity::hold_in_role(writing, approver, role);
    if (!current_completion(writing, approver, now))
        throw Refusal{Code::forbidden, "training_required"};
    const bool waits = hold_request(writing, id, now);
    const auto grant = find_grant(writing, keyring, id);
    if (!grant)
        throw Refusal{Code::not_found, "no_such_grant"};
    if (grant->holder == approver)
        throw Refusal{Code::conflict, "not_oneself"};
    if (!may_decide(role, grant->holder_role, grant->terms.scope))
        throw Refusal{Code::not_found, "no_such_grant"};
    if (!waits || !grant->holder_stands)
        throw Refusal{Code::conflict, "grant_over"};
    return *grant;
}

}  // namespace

GrantList Decisions::list(access::Granted<Permission::read_grant_requests> who, const ListRequests&,
                          store::Reading& reading) {
    const Instant now = clock_.now();
    const Role role = who.caller().role;
    std::vector<GrantId> ids;
    for (const auto& [id] : reading.rows<GrantId>(
             "select id from access_grants where state = 'requested' and expires_at > ? and holder <> ?"
             " and holder_role <> ? order by requested_at, id limit ?",
             now, who.account(), identity::role_name(role), requests_max))
        ids.push_back(id);
    std::vector<StoredGrant> grants = find_grants(reading, post_.keyring, ids);
    std::erase_if(grants, [&](const StoredGrant& grant) {
        return grant.state_at(now) != GrantState::requested ||
               !may_decide(role, grant.holder_role, grant.terms.scope) ||
               gave_one(standing_approvals(reading, post_.keyring, grant.id), role);
    });
    return list_of(reading, post_.keyring, grants, now);
}

access::Recorded<GrantView> Decisions::approve(access::Granted<Permission::decide_grants> who,
                                               const ApproveGrant& command, store::Writing& writing) {
    const Instant now = clock_.now();
    const Role role = who.caller().role;
    const StoredGrant grant = to_decide(writing, post_.keyring, who.account(), role, command.grant, now);
    if (!current_completion(writing, grant.holder, now))
        throw Refusal{Code::conflict, "holder_not_current"};
    const auto given = standing_approvals(writing, post_.keyring, grant.id);
    if (gave_one(given, role))
        throw Refusal{Code::conflict, "approved_already"};
    require_independent(writing, grant.holder, who.account(), now);
    for (const StandingApproval& approval : given)
        require_independent(writing, approval.approver, who.account(), now);
    try {
        add_approval(writing, post_.keyring, grant.id, who.account(), role, now);
    } catch (const store::Duplicate&) {
        // Given before they were locked or in another role: once is all that anybody gives.
        throw Refusal{Code::conflict, "approved_already"};
    }
    const bool enough = groups_missing(grant, standing_approvals(writing, post_.keyring, grant.id)).empty();
    if (enough) {
        permits::approve(writing, post_.keyring, grant, now);
        tell_of_grant(writing, grant, identity::Letter::grant_approved, post_, now);
    }
    return {
        .view = view_of(writing, post_.keyring, find_grant(writing, post_.keyring, grant.id).value(), now),
        .change = {.kind = EventKind::grant_approved,
                   .account = grant.subject,
                   .before = std::string{name_of(GrantState::requested)},
                   .after = enough ? std::string{name_of(GrantState::approved)} : "half_approved",
                   .grant = grant.id}};
}

access::Recorded<http::NoContent> Decisions::refuse(access::Granted<Permission::decide_grants> who,
                                                    const RefuseGrant& command, store::Writing& writing) {
    const Instant now = clock_.now();
    const StoredGrant grant =
        to_decide(writing, post_.keyring, who.account(), who.caller().role, command.grant, now);
    if (!close(writing,
               {grant.id, GrantState::requested, GrantState::refused, ClosedBy::approver,
                sealed_reason(writing, post_.keyring, grant, command.reason.text())},
               now))
        throw store::Fault{"a request that was held is none any more"};
    return {.view = {},
            .change = {.kind = EventKind::grant_refused,
                       .account = grant.subject,
                       .before = std::string{name_of(GrantState::requested)},
                       .after = std::string{name_of(GrantState::refused)},
                       .grant = grant.id}};
}

}  // namespace suncrew::permits
