#include "identity/staff.hpp"

#include <string>
#include <tuple>

#include <boost/describe/enum_to_string.hpp>

#include "base/refusal.hpp"
#include "identity/enrolment.hpp"
#include "identity/entrance.hpp"
#include "identity/factors_store.hpp"
#include "identity/notices.hpp"
#include "identity/password_reset.hpp"
#include "identity/sessions.hpp"
#include "identity/staff_wire.hpp"

namespace suncrew::identity {
namespace {

using access::Permission;
using audit::EventKind;

constexpr int staff_max = 500;
constexpr int events_page = 50;

access::Role role_of(StaffRole role) {
    switch (role) {
        case StaffRole::support:
            return access::Role::support;
        case StaffRole::sales:
            return access::Role::sales;
        case StaffRole::engineer:
            return access::Role::engineer;
        case StaffRole::security:
            return access::Role::security;
    }
    throw std::logic_error{"a role of the staff without a role"};
}

AccountState state_of(const StoredAccount& account) {
    if (account.locked_at)
        return AccountState::locked;
    return account.email_verified_at ? AccountState::active : AccountState::invited;
}

StaffView view_of(store::Reading& reading, const StoredAccount& account) {
    const auto used_at = reading.value<std::optional<Instant>>(
        "select max(used_at) from sessions where account = ?", account.id);
    return {account.id,         account.email,
            account.name,       account.role,
            state_of(account),  factors_of(reading, account.id).any(),
            account.created_at, used_at.value_or(std::nullopt)};
}

/// Somebody else's account, which is to be changed by who still is an officer: of two who lock each other at
/// once, the second is none any more.
StoredAccount others(store::Transaction& transaction, AccountId id, AccountId officer) {
    if (id == officer)
        throw Refusal{Code::conflict, "not_oneself"};
    if (transaction.run("update accounts set name = name where id = ? and role = 'security'"
                        " and locked_at is null",
                        officer) != 1)
        throw Refusal{Code::unauthenticated, "session_required"};
    auto account = find_account(transaction, id);
    if (!account)
        throw Refusal{Code::not_found, "no_such_account"};
    return *std::move(account);
}

void record(store::Transaction& transaction, EventKind kind, const StoredAccount& account, AccountId officer,
            const access::Client& client, Instant now, std::optional<std::string> before = {},
            std::optional<std::string> after = {}) {
    auto event = event_of(kind, account.id, client, now);
    event.actor = officer;
    event.before = std::move(before);
    event.after = std::move(after);
    audit::record(transaction, event);
}

}  // namespace

StaffList Staff::list(access::Granted<Permission::read_accounts>, const ListStaff&, store::Reading& reading) {
    StaffList list;
    for (const auto& [id] : reading.rows<AccountId>(
             "select id from accounts where role <> 'customer' order by role = 'crew', role, email limit ?",
             staff_max))
        if (const auto account = find_account(reading, id))
            list.items.push_back(view_of(reading, *account));
    return list;
}

StaffView Staff::find(access::Granted<Permission::read_accounts>, const FindAccount& command,
                      store::Reading& reading) {
    const auto account = find_account(reading, command.email);
    if (!account)
        throw Refusal{Code::not_found, "no_such_account"};
    return view_of(reading, *account);
}

http::Accepted<Invited> Staff::invite(access::Granted<Permission::invite_staff> who,
                                      const InviteStaff& command, store::Transaction& transaction) {
    try {
        const Invitation invitation{command.email, command.name.text(), role_of(command.role),
                                    command.language};
        return {{identity::invite(transaction, invitation, who.account(), who.client(), setup_.base_url,
                                  setup_.clock.now())}};
    } catch (const store::Duplicate&) {
        throw Refusal{Code::conflict, "email_taken", "email"};
    }
}

http::Accepted<Nothing> Staff::send_enrolment_link(access::Granted<Permission::reset_others_credentials> who,
                                                   const SendEnrolmentLink& command,
                                                   store::Transaction& transaction) {
    const Instant now = setup_.clock.now();
    const StoredAccount account = others(transaction, command.account, who.account());
    if (account.role == access::Role::customer)
        throw Refusal{Code::conflict, "not_staff"};
    remove_factors(transaction, account.id);
    identity::end_sessions(transaction, account.id);
    end_what_was_begun(transaction, account.id);
    transaction.run("update accounts set password = '' where id = ?", account.id);
    const std::string link = make_enrolment_link(transaction, account.id, setup_.base_url, now);
    tell(transaction, account, account.email_verified_at ? Letter::new_enrolment_link : Letter::invitation,
         link, now);
    record(transaction, EventKind::enrolment_link_made, account, who.account(), who.client(), now);
    return {};
}

http::NoContent Staff::lock(access::Granted<Permission::lock_accounts> who, const LockAccount& command,
                            store::Transaction& transaction) {
    const Instant now = setup_.clock.now();
    const StoredAccount account = others(transaction, command.account, who.account());
    if (transaction.run("update accounts set locked_at = ? where id = ? and locked_at is null", now,
                        account.id) != 1)
        throw Refusal{Code::conflict, "locked_already"};
    identity::end_sessions(transaction, account.id);
    end_what_was_begun(transaction, account.id);
    record(transaction, EventKind::account_locked, account, who.account(), who.client(), now, "unlocked",
           boost::describe::enum_to_string(command.reason, ""));
    tell(transaction, account, Letter::account_locked, setup_.base_url + "/security", now);
    return {};
}

http::NoContent Staff::unlock(access::Granted<Permission::lock_accounts> who, const UnlockAccount& command,
                              store::Transaction& transaction) {
    const Instant now = setup_.clock.now();
    const StoredAccount account = others(transaction, command.account, who.account());
    if (transaction.run("update accounts set locked_at = null where id = ? and locked_at is not null",
                        account.id) != 1)
        throw Refusal{Code::conflict, "not_locked"};
    record(transaction, EventKind::account_unlocked, account, who.account(), who.client(), now, "locked",
           "unlocked");
    tell(transaction, account, Letter::account_unlocked, setup_.base_url + "/security", now);
    return {};
}

http::NoContent Staff::change_role(access::Granted<Permission::change_roles> who, const ChangeRole& command,
                                   store::Transaction& transaction) {
    const Instant now = setup_.clock.now();
    const StoredAccount account = others(transaction, command.account, who.account());
    if (!access::staff.contains(account.role))
        throw Refusal{Code::conflict, "not_staff"};
    const std::string_view before = role_name(account.role);
    const std::string_view after = role_name(role_of(command.role));
    if (transaction.run("update accounts set role = ? where id = ? and role = ? and role <> ?", after,
                        account.id, before, after) != 1)
        throw Refusal{Code::conflict, "role_unchanged"};
    identity::end_sessions(transaction, account.id);
    end_what_was_begun(transaction, account.id);
    record(transaction, EventKind::role_changed, account, who.account(), who.client(), now,
           std::string{before}, std::string{after});
    tell(transaction, account, Letter::role_changed, setup_.base_url + "/security", now);
    return {};
}

http::NoContent Staff::end_sessions(access::Granted<Permission::end_others_sessions> who,
                                    const EndSessionsOf& command, store::Transaction& transaction) {
    const StoredAccount account = others(transaction, command.account, who.account());
    identity::end_sessions(transaction, account.id);
    end_what_was_begun(transaction, account.id);
    record(transaction, EventKind::sessions_ended, account, who.account(), who.client(), setup_.clock.now());
    return {};
}

http::Accepted<Nothing> Staff::send_password_reset(access::Granted<Permission::reset_others_credentials> who,
                                                   const SendPasswordReset& command,
                                                   store::Transaction& transaction) {
    const Instant now = setup_.clock.now();
    const StoredAccount account = others(transaction, command.account, who.account());
    if (!account.email_verified_at || account.locked_at)
        throw Refusal{Code::conflict, "account_not_active"};
    identity::send_password_reset(transaction, account, setup_.base_url, now);
    record(transaction, EventKind::password_reset_requested, account, who.account(), who.client(), now);
    return {};
}

SecurityEventList Staff::events(access::Granted<Permission::read_security_events>,
                                const ReadSecurityEvents& command, store::Reading& reading) {
    std::optional<std::int64_t> before;
    if (command.before)
        before = static_cast<std::int64_t>(*command.before);
    const auto events = audit::events(reading, command.account, before, events_page);
    SecurityEventList list;
    for (const auto& [id, event] : events)
        list.items.push_back({id, event.at, std::string{audit::name_of(event.kind)}, event.account,
                              event.actor, event.address, setup_.networks.country(event.address),
                              event.device, event.before, event.after});
    if (events.size() == events_page)
        list.next = events.back().id;
    return list;
}

}  // namespace suncrew::identity
