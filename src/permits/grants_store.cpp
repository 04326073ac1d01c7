#include "permits/grants_store.hpp"

#include <tuple>

#include <boost/describe/enum_to_string.hpp>

#include "base/refusal.hpp"
#include "crypto/base64.hpp"
#include "crypto/hash.hpp"
#include "identity/accounts.hpp"
#include "store/enum_column.hpp"

namespace suncrew::permits {
namespace {

void begin(store::Writing& writing, GrantId grant, Instant ends_at, Instant now) {
    if (writing.run("update access_grants set state = 'approved', approved_at = ?, ends_at = ?"
                    " where id = ? and state = 'requested'",
                    now, ends_at, grant) != 1)
        throw store::Fault{"a request that was held is none any more"};
}

/// Whether there is still somebody to seal for, who is not erased before the transaction ends.
bool hold_subject(store::Writing& writing, AccountId subject) {
    return writing.run("update accounts set name = name where id = ? and erased_at is null", subject) == 1;
}

}  // namespace

std::string_view name_of(Scope scope) {
    return boost::describe::enum_to_string(scope, "");
}

Scope scope_named(const std::string& text) {
    return store::enum_named<Scope>(text, "the scope of a grant");
}

std::string_view name_of(GrantState state) {
    return boost::describe::enum_to_string(state, "");
}

std::string_view name_of(ClosedBy by) {
    return boost::describe::enum_to_string(by, "");
}

std::string digest_of(const Terms& terms, const Words& words) {
    std::string text{name_of(terms.scope)};
    text.append("\n").append(terms.account ? to_string(*terms.account) : "");
    text.append("\n").append(terms.order ? to_string(*terms.order) : "");
    text.append("\n").append(std::to_string(terms.duration.count()));
    text.append("\n").append(words.purpose);
    if (words.ticket)
        text.append("\n").append(*words.ticket);
    return crypto::base64url_encode(crypto::sha256(text));
}

GrantState StoredGrant::state_at(Instant now) const {
    if (state == GrantState::requested && (now >= expires_at || !holder_stands))
        return GrantState::expired;
    if (state == GrantState::approved && (now >= ends_at.value() || !holder_stands))
        return GrantState::ended;
    return state;
}

std::optional<StoredGrant> find_grant(store::Reading& reading, GrantId id) {
    const auto row =
        reading.one<AccountId, std::string, identity::SealedName, bool, std::string, std::optional<AccountId>,
                    std::optional<OrderId>, std::optional<SealedPurpose>, int, AccountId, std::string,
                    Instant, Instant, std::optional<Instant>, std::optional<Instant>, std::optional<Instant>,
                    std::optional<std::string>, std::optional<SealedReason>, std::optional<SealedTicket>>(
            "select g.holder, g.holder_role, a.name,"
            " a.locked_at is null and a.role = g.holder_role and a.standing = g.holder_standing,"
            " g.scope, g.about_account, g.about_order, g.purpose, g.minutes, g.subject, g.state,"
            " g.requested_at, g.expires_at, g.approved_at, g.ends_at, g.closed_at, g.closed_by, g.reason, "
            "g.ticket"
            " from access_grants g join accounts a on a.id = g.holder where g.id = ?",
            id);
    if (!row)
        return std::nullopt;
    const auto& [holder, role, name, stands, scope, account, order, purpose, minutes, subject, state,
                 requested_at, expires_at, approved_at, ends_at, closed_at, closed_by, reason, ticket] = *row;
    StoredGrant grant{.id = id,
                      .holder = holder,
                      .holder_role = identity::role_of(role),
                      .holder_name = name,
                      .holder_stands = stands,
                      .terms = {scope_named(scope), account, order, std::chrono::minutes{minutes}},
                      .subject = subject,
                      .state = store::enum_named<GrantState>(state, "the state of a grant"),
                      .requested_at = requested_at,
                      .expires_at = expires_at,
                      .approved_at = approved_at,
                      .ends_at = ends_at,
                      .closed_at = closed_at,
                      .closed_by = {},
                      .words = {purpose, ticket, reason}};
    if (closed_by)
        grant.closed_by = store::enum_named<ClosedBy>(*closed_by, "who closed a grant");
    return grant;
}

std::vector<StoredGrant> find_grants(store::Reading& reading, const std::vector<GrantId>& ids) {
    std::vector<StoredGrant> grants;
    for (const GrantId id : ids)
        if (auto grant = find_grant(reading, id))
            grants.push_back(*std::move(grant));
    return grants;
}

void add_grant(store::Writing& writing, sealing::Keyring& keyring, const NewGrant& grant, Instant now) {
    if (!hold_subject(writing, grant.subject))
        throw Refusal{Code::not_found, "no_such_account"};
    const Terms& terms = grant.terms;
    const sealing::Row here{grant.id};
    const auto sealer = keyring.sealer(writing, grant.subject);
    writing.run(
        "insert into access_grants (id, holder, holder_role, holder_standing, scope, about_account,"
        " about_order, subject, purpose, minutes, ticket, state, requested_at, expires_at)"
        " select ?, id, role, standing, ?, ?, ?, ?, ?, ?, ?, 'requested', ?, ? from accounts"
        " where id = ? and role = ?",
        grant.id, name_of(terms.scope), terms.account, terms.order, grant.subject,
        sealer.seal<"access_grants.purpose">(here, grant.words.purpose),
        static_cast<std::int64_t>(terms.duration.count()),
        sealer.seal<"access_grants.ticket">(here, grant.words.ticket), now, now + request_valid, grant.holder,
        identity::role_name(grant.holder_role));
}

void add_case(store::Writing& writing, sealing::Keyring& keyring, const NewGrant& grant, Instant now) {
    add_grant(writing, keyring, grant, now);
    begin(writing, grant.id, now + grant.terms.duration, now);
}

std::vector<StandingApproval> standing_approvals(store::Reading& reading, GrantId grant) {
    std::vector<StandingApproval> approvals;
    for (auto& [approver, role, name, at] :
         reading.rows<AccountId, std::string, identity::SealedName, Instant>(
             "select p.approver, p.approver_role, a.name, p.at from access_grant_approvals p"
             " join accounts a on a.id = p.approver where p.grant_id = ? and a.locked_at is null"
             " and a.role = p.approver_role and a.standing = p.approver_standing order by p.at, p.approver",
             grant))
        approvals.push_back({approver, identity::role_of(role), std::move(name), at});
    return approvals;
}

void add_approval(store::Writing& writing, GrantId grant, AccountId approver, access::Role role,
                  Instant now) {
    writing.run(
        "insert into access_grant_approvals (grant_id, approver, approver_role, approver_standing, at)"
        " select ?, id, role, standing, ? from accounts where id = ? and role = ?",
        grant, now, approver, identity::role_name(role));
}

bool hold_request(store::Writing& writing, GrantId grant, Instant now) {
    return writing.run(
               "update access_grants set state = state where id = ? and state = 'requested'"
               " and expires_at > ?",
               grant, now) == 1;
}

void approve(store::Writing& writing, const StoredGrant& grant, Instant now) {
    begin(writing, grant.id, now + grant.terms.duration, now);
}

std::optional<SealedReason> sealed_reason(store::Writing& writing, sealing::Keyring& keyring,
                                          const StoredGrant& grant, const std::string& reason) {
    if (!hold_subject(writing, grant.subject))
        return std::nullopt;
    return keyring.sealer(writing, grant.subject)
        .seal<"access_grants.reason">(sealing::Row{grant.id}, reason);
}

bool close(store::Writing& writing, const Close& close, Instant now) {
    return writing.run(
               "update access_grants set state = ?, closed_at = ?, closed_by = ?, reason = ?"
               " where id = ? and state = ?",
               name_of(close.to), now, name_of(close.by), close.reason, close.grant,
               name_of(close.from)) == 1;
}

}  // namespace suncrew::permits
