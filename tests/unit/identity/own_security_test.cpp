#include "identity/own_security.hpp"

#include <set>

#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

class OwnSecurityTest : public IdentityFixture {
protected:
    using Enrolled = http::SessionBegun<FactorEnrolled>;
    factors::TotpSecret begin_totp(const Caller& caller) {
        const auto seed =
            own_security_.begin_totp(access::check<Permission::enrol_factor>(caller), {}, lane_);
        return factors::TotpSecret::read(seed.view.secret).value();
    }
    Enrolled confirm_totp(const Caller& caller, const std::string& code) {
        return own_security_.confirm_totp(access::check<Permission::enrol_factor>(caller),
                                          {ShownToken{secret(code)}}, lane_);
    }
    PasskeyCreation begin_passkey(const Caller& caller) {
        return in_transaction([&](store::Transaction& transaction) {
            return own_security_
                .begin_passkey(access::check<Permission::enrol_factor>(caller), {}, transaction)
                .view;
        });
    }
    EnrolPasskey registration(const SoftwareAuthenticator& key, const std::string& challenge) const {
        const auto created = key.create(setup_.relying_party, crypto::base64url_decode(challenge).value());
        return {wire::Text<1, 60>{"My key"}, {{created.client_data}, {created.attestation_object}, {}}};
    }
    Enrolled enrol_passkey(const Caller& caller, const EnrolPasskey& command) {
        return own_security_.enrol_passkey(access::check<Permission::enrol_factor>(caller), command, lane_);
    }
    Enrolled enrol_passkey(const Caller& caller, const SoftwareAuthenticator& key) {
        return enrol_passkey(caller, registration(key, begin_passkey(caller).challenge));
    }
    void remove_totp(const Caller& caller, store::Connection& connection) {
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            own_security_.remove_totp(access::check<Permission::remove_own_factors>(caller), {}, transaction);
        });
    }
    void remove_passkey(const Caller& caller, PasskeyId id, store::Connection& connection) {
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            own_security_.remove_passkey(access::check<Permission::remove_own_factors>(caller), {id},
                                         transaction);
        });
    }
    std::vector<std::string> make_codes(const Caller& caller) {
        return own_security_
            .make_recovery_codes(access::check<Permission::remove_own_factors>(caller), {}, lane_)
            .view.recovery_codes;
    }
    http::SessionBegun<SignInState> change_password(const Caller& caller, std::string_view password) {
        return own_security_.change_password(access::check<Permission::change_own_password>(caller),
                                             {NewPassword{secret(password)}}, lane_);
    }
    SecurityView view(const Caller& caller) {
        return own_security_.read(access::check<Permission::read_own_security>(caller), {}, reading_);
    }
    Caller entering(AccountId id, Role role, Proofs shown, Owes owed) {
        return caller_with(session_of(id, role, shown, owed));
    }
    void without_password(AccountId id) {
        as_ours(id, [&](store::Transaction& transaction) {
            transaction.run("update accounts set password = '' where id = ?", id);
        });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, OwnSecurityTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

// One-time codes.

TEST_P(OwnSecurityTest, WrongCodesForANewAppAreTriedSoOftenAndNotMore) {
    const AccountId id = person("customer1@example.org");
    const Caller caller = fresh(id);
    begin_totp(caller);
    for (std::int64_t i = 0; i < ThrottleLimits{}.device.burst; ++i)
        ASSERT_EQ(refusal([&] { confirm_totp(caller, "12345"); }), "code_refused") << i;
    EXPECT_EQ(refusal([&] { confirm_totp(caller, "12345"); }), "throttled");
    EXPECT_EQ(factors_of(reading_, id).recovery_codes, 0);
}

TEST_P(OwnSecurityTest, StaffEnrolTheirFirstFactorAndAreIn) {
    const AccountId id = person(engineer1, Role::engineer);
    const crypto::Secret token =
        session_of(id, Role::engineer, {Evidence::link, Evidence::password}, Owes::enrolment);
    const auto totp = begin_totp(caller_with(token));
    const auto begun = confirm_totp(caller_with(token), code_of(totp));
    EXPECT_EQ(begun.view.state.owes, Owes::nothing);
    EXPECT_EQ(caller_with(begun.token).role, Role::engineer);
    EXPECT_EQ(caller_with(token).role, Role::visitor) << "the old token ends";
    EXPECT_EQ(
        std::set<std::string>(begun.view.recovery_codes.begin(), begun.view.recovery_codes.end()).size(),
        10U);
    EXPECT_EQ(new_events(), Kinds{"totp_enrolled"});
    EXPECT_TRUE(was_told(engineer1, Letter::second_factor_added));
    EXPECT_EQ(sign_in(engineer1).view.owes, Owes::second_factor);
}

TEST_P(OwnSecurityTest, TheCodeThatConfirmedIsUsedUp) {
    const AccountId id = person(customer1);
    const Caller caller = fresh(id);
    const auto totp = begin_totp(caller);
    confirm_totp(caller, code_of(totp));
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code_of(totp)); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code_of(totp, 1)); }), "not refused");
}

TEST_P(OwnSecurityTest, ThePasswordAloneEnrolsNothingWhileAFactorIsOwed) {
    const AccountId id = person(customer1);
    give_totp(id);
    const SoftwareAuthenticator attackers;
    const Caller attacker = half_in(id);
    EXPECT_EQ(refusal([&] { begin_totp(attacker); }), "second_factor_required");
    EXPECT_EQ(refusal([&] { begin_passkey(attacker); }), "second_factor_required");
    EXPECT_EQ(refusal([&] { confirm_totp(attacker, "000000"); }), "second_factor_required");
    EXPECT_EQ(refusal([&] { enrol_passkey(attacker, registration(attackers, std::string(43, 'A'))); }),
              "second_factor_required");
    EXPECT_EQ(factors_of(reading_, id).passkeys, 0);
}

TEST_P(OwnSecurityTest, WhatWasBegunWhileEnrolmentWasOwedEndsOnceAFactorIsThere) {
    const AccountId id = person(engineer1, Role::engineer);
    const Caller attacker =
        entering(id, Role::engineer, {Evidence::link, Evidence::password}, Owes::enrolment);
    const Caller owner = entering(id, Role::engineer, {Evidence::link, Evidence::password}, Owes::enrolment);
    const SoftwareAuthenticator attackers;
    const auto prepared = registration(attackers, begin_passkey(attacker).challenge);
    const auto totp = begin_totp(owner);
    confirm_totp(owner, code_of(totp));
    EXPECT_EQ(refusal([&] { enrol_passkey(attacker, prepared); }), "second_factor_required");
    EXPECT_EQ(factors_of(reading_, id).passkeys, 0);
}

TEST_P(OwnSecurityTest, OfTwoFirstFactorsEnrolledAtOnceByEnteringSessionsOneWins) {
    const AccountId id = person(engineer1, Role::engineer);
    const Caller callers[]{
        entering(id, Role::engineer, {Evidence::link, Evidence::password}, Owes::enrolment),
        entering(id, Role::engineer, {Evidence::link, Evidence::password}, Owes::enrolment)};
    const SoftwareAuthenticator keys[]{SoftwareAuthenticator{}, SoftwareAuthenticator{}};
    const EnrolPasskey commands[]{registration(keys[0], begin_passkey(callers[0]).challenge),
                                  registration(keys[1], begin_passkey(callers[1]).challenge)};
    const Answers answers = at_once([&](int i, const access::HashingLane& lane) {
        own_security_.enrol_passkey(access::check<Permission::enrol_factor>(callers[i]), commands[i], lane);
    });
    EXPECT_EQ(answers, (Answers{"not refused", "second_factor_required"}));
    EXPECT_EQ(factors_of(reading_, id).passkeys, 1);
}

TEST_P(OwnSecurityTest, AWrongCodeConfirmsNothing) {
    const AccountId id = person(customer1);
    const Caller caller = fresh(id);
    const auto totp = begin_totp(caller);
    EXPECT_EQ(refusal([&] { confirm_totp(caller, code_of(totp, 5)); }), "code_refused");
    EXPECT_EQ(refusal([&] { confirm_totp(caller, "12345"); }), "code_refused");
    EXPECT_FALSE(factors_of(reading_, id).any());
    EXPECT_EQ(factors_of(reading_, id).recovery_codes, 0);
    EXPECT_TRUE(mails().empty());
    EXPECT_EQ(refusal([&] { confirm_totp(caller, code_of(totp)); }), "not refused");
}

TEST_P(OwnSecurityTest, TheSecretThatWasShownLastIsTheOneToConfirm) {
    const Caller caller = fresh(person(customer1));
    const auto first = begin_totp(caller);
    const auto second = begin_totp(caller);
    EXPECT_EQ(refusal([&] { confirm_totp(caller, code_of(first)); }), "code_refused");
    EXPECT_EQ(refusal([&] { confirm_totp(caller, code_of(second)); }), "not refused");
}

TEST_P(OwnSecurityTest, ACrewMovesItsOnlyAppToANewTelephone) {
    const std::string crew1 = "crew1@example.org";
    const AccountId id = person(crew1, Role::crew);
    const auto old = give_totp(id);
    give_recovery_code(id);
    const crypto::Secret elsewhere =
        session_of(id, Role::crew, {Evidence::password, Evidence::totp}, Owes::nothing);
    const Caller caller = from(fresh(id, Role::crew), known_browser(id));
    const auto moved = begin_totp(caller);
    EXPECT_EQ(refusal([&] { show_totp(half_in(id, Role::crew), code_of(old)); }), "not refused")
        << "the old one is good until the new one is confirmed";
    new_events();
    const auto begun = confirm_totp(caller, code_of(moved));
    EXPECT_EQ(new_events(), (Kinds{"totp_removed", "totp_enrolled"}));
    EXPECT_EQ(subjects_to(crew1), (std::vector{subject_of(Letter::second_factor_removed),
                                               subject_of(Letter::second_factor_added)}));
    EXPECT_TRUE(begun.view.recovery_codes.empty()) << "those that there are stay";
    EXPECT_EQ(factors_of(reading_, id).recovery_codes, 1);
    EXPECT_EQ(caller_with(elsewhere).role, Role::visitor);
    EXPECT_EQ(caller_with(begun.token).role, Role::crew);
    EXPECT_EQ(refusal([&] { show_totp(half_in(id, Role::crew), code_of(old, 1)); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { show_totp(half_in(id, Role::crew), code_of(moved)); }), "credentials_refused")
        << "used up by the confirmation";
    EXPECT_EQ(refusal([&] { show_totp(half_in(id, Role::crew), code_of(moved, 1)); }), "not refused");
}

TEST_P(OwnSecurityTest, AMoveIsConfirmedByACodeOfTheNewAppWithinAnHour) {
    const AccountId id = person(customer1);
    const auto old = give_totp(id);
    const crypto::Secret session = session_of(id);
    const auto moved = begin_totp(caller_with(session));
    EXPECT_EQ(refusal([&] { confirm_totp(caller_with(session), code_of(old)); }), "code_refused");
    clock_.advance(1h);
    EXPECT_EQ(refusal([&] { confirm_totp(fresh(id), code_of(moved)); }), "code_refused");
    EXPECT_EQ(refusal([&] { confirm_totp(fresh(id), code_of(old)); }), "code_refused");
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code_of(old)); }), "not refused") << "the first stays";
}

TEST_P(OwnSecurityTest, OfTwoMovesTheLastThatWasShownIsTheOneToConfirm) {
    const AccountId id = person(customer1);
    give_totp(id);
    const Caller caller = fresh(id);
    const auto first = begin_totp(caller);
    const auto second = begin_totp(caller);
    EXPECT_EQ(refusal([&] { confirm_totp(caller, code_of(first)); }), "code_refused");
    EXPECT_EQ(refusal([&] { confirm_totp(caller, code_of(second)); }), "not refused");
    EXPECT_EQ(refusal([&] { confirm_totp(fresh(id), code_of(second, 1)); }), "code_refused")
        << "nothing waits any more";
}

TEST_P(OwnSecurityTest, ARemovalTakesAMoveThatWaitsAwayToo) {
    const AccountId id = person(customer1);
    give_totp(id);
    const Caller caller = fresh(id);
    const auto moved = begin_totp(caller);
    remove_totp(caller, connection_);
    EXPECT_EQ(refusal([&] { confirm_totp(caller, code_of(moved)); }), "code_refused");
    EXPECT_FALSE(factors_of(reading_, id).any());
}

TEST_P(OwnSecurityTest, OfTwoConfirmationsAtOnceOneWins) {
    const AccountId id = person(customer1);
    const Caller callers[]{fresh(id), fresh(id)};
    const auto totp = begin_totp(callers[0]);
    const std::string code = code_of(totp);
    const Answers answers = at_once([&](int i, const access::HashingLane& lane) {
        own_security_.confirm_totp(access::check<Permission::enrol_factor>(callers[i]),
                                   {ShownToken{secret(code)}}, lane);
    });
    EXPECT_EQ(std::count(answers.begin(), answers.end(), "not refused"), 1)
        << answers[0] << ", " << answers[1];
    EXPECT_EQ(sessions(), 1) << "who is signed in elsewhere has not shown the new factor";
}

TEST_P(OwnSecurityTest, OneTimeCodesNeedAPasswordToBeASecondFactorOf) {
    const AccountId id = person(customer1);
    without_password(id);
    give_passkey(id, SoftwareAuthenticator{});
    EXPECT_EQ(refusal([&] { begin_totp(fresh(id)); }), "password_first");
}

TEST_P(OwnSecurityTest, AStaleSessionChangesNothing) {
    const crypto::Secret token = session_of(person(customer1));
    clock_.advance(10min);
    const Caller stale = caller_with(token);
    for (const auto& refused :
         {refusal([&] { begin_totp(stale); }), refusal([&] { begin_passkey(stale); }),
          refusal([&] { remove_totp(stale, connection_); }), refusal([&] { make_codes(stale); }),
          refusal([&] { change_password(stale, "another long password"); })})
        EXPECT_EQ(refused, "step_up_required");
    EXPECT_EQ(refusal([&] { view(stale); }), "not refused");
}

// Passkeys.

TEST_P(OwnSecurityTest, APasskeyIsEnrolledAndSignsIn) {
    const AccountId id = person(customer1);
    const SoftwareAuthenticator key;
    const auto begun = enrol_passkey(fresh(id), key);
    EXPECT_EQ(begun.view.recovery_codes.size(), 10U);
    EXPECT_EQ(new_events(), Kinds{"passkey_enrolled"});
    EXPECT_TRUE(was_told(customer1, Letter::second_factor_added));
    const auto passkeys = view(caller_with(begun.token)).passkeys;
    ASSERT_EQ(passkeys.size(), 1U);
    EXPECT_EQ(passkeys[0].name, "My key");
    EXPECT_FALSE(passkeys[0].used_at);
    EXPECT_EQ(sign_in(customer1).view.methods, (std::vector{Method::passkey, Method::recovery_code}));
}

TEST_P(OwnSecurityTest, RecoveryCodesComeWithTheFirstFactorAlone) {
    const AccountId id = person(customer1);
    const auto first = enrol_passkey(fresh(id), SoftwareAuthenticator{});
    const auto second = enrol_passkey(caller_with(first.token), SoftwareAuthenticator{});
    EXPECT_TRUE(second.view.recovery_codes.empty());
    EXPECT_EQ(refusal([&] { show_recovery_code(half_in(id), first.view.recovery_codes[7]); }), "not refused")
        << "they stay what they were";
}

TEST_P(OwnSecurityTest, WhatThePageIsAskedForNamesTheAccountAndWhatItHas) {
    const AccountId id = person(customer1);
    const SoftwareAuthenticator key;
    give_passkey(id, key);
    give_passkey(person("customer2@example.org"), SoftwareAuthenticator{});
    const PasskeyCreation creation = begin_passkey(fresh(id));
    EXPECT_EQ(creation.user_id, crypto::base64url_encode(id.uuid()));
    EXPECT_EQ(creation.user_name, customer1);
    EXPECT_EQ(creation.user_verification, "required");
    EXPECT_EQ(creation.resident_key, "required");
    ASSERT_EQ(creation.exclude.size(), 1U);
    EXPECT_EQ(creation.exclude[0].id, crypto::base64url_encode(key.credential_id));
}

TEST_P(OwnSecurityTest, ACredentialThatIsKnownIsRefusedWhoseverItIs) {
    const SoftwareAuthenticator key;
    const AccountId victim = person("customer2@example.org");
    give_passkey(victim, key);
    const AccountId id = person(customer1);
    const Caller caller = fresh(id);
    EXPECT_EQ(refusal([&] { enrol_passkey(caller, key); }), "passkey_refused");
    EXPECT_EQ(new_events(), Kinds{"passkey_refused"});
    EXPECT_EQ(factors_of(reading_, id).recovery_codes, 0) << "nothing of it stays";
    EXPECT_EQ(caller_with(session_of(victim)).role, Role::customer);
    EXPECT_EQ(find_passkey(reading_, keyring_, key.credential_id)->account, victim);
}

TEST_P(OwnSecurityTest, ARegistrationNeedsItsOwnChallengeOnce) {
    const AccountId id = person(customer1);
    const Caller caller = fresh(id);
    const Caller other = fresh(id);
    const SoftwareAuthenticator key;
    const std::string challenge = begin_passkey(other).challenge;
    EXPECT_EQ(refusal([&] { enrol_passkey(caller, registration(key, challenge)); }), "passkey_refused")
        << "another session's";
    EXPECT_EQ(refusal([&] {
                  begin_passkey(caller);
                  enrol_passkey(caller, registration(key, challenge));
              }),
              "passkey_refused");
    const auto late = registration(key, begin_passkey(caller).challenge);
    clock_.advance(5min);
    EXPECT_EQ(refusal([&] { enrol_passkey(caller, late); }), "passkey_refused");
    const auto good = registration(key, begin_passkey(caller).challenge);
    const auto begun = enrol_passkey(caller, good);
    EXPECT_EQ(refusal([&] { enrol_passkey(caller_with(begun.token), good); }), "passkey_refused");
    EXPECT_EQ(new_events(), (Kinds{"passkey_refused", "passkey_refused", "passkey_refused",
                                   "passkey_enrolled", "passkey_refused"}));
}

TEST_P(OwnSecurityTest, AnAccountHasTwentyPasskeysAtMost) {
    const AccountId id = person(customer1);
    for (std::size_t i = 0; i < passkeys_an_account_max; ++i) {
        SoftwareAuthenticator key;
        give_passkey(id, key);
    }
    EXPECT_EQ(refusal([&] { enrol_passkey(fresh(id), SoftwareAuthenticator{}); }), "too_many_passkeys");
    EXPECT_EQ(factors_of(reading_, id).passkeys, 20);
}

// Removal.

TEST_P(OwnSecurityTest, ACustomerMayBeWithoutAFactorAndTheCodesGoWithTheLast) {
    const AccountId id = person(customer1);
    give_totp(id);
    give_recovery_code(id);
    remove_totp(fresh(id), connection_);
    EXPECT_EQ(new_events(), Kinds{"totp_removed"});
    EXPECT_TRUE(was_told(customer1, Letter::second_factor_removed));
    EXPECT_EQ(factors_of(reading_, id).recovery_codes, 0);
    EXPECT_EQ(sign_in(customer1).view.owes, Owes::nothing);
    EXPECT_EQ(refusal([&] { remove_totp(fresh(id), connection_); }), "no_such_factor");
}

TEST_P(OwnSecurityTest, TheCodesStayWhileAFactorDoes) {
    const AccountId id = person(customer1);
    give_totp(id);
    give_passkey(id, SoftwareAuthenticator{});
    give_recovery_code(id);
    remove_totp(fresh(id), connection_);
    EXPECT_EQ(factors_of(reading_, id).recovery_codes, 1);
}

TEST_P(OwnSecurityTest, TheLastFactorOfStaffStays) {
    const AccountId id = person(engineer1, Role::engineer);
    give_totp(id);
    const PasskeyId passkey = give_passkey(id, SoftwareAuthenticator{});
    remove_passkey(fresh(id, Role::engineer), passkey, connection_);
    EXPECT_EQ(refusal([&] { remove_totp(fresh(id, Role::engineer), connection_); }), "last_factor");
    EXPECT_TRUE(factors_of(reading_, id).totp);
    EXPECT_EQ(new_events(), Kinds{"passkey_removed"});
}

TEST_P(OwnSecurityTest, OfTheLastTwoFactorsOfStaffRemovedAtOnceOneStays) {
    for (int round = 0; round < 5; ++round) {
        const AccountId id = person("engineer" + std::to_string(round) + "@example.org", Role::engineer);
        give_totp(id);
        const PasskeyId passkey = give_passkey(id, SoftwareAuthenticator{});
        const Caller own = fresh(id, Role::engineer);
        const Answers answers = at_once([&](int i, const access::HashingLane& lane) {
            i == 0 ? remove_totp(own, lane.connection()) : remove_passkey(own, passkey, lane.connection());
        });
        EXPECT_EQ(answers, (Answers{"last_factor", "not refused"}));
        EXPECT_TRUE(factors_of(reading_, id).any());
    }
}

TEST_P(OwnSecurityTest, ASessionThatEndedMeanwhileRemovesNothing) {
    const AccountId id = person(customer1);
    give_totp(id);
    const PasskeyId passkey = give_passkey(id, SoftwareAuthenticator{});
    const Caller here = fresh(id);
    const Caller there = fresh(id);
    remove_totp(here, connection_);
    EXPECT_EQ(refusal([&] { remove_passkey(there, passkey, connection_); }), "session_required");
    EXPECT_EQ(factors_of(reading_, id).passkeys, 1);
}

TEST_P(OwnSecurityTest, TheLastPasskeyOfWhoHasNoPasswordStays) {
    const AccountId id = person(customer1);
    without_password(id);
    const PasskeyId passkey = give_passkey(id, SoftwareAuthenticator{});
    EXPECT_EQ(refusal([&] { remove_passkey(fresh(id), passkey, connection_); }), "last_credential");
    EXPECT_EQ(factors_of(reading_, id).passkeys, 1);
}

TEST_P(OwnSecurityTest, AnotherAccountsPasskeyLooksLikeNone) {
    const AccountId victim = person("customer2@example.org");
    const PasskeyId theirs = give_passkey(victim, SoftwareAuthenticator{});
    const AccountId id = person(customer1);
    EXPECT_EQ(refusal([&] { remove_passkey(fresh(id), theirs, connection_); }), "no_such_factor");
    EXPECT_EQ(factors_of(reading_, victim).passkeys, 1);
    EXPECT_TRUE(mails().empty());
}

// Recovery codes.

TEST_P(OwnSecurityTest, NewCodesTakeThePlaceOfTheOld) {
    const AccountId id = person(customer1);
    give_totp(id);
    const std::string old = give_recovery_code(id);
    const auto codes = make_codes(fresh(id));
    EXPECT_EQ(codes.size(), 10U);
    EXPECT_EQ(new_events(), Kinds{"recovery_codes_made"});
    EXPECT_TRUE(was_told(customer1, Letter::recovery_codes_made));
    EXPECT_EQ(refusal([&] { show_recovery_code(half_in(id), old); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { show_recovery_code(half_in(id), codes[3]); }), "not refused");
    EXPECT_EQ(view(fresh(id)).recovery_codes_left, 9);
    for (const auto& [kept] : reading_.rows<std::string>("select code from recovery_codes limit 100")) {
        EXPECT_TRUE(kept.starts_with("$argon2id$"));
        for (const std::string& code : codes)
            EXPECT_EQ(kept.find(code), std::string::npos);
    }
}

TEST_P(OwnSecurityTest, WithoutAFactorThereIsNothingToRecover) {
    EXPECT_EQ(refusal([&] { make_codes(fresh(person(customer1))); }), "no_second_factor");
}

// The password.

TEST_P(OwnSecurityTest, WhoChangesThePasswordGetsOneLetterAndNoneAboutTheirOwnBrowser) {
    const AccountId id = person(customer1);
    clock_.advance(1min);
    change_password(from(fresh(id), known_browser(id)), "another long password");
    EXPECT_EQ(subjects_to(customer1), std::vector{subject_of(Letter::password_changed)});
}

TEST_P(OwnSecurityTest, ANewPasswordEndsAllOtherSessionsAndTheOldPassword) {
    const AccountId id = person(customer1);
    const crypto::Secret elsewhere = session_of(id);
    const crypto::Secret here = session_of(id);
    const crypto::Secret stranger = session_of(person("customer2@example.org"));
    const auto begun = change_password(caller_with(here), "another long password");
    EXPECT_EQ(caller_with(elsewhere).role, Role::visitor);
    EXPECT_EQ(caller_with(here).role, Role::visitor) << "a new token";
    EXPECT_EQ(caller_with(begun.token).role, Role::customer);
    EXPECT_EQ(caller_with(stranger).role, Role::customer);
    EXPECT_EQ(new_events(), Kinds{"password_changed"});
    EXPECT_TRUE(was_told(customer1, Letter::password_changed));
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { sign_in(customer1, "another long password"); }), "not refused");
    EXPECT_EQ(view(caller_with(begun.token)).password_changed_at, clock_.now());
}

TEST_P(OwnSecurityTest, PasswordsThatAreLeakedOrPersonalAreRefused) {
    const AccountId id = person(customer1);
    for (const char* easy : {"customer1-2026", "Customer One!", "password1", "suncrew2026"})
        EXPECT_NE(refusal([&] { change_password(fresh(id), easy); }), "not refused") << easy;
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "not refused");
}

TEST_P(OwnSecurityTest, APasswordForWhoHasNoneKeepsThePasskeyEnough) {
    const AccountId id = person(customer1);
    without_password(id);
    give_passkey(id, SoftwareAuthenticator{});
    const Caller caller = caller_with(session_of(id, Role::customer, {Evidence::passkey}, Owes::nothing));
    EXPECT_EQ(change_password(caller, "another long password").view.owes, Owes::nothing);
    EXPECT_EQ(sign_in(customer1, "another long password").view.owes, Owes::second_factor);
}

TEST_P(OwnSecurityTest, ThePageShowsOnesOwnAndNoSecret) {
    const AccountId id = person(customer1);
    const AccountId staff_member = person(engineer1, Role::engineer);
    give_totp(staff_member);
    const SecurityView mine = view(fresh(id));
    EXPECT_TRUE(mine.password_set);
    EXPECT_FALSE(mine.totp);
    EXPECT_FALSE(mine.second_factor_required);
    EXPECT_FALSE(mine.factor_reset);
    const SecurityView theirs = view(fresh(staff_member, Role::engineer));
    EXPECT_TRUE(theirs.second_factor_required);
    EXPECT_EQ(theirs.totp->created_at, clock_.now());
}

}  // namespace
}  // namespace suncrew::identity
