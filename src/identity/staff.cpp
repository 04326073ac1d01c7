#include "identity/staff.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include <boost/describe/enum_to_string.hpp>

#include "audit/kept_values.hpp"
#include "base/refusal.hpp"
#include "identity/account_access.hpp"
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

StaffView view_of(store::Reading& reading, const StoredAccount& account, std::string email,
                  std::optional<std::string> name) {
    const auto used_at = reading.value<std::optional<Instant>>(
        "select max(used_at) from sessions where account = ?", account.id);
    return {account.id,         std::move(email),
            std::move(name),    account.role,
            state_of(account),  factors_of(reading, account.id).any(),
            account.created_at, used_at.value_or(std::nullopt)};
}

/// Somebody else's account, whose row is locked until the transaction ends, so that nothing begins for it
/// beside the change.
StoredAccount others(store::Writing& writing, AccountId id, AccountId officer) {
    if (id == officer)
        throw Refusal{Code::conflict, "not_oneself"};
    hold_officer(writing, officer);
    writing.run("update accounts set name = name where id = ?", id);
    auto account = find_account(writing, id);
    if (!account)
        throw Refusal{Code::not_found, "no_such_account"};
    return *std::move(account);
}

void require_room(store::Reading& reading, AccountId officer, Instant now) {
    constexpr std::chrono::hours day{24};
    const auto in_vain = reading.value<std::int64_t>(
        "select count(*) from security_events where actor = ? and kind = 'customer_not_found' and at > ?",
        officer, now - day);
    if (in_vain.value() >= searches_in_vain_a_day_max)
        throw Refusal{Code::too_many, "too_many_searches", {}, {}, day};
}

/// Nobody adds a second person to the staff, or makes somebody more, without the other officers' knowing.
void tell_other_officers(store::Writing& writing, AccountId officer, const Post& post, Instant now) {
    tell_role(post, writing, access::Role::security, officer, Letter::staff_changed,
              post.base_url + "/staff/events", now);
}

/// Beside an event that says something else: the log has each epoch.
void record_ended(store::Writing& writing, AccountId account, AccountId officer, Epoch epoch, Instant now) {
    audit::record(writing, {.kind = EventKind::sessions_ended,
                            .at = now,
                            .account = account,
                            .actor = officer,
                            .acted_as = audit::Party::security,
                            .after = audit::epoch_word(epoch)});
}

/// Whatever leads in without being shown again.
void end_all(const Ending& ending) {
    identity::end_sessions(ending);
    end_what_was_begun(ending);
    ending.writing().run("delete from enrolments where account = ?", ending.account());
}

}  // namespace

StaffList Staff::list(access::Granted<Permission::read_accounts>, const ListStaff&, access::Desk& desk) {
    std::vector<StoredAccount> accounts;
    std::vector<AccountId> whose;
    for (const auto& [id] : desk.reading().rows<AccountId>(
             "select id from accounts where role <> 'customer' order by role = 'crew', role, id limit ?",
             staff_max))
        if (auto account = find_account(desk.reading(), id)) {
            accounts.push_back(*std::move(account));
            whose.push_back(id);
        }
    const auto proof = desk.open(whose, access::Opened::contact);
    StaffList list;
    for (const StoredAccount& account : accounts) {
        Person person = person_of(desk.reading(), setup_.post.keyring, proof, account);
        list.items.push_back(
            view_of(desk.reading(), account, std::move(person.email), std::move(person.name)));
    }
    const auto place = [](const StaffView& one) {
        return std::tuple{one.role == access::Role::crew, one.role, std::string_view{one.email}};
    };
    std::sort(list.items.begin(), list.items.end(),
              [&](const StaffView& a, const StaffView& b) { return place(a) < place(b); });
    return list;
}

StaffView Staff::find(access::Granted<Permission::read_accounts> who, const FindAccount& command,
                      access::Desk& desk) {
    require_room(desk.reading(), who.account(), setup_.clock.now());
    const auto account = find_account(desk.reading(), setup_.post.keyring, command.email);
    if (!account) {
        desk.found_nobody();
        throw Refusal{Code::not_found, "no_such_account"};
    }
    const auto proof = desk.open(account->id, access::Opened::contact);
    std::optional<std::string> name;
    if (account->role != access::Role::customer)
        name = person_of(desk.reading(), setup_.post.keyring, proof, *account).name;
    return view_of(desk.reading(), *account, command.email.text(), std::move(name));
}

access::Recorded<http::Accepted<Invited>> Staff::invite(access::Granted<Permission::invite_staff> who,
                                                        const InviteStaff& command, store::Writing& writing) {
    const Instant now = setup_.clock.now();
    try {
        const Invitation invitation{command.email, command.name.text(), role_of(command.role),
                                    command.language};
        const AccountId account = identity::invite(writing, invitation, who.account(), setup_.post, now);
        tell_other_officers(writing, who.account(), setup_.post, now);
        return {.view = {{account}},
                .change = {.kind = EventKind::account_created,
                           .account = account,
                           .after = std::string{role_name(invitation.role)}}};
    } catch (const store::Duplicate&) {
        throw Refusal{Code::conflict, "email_taken", "email"};
    }
}

access::Recorded<http::Accepted<Nothing>> Staff::send_enrolment_link(
    access::Granted<Permission::reset_others_credentials> who, const SendEnrolmentLink& command,
    store::Writing& writing) {
    const Instant now = setup_.clock.now();
    const StoredAccount account = others(writing, command.account, who.account());
    if (account.role == access::Role::customer && !account.email_verified_at)
        throw Refusal{Code::conflict, "account_not_active"};
    const Epoch epoch = end_access(writing, setup_.post.keyring, account.id, [&](const Ending& ending) {
        remove_factors(ending);
        end_all(ending);
        end_standing(writing, setup_.post.keyring, account.id);
        remove_password(ending);
    });
    const std::string link = make_enrolment_link(writing, account.id, setup_.post, now);
    tell(setup_.post, writing, account,
         account.email_verified_at ? Letter::new_enrolment_link : Letter::invitation, link, now);
    return {.view = {},
            .change = {.kind = EventKind::enrolment_link_made,
                       .account = account.id,
                       .after = audit::epoch_word(epoch)}};
}

access::Recorded<http::NoContent> Staff::lock(access::Granted<Permission::lock_accounts> who,
                                              const LockAccount& command, store::Writing& writing) {
    const Instant now = setup_.clock.now();
    const StoredAccount account = others(writing, command.account, who.account());
    change_access(writing, setup_.post.keyring, account.id, [&] {
        if (writing.run("update accounts set locked_at = ? where id = ? and locked_at is null", now,
                        account.id) != 1)
            throw Refusal{Code::conflict, "locked_already"};
    });
    const Epoch epoch = end_access(writing, setup_.post.keyring, account.id, [&](const Ending& ending) {
        end_all(ending);
        end_standing(writing, setup_.post.keyring, account.id);
    });
    record_ended(writing, account.id, who.account(), epoch, now);
    tell(setup_.post, writing, account, Letter::account_locked, setup_.post.base_url + "/security", now);
    return {.view = {},
            .change = {.kind = EventKind::account_locked,
                       .account = account.id,
                       .before = "unlocked",
                       .after = boost::describe::enum_to_string(command.reason, "")}};
}

access::Recorded<http::NoContent> Staff::unlock(access::Granted<Permission::lock_accounts> who,
                                                const UnlockAccount& command, store::Writing& writing) {
    const Instant now = setup_.clock.now();
    const StoredAccount account = others(writing, command.account, who.account());
    change_access(writing, setup_.post.keyring, account.id, [&] {
        if (writing.run("update accounts set locked_at = null where id = ? and locked_at is not null",
                        account.id) != 1)
            throw Refusal{Code::conflict, "not_locked"};
    });
    tell(setup_.post, writing, account, Letter::account_unlocked, setup_.post.base_url + "/security", now);
    return {.view = {},
            .change = {.kind = EventKind::account_unlocked,
                       .account = account.id,
                       .before = "locked",
                       .after = "unlocked"}};
}

access::Recorded<http::NoContent> Staff::change_role(access::Granted<Permission::change_roles> who,
                                                     const ChangeRole& command, store::Writing& writing) {
    const Instant now = setup_.clock.now();
    const StoredAccount account = others(writing, command.account, who.account());
    if (!access::staff.contains(account.role))
        throw Refusal{Code::conflict, "not_staff"};
    const std::string_view before = role_name(account.role);
    const std::string_view after = role_name(role_of(command.role));
    decide_access(writing, setup_.post.keyring, account.id, [&] {
        if (writing.run("update accounts set role = ? where id = ? and role = ? and role <> ?", after,
                        account.id, before, after) != 1)
            throw Refusal{Code::conflict, "role_unchanged"};
    });
    const Epoch epoch = end_access(writing, setup_.post.keyring, account.id, [&](const Ending& ending) {
        identity::end_sessions(ending);
        end_what_was_begun(ending);
        end_standing(writing, setup_.post.keyring, account.id);
    });
    record_ended(writing, account.id, who.account(), epoch, now);
    tell(setup_.post, writing, account, Letter::role_changed, setup_.post.base_url + "/security", now);
    tell_other_officers(writing, who.account(), setup_.post, now);
    return {.view = {},
            .change = {.kind = EventKind::role_changed,
                       .account = account.id,
                       .before = std::string{before},
                       .after = std::string{after}}};
}

access::Recorded<http::NoContent> Staff::end_sessions(access::Granted<Permission::end_others_sessions> who,
                                                      const EndSessionsOf& command, store::Writing& writing) {
    const StoredAccount account = others(writing, command.account, who.account());
    const Epoch epoch = end_access(writing, setup_.post.keyring, account.id, end_all);
    return {.view = {},
            .change = {
                .kind = EventKind::sessions_ended, .account = account.id, .after = audit::epoch_word(epoch)}};
}

access::Recorded<http::Accepted<Nothing>> Staff::send_password_reset(
    access::Granted<Permission::reset_others_credentials> who, const SendPasswordReset& command,
    store::Writing& writing) {
    const Instant now = setup_.clock.now();
    const StoredAccount account = others(writing, command.account, who.account());
    if (!account.email_verified_at || account.locked_at)
        throw Refusal{Code::conflict, "account_not_active"};
    identity::send_password_reset(writing, account, setup_.post, now);
    return {.view = {}, .change = {.kind = EventKind::password_reset_requested, .account = account.id}};
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
                              event.actor, event.grant, event.address, setup_.networks.country(event.address),
                              event.device, event.before, event.after});
    if (events.size() == events_page)
        list.next = events.back().id;
    return list;
}

}  // namespace suncrew::identity
