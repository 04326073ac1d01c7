#pragma once

#include "identity/identity_fixture.hpp"
#include "permits/completions.hpp"
#include "permits/decisions.hpp"
#include "permits/grants_wire.hpp"
#include "permits/live_grant.hpp"
#include "permits/opened_contact.hpp"
#include "permits/overdue.hpp"
#include "permits/oversight.hpp"
#include "permits/own_grants.hpp"
#include "permits/training.hpp"
#include "permits/training_wire.hpp"

namespace suncrew::permits {

using access::Caller;
using access::Permission;
using access::Role;
using identity::refusal;
using namespace std::chrono_literals;

/// Staff with the course, a customer, and what they do about grants, each committed with its record as the
/// server does it.
class PermitsFixture : public identity::IdentityFixture {
protected:
    /// Who works for Suncrew and has taken the course; their caller has just proved who they are.
    Caller staff(const std::string& name, Role role) {
        const AccountId id = account(name + "@example.org", role);
        in_transaction(
            [&](store::Transaction& t) { complete_course(t, id, access::nobodys_client, clock_.now()); });
        return caller_of(id, role);
    }
    /// Somebody new whom this officer has invited, and who has taken the course.
    Caller invited(const Caller& officer, const std::string& name, identity::StaffRole role) {
        return in_transaction([&](store::Transaction& t) {
            const auto done =
                staff_.invite(access::check<Permission::invite_staff>(officer),
                              {identity::email(name + "@example.org"), identity::PersonName{"Somebody New"},
                               role, notify::Language::en},
                              t);
            access::record(t, officer, done.change, clock_.now());
            const AccountId id = done.view.view.id;
            complete_course(t, id, access::nobodys_client, clock_.now());
            return caller_of(id, identity::find_account(t, id).value().role);
        });
    }
    static Caller caller_of(AccountId id, Role role) {
        return {.role = role, .account = id, .session = access::SessionHash{}, .proved_recently = true};
    }

    AskForGrant contact_of(AccountId account, std::int64_t minutes = 60) const {
        return {
            Scope::contact_details, account, {}, Purpose{purpose}, decltype(AskForGrant::minutes){minutes}};
    }
    AskForGrant everything(std::int64_t minutes = 60) const {
        return {Scope::system, {}, {}, Purpose{purpose}, decltype(AskForGrant::minutes){minutes}};
    }

    GrantId ask(const Caller& who, const AskForGrant& command, store::Connection& connection) {
        return store::in_transaction(connection, [&](store::Transaction& t) {
            const auto done = own_.ask(access::check<Permission::ask_for_grants>(who), command, t);
            access::record(t, who, done.change, clock_.now());
            return done.view.view.id;
        });
    }
    GrantId ask(const Caller& who, const AskForGrant& command) { return ask(who, command, connection_); }
    GrantView approve(const Caller& who, GrantId grant, store::Connection& connection) {
        return store::in_transaction(connection, [&](store::Transaction& t) {
            const auto done = decisions_.approve(access::check<Permission::decide_grants>(who), {grant}, t);
            access::record(t, who, done.change, clock_.now());
            return done.view;
        });
    }
    GrantView approve(const Caller& who, GrantId grant) { return approve(who, grant, connection_); }
    void refuse(const Caller& who, GrantId grant, store::Connection& connection) {
        store::in_transaction(connection, [&](store::Transaction& t) {
            const auto done = decisions_.refuse(access::check<Permission::decide_grants>(who),
                                                {grant, Reason{"Ask for the order instead."}}, t);
            access::record(t, who, done.change, clock_.now());
        });
    }
    void refuse(const Caller& who, GrantId grant) { refuse(who, grant, connection_); }
    void give_up(const Caller& who, GrantId grant, store::Connection& connection) {
        store::in_transaction(connection, [&](store::Transaction& t) {
            own_.give_up(access::check<Permission::give_up_own_grants>(who), {grant}, t);
        });
    }
    void give_up(const Caller& who, GrantId grant) { give_up(who, grant, connection_); }
    void revoke(const Caller& who, GrantId grant) {
        in_transaction([&](store::Transaction& t) {
            const auto done = oversight_.revoke(access::check<Permission::revoke_grants>(who), {grant}, t);
            access::record(t, who, done.change, clock_.now());
        });
    }
    std::int64_t close_overdue_now() {
        return in_transaction(
            [&](store::Transaction& t) { return close_overdue(t, keyring_, clock_.now()); });
    }
    void lock(AccountId account, store::Connection& connection) {
        store::in_transaction(connection, [&](store::Transaction& t) {
            const auto done = staff_.lock(access::check<Permission::lock_accounts>(officer2_),
                                          {account, identity::LockReason::suspicious}, t);
            access::record(t, officer2_, done.change, clock_.now());
        });
    }
    void lock(AccountId account) { lock(account, connection_); }
    void unlock(AccountId account) {
        in_transaction([&](store::Transaction& t) {
            staff_.unlock(access::check<Permission::lock_accounts>(officer2_), {account}, t);
        });
    }
    void change_role(AccountId account, identity::StaffRole role) {
        in_transaction([&](store::Transaction& t) {
            staff_.change_role(access::check<Permission::change_roles>(officer2_), {account, role}, t);
        });
    }

    std::vector<GrantView> waiting_for(const Caller& who) {
        return decisions_.list(access::check<Permission::read_grant_requests>(who), {}, reading_).items;
    }
    std::vector<GrantView> own_of(const Caller& who) {
        return own_.list(access::check<Permission::read_own_grants>(who), {}, reading_).items;
    }
    std::vector<GrantView> live() {
        return oversight_.list(access::check<Permission::read_live_grants>(officer_), {}, reading_).items;
    }
    GrantState state_of(GrantId grant) {
        return find_grant(reading_, keyring_, grant).value().state_at(clock_.now());
    }
    std::optional<LiveGrant> live_of(const Caller& who, AccountId about) {
        return LiveGrant::of_contact(reading_, keyring_, *who.account, about, clock_.now());
    }
    std::int64_t number(store::ReadSql<> sql) { return reading_.value<std::int64_t>(sql).value(); }
    /// Each event about a grant has its entry, and each entry its event.
    void expect_each_event_has_its_entry() {
        EXPECT_EQ(number("select count(*) from security_events e left join log_entries l on l.event = e.id"
                         " where e.grant_id is not null and l.id is null"),
                  0);
        EXPECT_EQ(number("select count(*) from log_entries l left join security_events e on e.id = l.event"
                         " where e.id is null"),
                  0);
    }

    static constexpr const char* purpose = "Ticket 4711: letters to this customer bounce.";
    OwnGrants own_{setup_.post, clock_};
    Decisions decisions_{setup_.post, clock_};
    Oversight oversight_{setup_.post, clock_};
    Training training_{clock_};
    const AccountId customer_ = account("customer1@example.org");
    const Caller engineer_ = staff("engineer1", Role::engineer);
    const Caller support_ = staff("support1", Role::support);
    const Caller officer_ = staff("officer1", Role::security);
    /// Who locks and changes others in these tests.
    const Caller officer2_ = staff("officer2", Role::security);
};

}  // namespace suncrew::permits
