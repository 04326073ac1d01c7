#include "permits/grants_store.hpp"

#include <tuple>

#include <boost/describe/enum_to_string.hpp>

#include "base/refusal.hpp"
#include "crypto/base64.hpp"
#include "crypto/hash.hpp"
#include "identity/accounts.hpp"
#include "permits/marked_grant.hpp"
#include "store/enum_column.hpp"

namespace suncrew::permits {
namespace {

MarkedGrant marked_of(const StoredGrant& grant, std::string_view holder_role) {
    return {.id = grant.id,
            .holder = grant.holder,
            .holder_role = holder_role,
            .holder_standing = grant.holder_standing,
            .scope = name_of(grant.terms.scope),
            .account = grant.terms.account,
            .order = grant.terms.order,
            .subject = grant.subject,
            .minutes = grant.terms.duration.count(),
            .state = name_of(grant.state),
            .requested_at = grant.requested_at,
            .expires_at = grant.expires_at,
            .approved_at = grant.approved_at,
            .ends_at = grant.ends_at};
}

/// Of a request that is held and was found as ours.
void begin(store::Writing& writing, sealing::Keyring& keyring, const StoredGrant& grant, Instant now) {
    MarkedGrant row = marked_of(grant, identity::role_name(grant.holder_role));
    row.state = name_of(GrantState::approved);
    row.approved_at = now;
    row.ends_at = now + grant.terms.duration;
    if (!grant.holder_stands ||
        writing.run("update access_grants set state = 'approved', approved_at = ?, ends_at = ?, mark = ?"
                    " where id = ? and state = 'requested'",
                    row.approved_at, row.ends_at, keyring.mark(marked(row)), row.id) != 1)
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

std::optional<StoredGrant> find_grant(store::Reading& reading, sealing::Keyring& keyring, GrantId id) {
    const auto row =
        reading.one<AccountId, std::string, std::int64_t, identity::SealedName, bool, std::string,
                    std::optional<AccountId>, std::optional<OrderId>, std::optional<SealedPurpose>, int,
                    AccountId, std::string, Instant, Instant, std::optional<Instant>, std::optional<Instant>,
                    std::optional<Instant>, std::optional<std::string>, std::optional<SealedReason>,
                    std::optional<SealedTicket>, std::optional<store::Bytes>>(
            "select g.holder, g.holder_role, g.holder_standing, a.name,"
            " a.locked_at is null and a.role = g.holder_role and a.standing = g.holder_standing,"
            " g.scope, g.about_account, g.about_order, g.purpose, g.minutes, g.subject, g.state,"
            " g.requested_at, g.expires_at, g.approved_at, g.ends_at, g.closed_at, g.closed_by, g.reason, "
            "g.ticket, g.mark"
            " from access_grants g join accounts a on a.id = g.holder where g.id = ?",
            id);
    if (!row)
        return std::nullopt;
    const auto& [holder, role, standing, name, stands, scope, account, order, purpose, minutes, subject,
                 state, requested_at, expires_at, approved_at, ends_at, closed_at, closed_by, reason, ticket,
                 mark] = *row;
    StoredGrant grant{.id = id,
                      .holder = holder,
                      .holder_role = identity::role_of(role),
                      .holder_name = name,
                      .holder_standing = standing,
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
    const bool open = grant.state == GrantState::requested || grant.state == GrantState::approved;
    if (open && !keyring.is_ours(reading, marked(marked_of(grant, role)), mark, holder))
        grant.holder_stands = false;
    return grant;
}

std::vector<StoredGrant> find_grants(store::Reading& reading, sealing::Keyring& keyring,
                                     const std::vector<GrantId>& ids) {
    std::vector<StoredGrant> grants;
    for (const GrantId id : ids)
        if (auto grant = find_grant(reading, keyring, id))
            grants.push_back(*std::move(grant));
    return grants;
}

void add_grant(store::Writing& writing, sealing::Keyring& keyring, const NewGrant& grant, Instant now) {
    if (!hold_subject(writing, grant.subject))
        throw Refusal{Code::not_found, "no_such_account"};
    const Terms& terms = grant.terms;
    const sealing::Row here{grant.id};
    const auto sealer = keyring.sealer(writing, grant.subject);
    const auto standing =
        writing.value<std::int64_t>("select standing from accounts where id = ? and role = ?", grant.holder,
                                    identity::role_name(grant.holder_role));
    if (!standing)
        throw Refusal{Code::unauthenticated, "session_required"};
    const MarkedGrant row{.id = grant.id,
                          .holder = grant.holder,
                          .holder_role = identity::role_name(grant.holder_role),
                          .holder_standing = *standing,
                          .scope = name_of(terms.scope),
                          .account = terms.account,
                          .order = terms.order,
                          .subject = grant.subject,
                          .minutes = terms.duration.count(),
                          .state = name_of(GrantState::requested),
                          .requested_at = now,
                          .expires_at = now + request_valid,
                          .approved_at = {},
                          .ends_at = {}};
    writing.run(
        "insert into access_grants (id, holder, holder_role, holder_standing, scope, about_account,"
        " about_order, subject, purpose, minutes, ticket, state, requested_at, expires_at, mark)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.id, row.holder, row.holder_role, row.holder_standing, row.scope, row.account, row.order,
        row.subject, sealer.seal<"access_grants.purpose">(here, grant.words.purpose), row.minutes,
        sealer.seal<"access_grants.ticket">(here, grant.words.ticket), row.state, row.requested_at,
        row.expires_at, keyring.mark(marked(row)));
}

void add_case(store::Writing& writing, sealing::Keyring& keyring, const NewGrant& grant, Instant now) {
    add_grant(writing, keyring, grant, now);
    begin(writing, keyring, find_grant(writing, keyring, grant.id).value(), now);
}

std::vector<StandingApproval> standing_approvals(store::Reading& reading, sealing::Keyring& keyring,
                                                 GrantId grant) {
    std::vector<StandingApproval> approvals;
    for (auto& [approver, role, standing, name, at, mark] :
         reading.rows<AccountId, std::string, std::int64_t, identity::SealedName, Instant,
                      std::optional<store::Bytes>>(
             "select p.approver, p.approver_role, p.approver_standing, a.name, p.at, p.mark"
             " from access_grant_approvals p"
             " join accounts a on a.id = p.approver where p.grant_id = ? and a.locked_at is null"
             " and a.role = p.approver_role and a.standing = p.approver_standing order by p.at, p.approver",
             grant))
        if (keyring.is_ours(reading, marked(MarkedApproval{grant, approver, role, standing, at}), mark,
                            approver))
            approvals.push_back({approver, identity::role_of(role), std::move(name), at});
    return approvals;
}

void add_approval(store::Writing& writing, sealing::Keyring& keyring, GrantId grant, AccountId approver,
                  access::Role role, Instant now) {
    const auto standing = writing.value<std::int64_t>(
        "select standing from accounts where id = ? and role = ?", approver, identity::role_name(role));
    if (!standing)
        throw Refusal{Code::unauthenticated, "session_required"};
    const MarkedApproval row{grant, approver, identity::role_name(role), *standing, now};
    writing.run(
        "insert into access_grant_approvals (grant_id, approver, approver_role, approver_standing, at, mark)"
        " values (?, ?, ?, ?, ?, ?)",
        row.grant, row.approver, row.role, row.standing, row.at, keyring.mark(marked(row)));
}

bool hold_request(store::Writing& writing, GrantId grant, Instant now) {
    return writing.run(
               "update access_grants set state = state where id = ? and state = 'requested'"
               " and expires_at > ?",
               grant, now) == 1;
}

void approve(store::Writing& writing, sealing::Keyring& keyring, const StoredGrant& grant, Instant now) {
    begin(writing, keyring, grant, now);
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
               "update access_grants set state = ?, closed_at = ?, closed_by = ?, reason = ?, mark = null"
               " where id = ? and state = ?",
               name_of(close.to), now, name_of(close.by), close.reason, close.grant,
               name_of(close.from)) == 1;
}

}  // namespace suncrew::permits
