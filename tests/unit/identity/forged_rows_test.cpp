// What somebody writes into the database beside the program, and what they get by it.
#include <gmock/gmock.h>

#include "identity/api_keys.hpp"
#include "identity/entrance.hpp"
#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

class ForgedRowsTest : public IdentityFixture {
protected:
    ForgedRowsTest() {
        keyring_.tell_forgeries([this](const sealing::Forgery& forgery) {
            told_.emplace_back(forgery.table);
            whose_ = forgery.whose;
        });
    }
    ~ForgedRowsTest() override { keyring_.tell_forgeries({}); }

    template <class... Arguments>
    void write(store::WriteSql<Arguments...> sql, const Arguments&... arguments) {
        in_transaction([&](store::Transaction& t) { EXPECT_GE(t.run(sql, arguments...), 1); });
    }
    Role role_with(const crypto::Secret& token) { return caller_with(token).role; }

    std::vector<std::string> told_;
    std::optional<AccountId> whose_;
};
INSTANTIATE_TEST_SUITE_P(Databases, ForgedRowsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(ForgedRowsTest, APlantedSessionIsNoneAndSomebodyIsTold) {
    const AccountId officer = person(officer1, Role::security);
    const crypto::Secret token = crypto::make_token();
    write<TokenHash, SessionId, AccountId, Instant, Instant, Instant, Instant>(
        "insert into sessions (token_hash, id, account, state, proofs, address, device, created_at, "
        "proved_at,"
        " used_at, expires_at) values (?, ?, ?, 'complete', 6, '', '', ?, ?, ?, ?)",
        crypto::token_hash(token), SessionId::make(clock_.now()), officer, clock_.now(), clock_.now(),
        clock_.now(), clock_.now() + 1h);
    EXPECT_EQ(role_with(token), Role::visitor);
    EXPECT_FALSE(proofs_of(reading_, keyring_, crypto::token_hash(token), clock_.now()));
    EXPECT_THAT(told_, ElementsAre("sessions", "sessions"));
    EXPECT_EQ(whose_, officer);
}

TEST_P(ForgedRowsTest, ASessionWhoseRowWasChangedIsNone) {
    const AccountId mine = person(customer1);
    const AccountId theirs = person("customer2@example.org");
    const auto changed = [&](auto change) {
        const crypto::Secret token = session_of(mine);
        EXPECT_EQ(role_with(token), Role::customer);
        change();
        const Role role = role_with(token);
        in_transaction([&](store::Transaction& t) { t.run("delete from sessions"); });
        return role;
    };
    const Instant later = clock_.now() + 1h;
    EXPECT_EQ(changed([&] { write<AccountId>("update sessions set account = ?", theirs); }), Role::visitor);
    EXPECT_EQ(changed([&] { write<Instant>("update sessions set expires_at = ?", later); }), Role::visitor);
    EXPECT_EQ(changed([&] { write<Instant>("update sessions set proved_at = ?", later); }), Role::visitor);
    EXPECT_EQ(changed([&] { write<Instant>("update sessions set created_at = ?", later); }), Role::visitor);
    EXPECT_EQ(changed([&] { write<Instant>("update sessions set used_at = ?", later); }), Role::visitor);
    EXPECT_EQ(changed([&] { write<int>("update sessions set proofs = ?", 7); }), Role::visitor);
    EXPECT_EQ(changed([&] { write<>("update sessions set mark = null"); }), Role::visitor);
    EXPECT_EQ(told_.size(), 7U);
}

TEST_P(ForgedRowsTest, AnEnteringSessionDoesNotBecomeACompleteOne) {
    const AccountId id = person(customer1);
    const crypto::Secret token = session_of(id, Role::customer, {Evidence::password}, Owes::second_factor);
    EXPECT_EQ(role_with(token), Role::entering);
    write<>("update sessions set state = 'complete'");
    EXPECT_EQ(role_with(token), Role::visitor);
}

TEST_P(ForgedRowsTest, AMarkOfOneSessionIsNoneOfAnother) {
    const AccountId officer = person(officer1, Role::security);
    const crypto::Secret theirs = session_of(officer, Role::security);
    const crypto::Secret mine = session_of(person(customer1));
    const auto mark = reading_.value<store::Bytes>("select mark from sessions where token_hash = ?",
                                                   crypto::token_hash(theirs));
    write<AccountId, store::Bytes, TokenHash>(
        "update sessions set account = ?, mark = ? where token_hash = ?", officer, *mark,
        crypto::token_hash(mine));
    EXPECT_EQ(role_with(mine), Role::visitor);
    EXPECT_EQ(role_with(theirs), Role::security);
}

TEST_P(ForgedRowsTest, AUseThatIsNotedLeavesTheSessionOurs) {
    const crypto::Secret token = session_of(person(customer1));
    for (int i = 0; i < 3; ++i) {
        clock_.advance(20h);
        EXPECT_EQ(role_with(token), Role::customer);
    }
    EXPECT_THAT(told_, IsEmpty());
}

TEST_P(ForgedRowsTest, ARoleThatWasWrittenIntoTheDatabaseIsBelievedByNobody) {
    const AccountId id = person(customer1);
    const crypto::Secret token = session_of(id);
    write<AccountId>("update accounts set role = 'security' where id = ?", id);
    EXPECT_EQ(role_with(token), Role::visitor);
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "credentials_refused");
    EXPECT_EQ(told_.back(), "accounts");
    EXPECT_EQ(whose_, id);
}

TEST_P(ForgedRowsTest, ALockThatWasTakenAwayInTheDatabaseHolds) {
    const AccountId id = person(customer1);
    as_ours(id, [&](store::Transaction& t) {
        t.run("update accounts set locked_at = ? where id = ?", clock_.now(), id);
    });
    write<AccountId>("update accounts set locked_at = null where id = ?", id);
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "credentials_refused");
    EXPECT_EQ(told_.back(), "accounts");
}

TEST_P(ForgedRowsTest, APasswordThatWasWrittenIntoTheDatabaseOpensNothing) {
    const AccountId id = account(customer1);
    const AccountId other = person("customer2@example.org");
    write<AccountId, AccountId>(
        {"update accounts set password = (select password from accounts where id = ?) where id = ?",
         "update accounts a join accounts b on b.id = ? set a.password = b.password where a.id = ?"},
        other, id);
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "credentials_refused");
    EXPECT_THAT(told_, ElementsAre("accounts"));
}

TEST_P(ForgedRowsTest, NoChangeOfOursMakesAForgedRoleARealOne) {
    const AccountId id = person(customer1);
    write<AccountId>("update accounts set role = 'security' where id = ?", id);
    in_transaction([&](store::Transaction& t) {
        end_standing(t, keyring_, id);
        end_access(t, keyring_, id,
                   [&](const Ending& ending) { set_password(ending, hash_of_nothing(), clock_.now()); });
    });
    EXPECT_THROW(session_of(id, Role::security), Refusal);
}

TEST_P(ForgedRowsTest, AnOfficersDecisionOfTheRoleEndsAForgery) {
    const AccountId id = person("engineer1@example.org", Role::engineer);
    const AccountId officer = person(officer1, Role::security);
    write<AccountId>("update accounts set role = 'security' where id = ?", id);
    const Caller caller = fresh(officer, Role::security);
    in_transaction([&](store::Transaction& t) {
        staff_.change_role(access::check<Permission::change_roles>(caller), {id, StaffRole::engineer}, t);
    });
    EXPECT_FALSE(find_account(reading_, id)->has_password()) << "it may have been another's";
    EXPECT_NO_THROW(session_of(id, Role::engineer));
}

TEST_P(ForgedRowsTest, APlantedApiKeyOrOneWithMorePermissionsOpensNothing) {
    const AccountId id = person(customer1);
    const auto made = in_transaction([&](store::Transaction& t) {
        access::PermissionSet permissions;
        permissions.add(Permission::read_own_account);
        return make_api_key(t, keyring_, {id, "x", permissions, std::chrono::days{1}}, clock_.now());
    });
    const auto role = [&] {
        const http::Credential shown{http::CredentialKind::api_key, made.key.copy()};
        return authenticate(keyring_, connection_, {&shown, 1}, clock_.now()).at(0).role;
    };
    EXPECT_EQ(role(), Role::customer);
    write<Instant>("update api_keys set expires_at = ?", clock_.now() + 800 * 24h);
    EXPECT_EQ(role(), Role::visitor);
    write<Instant>("update api_keys set expires_at = ?", made.expires_at);
    EXPECT_EQ(role(), Role::customer);
    write<>("update api_keys set permissions = 'read_own_account read_own_orders'");
    EXPECT_EQ(role(), Role::visitor);
    EXPECT_THAT(told_, ElementsAre("api_keys", "api_keys"));
}

TEST_P(ForgedRowsTest, AKeyOfAnAccountWithAForgedRoleOpensNothing) {
    const AccountId id = person(customer1);
    const auto made = in_transaction([&](store::Transaction& t) {
        return make_api_key(t, keyring_, {id, "x", {}, std::chrono::days{1}}, clock_.now());
    });
    write<AccountId>("update accounts set role = 'sales' where id = ?", id);
    const http::Credential shown{http::CredentialKind::api_key, made.key.copy()};
    EXPECT_EQ(authenticate(keyring_, connection_, {&shown, 1}, clock_.now()).at(0).role, Role::visitor);
    EXPECT_THAT(told_, ElementsAre("accounts"));
}

TEST_P(ForgedRowsTest, PlantedLinksLeadNowhere) {
    const AccountId id = person(officer1, Role::security);
    const crypto::Secret token = crypto::make_token();
    const auto hash = crypto::token_hash(token);
    const std::string text{token.expose()};
    const Instant later = clock_.now() + 1h;
    write<TokenHash, AccountId, Instant>(
        "insert into password_resets (token_hash, account, expires_at) values (?, ?, ?)", hash, id, later);
    EXPECT_EQ(refusal([&] {
                  recovery_.reset_password(access::check<Permission::reset_password>(Caller{}),
                                           {{secret(text)}, NewPassword{secret(good_password)}}, lane_);
              }),
              "reset_refused");
    write<TokenHash, AccountId, Instant, Instant>(
        "insert into enrolments (token_hash, account, created_at, expires_at) values (?, ?, ?, ?)", hash, id,
        clock_.now(), later);
    EXPECT_EQ(refusal([&] {
                  enrolment_.view(access::check<Permission::use_enrolment_link>(Caller{}), {{secret(text)}},
                                  reading_);
              }),
              "enrolment_refused");
    EXPECT_THAT(told_, ElementsAre("password_resets", "enrolments"));
}

TEST_P(ForgedRowsTest, TheFirstOfficersLinkIsPlantedByNobody) {
    const crypto::Secret token = crypto::make_token();
    write<TokenHash, Instant, Instant>(
        "insert into enrolments (token_hash, account, created_at, expires_at) values (?, null, ?, ?)",
        crypto::token_hash(token), clock_.now(), clock_.now() + 1h);
    EXPECT_EQ(refusal([&] {
                  enrolment_.view(access::check<Permission::use_enrolment_link>(Caller{}), {{token.copy()}},
                                  reading_);
              }),
              "enrolment_refused");
}

TEST_P(ForgedRowsTest, AFactorResetIsNotMadeOrHastened) {
    const AccountId id = person(customer1);
    write<AccountId, TokenHash>(
        "insert into factor_resets (account, cancel_hash, requested_at, ready_at) values (?, ?, 0, 1)", id,
        crypto::sha256("x"));
    EXPECT_FALSE(waiting_factor_reset(reading_, keyring_, id));
    EXPECT_THAT(told_, ElementsAre("factor_resets"));
}

TEST_P(ForgedRowsTest, APlantedPasskeyOrRecoveryCodeProvesNothing) {
    const AccountId victim = person(officer1, Role::security);
    const SoftwareAuthenticator thiefs;
    write<PasskeyId, AccountId, store::Bytes, store::Bytes>(
        "insert into passkeys (id, account, credential, public_key, sign_count, name, transports,"
        " backup_eligible, backed_up, created_at) values (?, ?, ?, ?, 0, 'x', 'usb', 0, 0, 0)",
        PasskeyId::make(clock_.now()), victim, thiefs.credential_id, thiefs.public_key());
    EXPECT_FALSE(find_passkey(reading_, keyring_, thiefs.credential_id));
    const RecoveryCodes codes = factors::make_recovery_codes();
    write<AccountId, std::string>("insert into recovery_codes (account, number, code) values (?, 3, ?)",
                                  victim, hash_password(lane_, codes[3].text));
    EXPECT_FALSE(use_recovery_code(
        lane_, keyring_, codes[3].text.expose(),
        event_of(audit::EventKind::recovery_code_used, victim, access::nobodys_client, clock_.now())));
    EXPECT_THAT(told_, ElementsAre("passkeys", "recovery_codes"));
}

TEST_P(ForgedRowsTest, APasskeyOfTheThiefsDoesNotMoveToAnotherAccount) {
    const SoftwareAuthenticator thiefs;
    give_passkey(person(customer1), thiefs);
    EXPECT_TRUE(find_passkey(reading_, keyring_, thiefs.credential_id));
    write<AccountId>("update passkeys set account = ?", person(officer1, Role::security));
    EXPECT_FALSE(find_passkey(reading_, keyring_, thiefs.credential_id));
}

}  // namespace
}  // namespace suncrew::identity
