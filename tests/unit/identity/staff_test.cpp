#include "identity/staff.hpp"

#include "audit/kept_values.hpp"
#include "identity/account_access.hpp"
#include "identity/api_keys.hpp"
#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

const std::string officer2 = "officer2@example.org";

class StaffTest : public IdentityFixture {
protected:
    template <Permission P, class Command, auto method>
    void act(const Caller& caller, const Command& command, store::Connection& connection) {
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            const auto done = (staff_.*method)(access::check<P>(caller), command, transaction);
            access::record(transaction, caller, done.change, clock_.now());
        });
    }
    void lock(const Caller& officer, AccountId id, store::Connection& connection) {
        act<Permission::lock_accounts, LockAccount, &Staff::lock>(officer, {id, LockReason::suspicious},
                                                                  connection);
    }
    void lock(const Caller& officer, AccountId id) { lock(officer, id, connection_); }
    void unlock(const Caller& officer, AccountId id) {
        act<Permission::lock_accounts, UnlockAccount, &Staff::unlock>(officer, {id}, connection_);
    }
    void change_role(const Caller& officer, AccountId id, StaffRole role, store::Connection& connection) {
        act<Permission::change_roles, ChangeRole, &Staff::change_role>(officer, {id, role}, connection);
    }
    void change_role(const Caller& officer, AccountId id, StaffRole role) {
        change_role(officer, id, role, connection_);
    }
    void end_sessions_of(const Caller& officer, AccountId id) {
        act<Permission::end_others_sessions, EndSessionsOf, &Staff::end_sessions>(officer, {id}, connection_);
    }
    void send_reset(const Caller& officer, AccountId id) {
        act<Permission::reset_others_credentials, SendPasswordReset, &Staff::send_password_reset>(
            officer, {id}, connection_);
    }
    void send_link(const Caller& officer, AccountId id) {
        act<Permission::reset_others_credentials, SendEnrolmentLink, &Staff::send_enrolment_link>(
            officer, {id}, connection_);
    }
    AccountId invite_as(const Caller& officer, const std::string& address, StaffRole role) {
        return in_transaction([&](store::Transaction& transaction) {
            const auto done = staff_.invite(
                access::check<Permission::invite_staff>(officer),
                {email(address), PersonName{"Engineer One"}, role, notify::Language::en}, transaction);
            access::record(transaction, officer, done.change, clock_.now());
            return done.view.view.id;
        });
    }
    using IdentityFixture::find;
    StaffView find(const Caller& officer, const std::string& address) {
        return staff_.find(access::check<Permission::read_accounts>(officer), {email(address)},
                           desk(officer));
    }
    Caller officer() { return fresh(officer_, Role::security); }
    /// The one event since the last call: its kind, its officer, and the change.
    void expect_event(std::string_view kind, AccountId about, const std::optional<std::string>& before,
                      const std::optional<std::string>& after) {
        // What ends all sessions and says something else has the epoch in an event of its own.
        const bool ends = kind == "account_locked" || kind == "role_changed";
        EXPECT_EQ(new_events(),
                  ends ? (Kinds{"sessions_ended", std::string{kind}}) : Kinds{std::string{kind}});
        const auto event = last_event();
        EXPECT_EQ(event.account, about);
        EXPECT_EQ(event.actor, officer_);
        EXPECT_EQ(event.before, before);
        EXPECT_EQ(event.after, after);
    }
    /// The account's epoch as it stands, in the words of an event.
    std::string epoch_of(AccountId id) { return audit::epoch_word(access_of(reading_, id).value().epoch); }
    Role role_elsewhere(const crypto::Secret& token) {
        const auto connection = database_.connect();
        const http::Credential shown{http::CredentialKind::session, token.copy()};
        return authenticate(keyring_, *connection, {&shown, 1}, clock_.now()).at(0).role;
    }

    AccountId officer_ = person(officer1, Role::security);
};
INSTANTIATE_TEST_SUITE_P(Databases, StaffTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(StaffTest, ALockTakesEffectAtTheNextRequestElsewhereAndOnEveryWayIn) {
    const AccountId id = person(customer1);
    const SoftwareAuthenticator key;
    const crypto::Secret session = session_of(id);
    lock(officer(), id);
    expect_event("account_locked", id, "unlocked", "suspicious");
    EXPECT_TRUE(was_told(customer1, Letter::account_locked));
    EXPECT_EQ(role_elsewhere(session), Role::visitor);
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "credentials_refused");
    EXPECT_EQ(find(officer(), customer1).state, AccountState::locked);
    EXPECT_EQ(refusal([&] { lock(officer(), id); }), "locked_already");
    new_events();
    unlock(officer(), id);
    expect_event("account_unlocked", id, "locked", "unlocked");
    EXPECT_TRUE(was_told(customer1, Letter::account_unlocked));
    EXPECT_EQ(role_elsewhere(session), Role::visitor) << "what ended stays ended";
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "not refused");
    EXPECT_EQ(refusal([&] { unlock(officer(), id); }), "not_locked");
}

/// What somebody began who had the account must not come true when it is back in its owner's hands.
TEST_P(StaffTest, ALockKillsWhatWasBegunBeforeIt) {
    const AccountId id = person(customer1);
    give_totp(id);
    in_transaction([&](store::Transaction& transaction) {
        recovery_.change_email(access::check<Permission::change_own_email>(fresh(id)),
                               {email("thief@example.org")}, transaction);
    });
    const std::string to_thief = token_in_mail_to("thief@example.org");
    in_transaction([&](store::Transaction& transaction) {
        recovery_.request_factor_reset(access::check<Permission::recover_factor>(half_in(id)), {},
                                       transaction);
    });
    lock(officer(), id);
    clock_.advance(20h);
    unlock(officer(), id);
    EXPECT_EQ(refusal([&] {
                  recovery_.confirm_email(access::check<Permission::confirm_own_email>(Caller{}),
                                          {{secret(to_thief)}}, lane_);
              }),
              "email_change_refused");
    EXPECT_EQ(count("select count(*) from factor_resets where account = ?", id), 0);
    EXPECT_EQ(who(id).email, customer1);
}

TEST_P(StaffTest, ARoleChangeTakesEffectAtTheNextRequestElsewhere) {
    const AccountId id = person(engineer1, Role::engineer);
    const crypto::Secret session =
        session_of(id, Role::engineer, {Evidence::password, Evidence::totp}, Owes::nothing);
    in_transaction([&](store::Transaction& transaction) {
        make_api_key(transaction, keyring_, {id, "x", {}, std::chrono::days{1}}, clock_.now());
    });
    change_role(officer(), id, StaffRole::support);
    expect_event("role_changed", id, "engineer", "support");
    EXPECT_TRUE(was_told(engineer1, Letter::role_changed));
    EXPECT_EQ(role_elsewhere(session), Role::visitor);
    EXPECT_EQ(count("select count(*) from api_keys where account = ?", id), 0);
    EXPECT_EQ(refusal([&] { change_role(officer(), id, StaffRole::support); }), "role_unchanged");
}

TEST_P(StaffTest, AllOtherOfficersAreToldWhomAnOfficerMakesOneOfTheStaff) {
    person(officer2, Role::security);
    const AccountId id = person(engineer1, Role::engineer);
    const auto told = [&](const std::string& address) {
        const auto subjects = subjects_to(address);
        return std::count(subjects.begin(), subjects.end(), subject_of(Letter::staff_changed));
    };
    invite_as(officer(), "support2@example.org", StaffRole::support);
    EXPECT_EQ(told(officer2), 1);
    change_role(officer(), id, StaffRole::support);
    EXPECT_EQ(told(officer2), 2);
    EXPECT_EQ(refusal([&] { change_role(officer(), id, StaffRole::support); }), "role_unchanged");
    EXPECT_EQ(told(officer2), 2);
    EXPECT_EQ(told(officer1), 0) << "who did it knows";
    EXPECT_EQ(told(engineer1), 0);
}

TEST_P(StaffTest, CustomersAndCrewsAreMadeNoStaff) {
    const AccountId customer = person(customer1);
    const AccountId crew = person("crew1@example.org", Role::crew);
    EXPECT_EQ(refusal([&] { change_role(officer(), customer, StaffRole::security); }), "not_staff");
    EXPECT_EQ(refusal([&] { change_role(officer(), crew, StaffRole::support); }), "not_staff");
    EXPECT_TRUE(new_events().empty());
    EXPECT_TRUE(mails().empty());
}

TEST_P(StaffTest, NobodyDoesAnyOfItToThemselves) {
    const Caller caller = officer();
    for (const std::string& refused :
         {refusal([&] { lock(caller, officer_); }), refusal([&] { unlock(caller, officer_); }),
          refusal([&] { change_role(caller, officer_, StaffRole::support); }),
          refusal([&] { end_sessions_of(caller, officer_); }), refusal([&] { send_reset(caller, officer_); }),
          refusal([&] { send_link(caller, officer_); })})
        EXPECT_EQ(refused, "not_oneself");
    EXPECT_TRUE(new_events().empty());
}

TEST_P(StaffTest, AnAbsentAccountIsNone) {
    const AccountId nobody = AccountId::make(clock_.now());
    for (const std::string& refused :
         {refusal([&] { lock(officer(), nobody); }), refusal([&] { unlock(officer(), nobody); }),
          refusal([&] { change_role(officer(), nobody, StaffRole::support); }),
          refusal([&] { end_sessions_of(officer(), nobody); }),
          refusal([&] { send_reset(officer(), nobody); }), refusal([&] { send_link(officer(), nobody); }),
          refusal([&] { find(officer(), "nobody@example.org"); })})
        EXPECT_EQ(refused, "no_such_account");
}

TEST_P(StaffTest, ASearchInVainIsOnRecordAndNotMadeWithoutEnd) {
    const auto search = [&] { return refusal([&] { find(officer(), "nobody@example.org"); }); };
    EXPECT_EQ(search(), "no_such_account");
    EXPECT_EQ(new_events(), Kinds{"customer_not_found"});
    EXPECT_EQ(last_event().actor, officer_);
    for (int i = 1; i < searches_in_vain_a_day_max; ++i)
        EXPECT_EQ(search(), "no_such_account");
    new_events();
    EXPECT_EQ(search(), "too_many_searches");
    EXPECT_EQ(new_events(), Kinds{});
    const Caller colleague = fresh(person(officer2, Role::security), Role::security);
    EXPECT_EQ(refusal([&] { find(colleague, "nobody@example.org"); }), "no_such_account");
    clock_.advance(24h);
    EXPECT_EQ(search(), "no_such_account");
}

TEST_P(StaffTest, AnOfficerLearnsNoCustomersName) {
    const AccountId customer = person(customer1);
    person(engineer1, Role::engineer);
    const StaffView found = find(officer(), customer1);
    EXPECT_EQ(found.id, customer);
    EXPECT_EQ(found.role, Role::customer);
    EXPECT_FALSE(found.name);
    EXPECT_EQ(new_events(), Kinds{"data_opened"}) << "that they were looked for stands in their record";
    EXPECT_TRUE(find(officer(), engineer1).name);
}

TEST_P(StaffTest, OfTwoOfficersWhoLockEachOtherAtOnceOneIsLeft) {
    for (int round = 0; round < 5; ++round) {
        const AccountId second =
            person("officer" + std::to_string(round + 10) + "@example.org", Role::security);
        const Caller callers[]{officer(), fresh(second, Role::security)};
        const AccountId ids[]{officer_, second};
        at_once(
            [&](int i, const access::HashingLane& lane) { lock(callers[i], ids[1 - i], lane.connection()); });
        EXPECT_EQ(*reading_.value<std::int64_t>(
                      "select count(*) from accounts where role = 'security' and locked_at is null"),
                  round + 1);
        for (const AccountId id : ids)
            as_ours(id, [&](store::Transaction& transaction) {
                transaction.run("update accounts set locked_at = null where id = ?", id);
            });
    }
}

TEST_P(StaffTest, OfTwoOfficersWhoDemoteEachOtherAtOnceOneIsLeft) {
    for (int round = 0; round < 5; ++round) {
        const AccountId second = round == 0 ? person(officer2, Role::security) : find(officer2)->id;
        for (const AccountId id : {officer_, second})
            as_ours(id, [&](store::Transaction& transaction) {
                transaction.run("update accounts set role = 'security' where id = ?", id);
            });
        const Caller callers[]{officer(), fresh(second, Role::security)};
        const AccountId ids[]{officer_, second};
        at_once([&](int i, const access::HashingLane& lane) {
            change_role(callers[i], ids[1 - i], StaffRole::sales, lane.connection());
        });
        EXPECT_EQ(*reading_.value<std::int64_t>("select count(*) from accounts where role = 'security'"), 1);
    }
}

TEST_P(StaffTest, AnOfficerWhoWasLockedMeanwhileDoesNothingMore) {
    const AccountId id = person(customer1);
    const Caller gone = officer();
    in_transaction([&](store::Transaction& transaction) {
        transaction.run("update accounts set locked_at = 1 where id = ?", officer_);
    });
    EXPECT_EQ(refusal([&] { lock(gone, id); }), "session_required");
    EXPECT_FALSE(find_account(reading_, id)->locked_at);
}

TEST_P(StaffTest, EndingAnothersSessionsEndsAllAndForgetsTheirBrowsers) {
    const AccountId id = person(customer1);
    const crypto::Secret first = session_of(id);
    const crypto::Secret second = session_of(id);
    const std::string stolen = known_browser(id);
    end_sessions_of(officer(), id);
    expect_event("sessions_ended", id, {}, epoch_of(id));
    EXPECT_EQ(role_elsewhere(first), Role::visitor);
    EXPECT_EQ(role_elsewhere(second), Role::visitor);
    EXPECT_FALSE(known_device(reading_, id, stolen, clock_.now()));
}

TEST_P(StaffTest, APasswordResetGoesToTheOwnerAloneWithOneEvent) {
    const AccountId id = person(customer1);
    send_reset(officer(), id);
    expect_event("password_reset_requested", id, {}, {});
    ASSERT_EQ(mails().size(), 1U);
    EXPECT_EQ(mails()[0].recipient, customer1);
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "not refused") << "until it is used, nothing has changed";
    lock(officer(), id);
    EXPECT_EQ(refusal([&] { send_reset(officer(), id); }), "account_not_active");
}

TEST_P(StaffTest, AnInvitationIsAnEventAndALetterAndAnAccountWithoutAPassword) {
    const AccountId id = invite_as(officer(), engineer1, StaffRole::engineer);
    expect_event("account_created", id, {}, "engineer");
    EXPECT_TRUE(was_told(engineer1, Letter::invitation));
    const StaffView view = find(officer(), engineer1);
    EXPECT_EQ(view.state, AccountState::invited);
    EXPECT_EQ(view.role, Role::engineer);
    EXPECT_FALSE(view.second_factor);
    EXPECT_FALSE(find_account(reading_, id)->has_password());
    EXPECT_EQ(refusal([&] { invite_as(officer(), engineer1, StaffRole::security); }), "email_taken");
    EXPECT_EQ(find_account(reading_, id)->role, Role::engineer);
}

TEST_P(StaffTest, ANewEnrolmentLinkTakesEverythingAwayThatWasThere) {
    const AccountId id = person(engineer1, Role::engineer);
    give_totp(id);
    give_passkey(id, SoftwareAuthenticator{});
    give_recovery_code(id);
    const crypto::Secret session =
        session_of(id, Role::engineer, {Evidence::password, Evidence::totp}, Owes::nothing);
    const std::string stolen = known_browser(id);
    in_transaction([&](store::Transaction& transaction) {
        make_api_key(transaction, keyring_, {id, "x", {}, std::chrono::days{1}}, clock_.now());
    });
    send_link(officer(), id);
    expect_event("enrolment_link_made", id, {}, epoch_of(id));
    EXPECT_TRUE(was_told(engineer1, Letter::new_enrolment_link));
    EXPECT_EQ(role_elsewhere(session), Role::visitor);
    EXPECT_EQ(refusal([&] { sign_in(engineer1); }), "credentials_refused");
    EXPECT_FALSE(factors_of(reading_, id).any());
    EXPECT_EQ(factors_of(reading_, id).recovery_codes, 0);
    EXPECT_EQ(count("select count(*) from api_keys where account = ?", id), 0);
    EXPECT_FALSE(known_device(reading_, id, stolen, clock_.now()));
}

/// A thief enrolled a passkey of their own, which a new password does not take away.
TEST_P(StaffTest, ACustomersAccountIsWonBackByANewEnrolmentLink) {
    const AccountId id = person(customer1);
    give_passkey(id, SoftwareAuthenticator{});
    const crypto::Secret thiefs = session_of(id, Role::customer, {Evidence::passkey}, Owes::nothing);
    send_link(officer(), id);
    EXPECT_TRUE(was_told(customer1, Letter::new_enrolment_link));
    EXPECT_EQ(role_elsewhere(thiefs), Role::visitor);
    EXPECT_FALSE(factors_of(reading_, id).any());
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "credentials_refused");
}

TEST_P(StaffTest, ASignUpThatWasNeverConfirmedGetsNoEnrolmentLink) {
    sign_up(customer1, "tangled umbrella forest");
    const AccountId id = find(customer1)->id;
    EXPECT_EQ(refusal([&] { send_link(officer(), id); }), "account_not_active");
}

TEST_P(StaffTest, WhoIsNoOfficerAnyMoreInvitesNobody) {
    const Caller gone = officer();
    in_transaction([&](store::Transaction& transaction) {
        transaction.run("update accounts set locked_at = ? where id = ?", clock_.now(), officer_);
    });
    EXPECT_EQ(refusal([&] { invite_as(gone, engineer1, StaffRole::security); }), "session_required");
    EXPECT_FALSE(find(engineer1));
}

TEST_P(StaffTest, ALockEndsAnInvitationsLinkToo) {
    const AccountId id = invite_as(officer(), engineer1, StaffRole::engineer);
    const std::string link = token_in_last_mail();
    lock(officer(), id);
    unlock(officer(), id);
    EXPECT_EQ(refusal([&] {
                  enrolment_.view(access::check<Permission::use_enrolment_link>(Caller{}), {{secret(link)}},
                                  reading_);
              }),
              "enrolment_refused");
}

/// Whoever had the account has asked for its address to become theirs, and keeps that link.
TEST_P(StaffTest, AThiefsChangeOfAddressDoesNotOutliveTheNewEnrolmentLink) {
    const AccountId id = person(engineer1, Role::engineer);
    in_transaction([&](store::Transaction& transaction) {
        recovery_.change_email(access::check<Permission::change_own_email>(fresh(id, Role::engineer)),
                               {email("thief@example.org")}, transaction);
    });
    const std::string to_thief = token_in_mail_to("thief@example.org");
    ASSERT_NE(to_thief, "");
    send_link(officer(), id);
    EXPECT_EQ(refusal([&] {
                  recovery_.confirm_email(access::check<Permission::confirm_own_email>(Caller{}),
                                          {{secret(to_thief)}}, lane_);
              }),
              "email_change_refused");
    EXPECT_EQ(who(id).email, engineer1);
}

TEST_P(StaffTest, AnotherInvitationLinkTakesThePlaceOfTheFirst) {
    const AccountId id = invite_as(officer(), engineer1, StaffRole::engineer);
    const std::string first = token_in_last_mail();
    send_link(officer(), id);
    const std::string second = token_in_last_mail();
    const auto seen = [&](const std::string& token) {
        return refusal([&] {
            enrolment_.view(access::check<Permission::use_enrolment_link>(Caller{}), {{secret(token)}},
                            reading_);
        });
    };
    EXPECT_EQ(seen(first), "enrolment_refused");
    EXPECT_EQ(seen(second), "not refused");
    EXPECT_EQ(subjects_to(engineer1), std::vector<std::string>(2, subject_of(Letter::invitation)));
}

TEST_P(StaffTest, TheListHasStaffAndCrewsAndNoCustomer) {
    person(customer1);
    person("crew1@example.org", Role::crew);
    give_totp(person(engineer1, Role::engineer));
    const Caller caller = officer();
    const auto items = staff_.list(access::check<Permission::read_accounts>(caller), {}, desk(caller)).items;
    ASSERT_EQ(items.size(), 3U);
    for (const StaffView& item : items) {
        EXPECT_NE(item.role, Role::customer);
        EXPECT_EQ(item.second_factor, item.role == Role::engineer);
        EXPECT_EQ(item.state, AccountState::active);
    }
}

TEST_P(StaffTest, NobodyElseDoesAnyOfIt) {
    const AccountId victim = person("victim@example.org");
    int number = 0;
    for (const Role role : {Role::customer, Role::crew, Role::support, Role::sales, Role::engineer}) {
        const Caller caller = fresh(person("person" + std::to_string(++number) + "@example.org", role), role);
        for (const std::string& refused :
             {refusal([&] { lock(caller, victim); }), refusal([&] { unlock(caller, victim); }),
              refusal([&] { change_role(caller, victim, StaffRole::security); }),
              refusal([&] { end_sessions_of(caller, victim); }), refusal([&] { send_reset(caller, victim); }),
              refusal([&] { send_link(caller, victim); }),
              refusal([&] { invite_as(caller, "x@example.org", StaffRole::security); }),
              refusal([&] { find(caller, customer1); })})
            EXPECT_EQ(refused, "permission_required");
    }
    EXPECT_TRUE(new_events().empty());
}

TEST_P(StaffTest, AStaleOfficerReadsAndChangesNothing) {
    const AccountId id = person(customer1);
    const crypto::Secret token =
        session_of(officer_, Role::security, {Evidence::password, Evidence::totp}, Owes::nothing);
    clock_.advance(10min);
    const Caller stale = caller_with(token);
    EXPECT_EQ(refusal([&] { lock(stale, id); }), "step_up_required");
    EXPECT_EQ(refusal([&] { change_role(stale, id, StaffRole::support); }), "step_up_required");
    EXPECT_EQ(refusal([&] { send_link(stale, id); }), "step_up_required");
    EXPECT_EQ(refusal([&] { find(stale, customer1); }), "not refused");
}

TEST_P(StaffTest, TheEventsAreReadInPagesAboutOneOrAll) {
    const AccountId id = person(customer1);
    for (int i = 0; i < 55; ++i)
        in_transaction([&](store::Transaction& transaction) {
            audit::record(transaction, {.kind = audit::EventKind::sign_in_failed,
                                        .at = clock_.now(),
                                        .account = i < 3 ? std::optional{id} : std::nullopt});
        });
    const auto read = [&](ReadSecurityEvents command) {
        return staff_.events(access::check<Permission::read_security_events>(officer()), command, reading_);
    };
    EXPECT_EQ(read({id, {}}).items.size(), 3U);
    const auto first = read({});
    EXPECT_EQ(first.items.size(), 50U);
    const auto second = read({{}, wire::Whole<1, INT64_MAX>{first.next.value()}});
    EXPECT_EQ(second.items.size(), 5U);
    EXPECT_FALSE(second.next);
}

}  // namespace
}  // namespace suncrew::identity
