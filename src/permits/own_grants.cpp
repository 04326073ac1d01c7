#include "permits/own_grants.hpp"

#include "audit/security_events.hpp"
#include "base/refusal.hpp"
#include "identity/accounts.hpp"
#include "permits/completions.hpp"
#include "permits/grant_views.hpp"
#include "permits/notices.hpp"

namespace suncrew::permits {
namespace {

using access::Permission;
using access::Role;
using audit::EventKind;

constexpr int own_page = 50;

void require(bool holds, const char* code, const char* field) {
    if (!holds)
        throw Refusal{Code::invalid, code, field};
}

Terms terms_of(const AskForGrant& command, Role holder) {
    require(may_ask(holder, command.scope), "scope_not_for_role", "scope");
    const auto need = [&](bool given, bool wanted, const char* field) {
        require(given || !wanted, "missing_member", field);
        require(!given || wanted, "unknown_member", field);
    };
    need(command.account.has_value(), command.scope == Scope::contact_details, "account");
    need(command.order.has_value(), command.scope == Scope::order, "order");
    const std::chrono::minutes duration{std::int64_t{command.minutes}};
    require(duration <= longest(command.scope), "longer_than_allowed", "minutes");
    return {command.scope, command.account, command.order, duration};
}

/// Whose data it is; of everything, nobody's but the holder's own to answer for.
AccountId subject_of(store::Reading& reading, const Terms& terms, AccountId holder) {
    if (terms.account) {
        if (*terms.account == holder)
            throw Refusal{Code::conflict, "not_oneself"};
        if (!identity::standing_of(reading, *terms.account))
            throw Refusal{Code::not_found, "no_such_account"};
        return *terms.account;
    }
    if (terms.order) {
        const auto customer = reading.value<AccountId>(
            "select o.customer from orders o join accounts a on a.id = o.customer"
            " where o.id = ? and a.erased_at is null",
            *terms.order);
        if (!customer)
            throw Refusal{Code::not_found, "order_not_found"};
        return *customer;
    }
    return holder;
}

/// The holder's account row is held, so two at once are counted both. Cases have bounds of their own.
void require_room(store::Reading& reading, AccountId holder, Instant now) {
    const auto open = reading.value<std::int64_t>(
        "select count(*) from access_grants where holder = ? and scope <> 'support_case' and"
        " ((state = 'requested' and expires_at > ?) or (state = 'approved' and ends_at > ?))",
        holder, now, now);
    if (open.value() >= open_grants_max)
        throw Refusal{Code::conflict, "too_many_open"};
    constexpr std::chrono::hours day{24};
    const auto asked = reading.value<std::int64_t>(
        "select count(*) from access_grants where holder = ? and scope <> 'support_case' and requested_at > "
        "?",
        holder, now - day);
    if (asked.value() >= requests_a_day_max)
        throw Refusal{Code::too_many, "too_many_requests", {}, {}, day};
}

}  // namespace

access::Recorded<http::Created<GrantView>> OwnGrants::ask(access::Granted<Permission::ask_for_grants> who,
                                                          const AskForGrant& command,
                                                          store::Writing& writing) {
    const Instant now = clock_.now();
    const Role role = who.caller().role;
    identity::hold_in_role(writing, who.account(), role);
    if (!current_completion(writing, who.account(), now))
        throw Refusal{Code::forbidden, "training_required"};
    const Terms terms = terms_of(command, role);
    const AccountId subject = subject_of(writing, terms, who.account());
    require_room(writing, who.account(), now);
    const GrantId id = GrantId::make(now);
    const Words words{command.purpose.text()};
    add_grant(writing, post_.keyring, {id, who.account(), role, terms, words, subject}, now);
    const StoredGrant grant = find_grant(writing, post_.keyring, id).value();
    tell_of_request(writing, grant, post_, now);
    return {.view = {view_of(writing, post_.keyring, grant, now)},
            .change = {.kind = EventKind::grant_requested,
                       .account = subject,
                       .after = "requested " + std::string{name_of(terms.scope)} + ' ' +
                                std::to_string(terms.duration.count()) + ' ' + digest_of(terms, words),
                       .grant = id}};
}

GrantList OwnGrants::list(access::Granted<Permission::read_own_grants> who, const ListOwnGrants&,
                          store::Reading& reading) {
    std::vector<GrantId> ids;
    for (const auto& [id] : reading.rows<GrantId>(
             "select id from access_grants where holder = ? order by requested_at desc, id desc limit ?",
             who.account(), own_page))
        ids.push_back(id);
    return list_of(reading, post_.keyring, find_grants(reading, post_.keyring, ids), clock_.now());
}

http::NoContent OwnGrants::give_up(access::Granted<Permission::give_up_own_grants> who,
                                   const GiveUpGrant& command, store::Transaction& transaction) {
    const Instant now = clock_.now();
    const auto grant = find_grant(transaction, post_.keyring, command.grant);
    if (!grant || grant->holder != who.account())
        throw Refusal{Code::not_found, "no_such_grant"};
    if (grant->state_at(now) != GrantState::requested && grant->state_at(now) != GrantState::approved)
        throw Refusal{Code::conflict, "grant_over"};
    const auto done = [&](GrantState from, GrantState to, EventKind kind) {
        if (!close(transaction, {grant->id, from, to, ClosedBy::holder}, now))
            return false;
        access::record(transaction, who.caller(),
                       {.kind = kind,
                        .account = grant->subject,
                        .before = std::string{name_of(from)},
                        .after = std::string{name_of(to)},
                        .grant = grant->id},
                       now);
        return true;
    };
    // It may be approved at this moment: then it is ended, which is what its holder wants.
    if (!done(GrantState::requested, GrantState::withdrawn, EventKind::grant_withdrawn) &&
        !done(GrantState::approved, GrantState::ended, EventKind::grant_ended))
        throw Refusal{Code::conflict, "grant_over"};
    return {};
}

}  // namespace suncrew::permits
