#include "identity/signing_in.hpp"

#include "identity/identity_fixture.hpp"
#include "identity/interposed_connection.hpp"

namespace suncrew::identity {
namespace {

class SigningInTest : public IdentityFixture {
protected:
    Caller caller_after(const http::SessionBegun<SignInState>& begun) { return caller_with(begun.token); }
    std::string sign_in_refused(const std::string& address, std::string_view password = good_password,
                                const Caller& caller = {}) {
        return refusal([&] { sign_in(address, password, caller); });
    }
    SignInState state(const Caller& caller) {
        return signing_in_.session(access::check<Permission::read_own_session>(caller), {}, reading_);
    }
    http::SessionBegun<SignInState> step_up(const Caller& caller, StepUp command) {
        return signing_in_.step_up(access::check<Permission::prove_again>(caller), std::move(command), lane_);
    }
    static StepUp by_password(std::string_view password) { return {ShownPassword{secret(password)}, {}, {}}; }
    static StepUp by_password_and_code(std::string_view password, std::string_view code) {
        return {ShownPassword{secret(password)}, ShownToken{secret(code)}, {}};
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, SigningInTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

// The password.

TEST_P(SigningInTest, ACustomersPasswordAloneIsEnoughWithoutAFactor) {
    const AccountId id = person(customer1);
    const auto begun = sign_in(customer1);
    EXPECT_EQ(begun.view.owes, Owes::nothing);
    EXPECT_EQ(begun.view.account->id, id);
    EXPECT_TRUE(begun.device);
    EXPECT_EQ(caller_after(begun).role, Role::customer);
    EXPECT_EQ(new_events(), Kinds{"sign_in_succeeded"});
}

TEST_P(SigningInTest, EveryRefusalOfAPasswordIsTheSameAndLeavesOneEvent) {
    const AccountId wrong = person(customer1);
    const AccountId locked = person("customer2@example.org");
    const AccountId without = account("customer3@example.org");
    in_transaction([&](store::Transaction& transaction) {
        transaction.run("update accounts set locked_at = 1 where id = ?", locked);
        transaction.run("update accounts set password = '' where id = ?", without);
    });
    EXPECT_EQ(sign_in_refused(customer1, "not the password"), "credentials_refused");
    EXPECT_EQ(last_event().account, wrong);
    EXPECT_EQ(sign_in_refused("customer2@example.org"), "credentials_refused");
    EXPECT_EQ(last_event().account, locked);
    EXPECT_EQ(sign_in_refused("customer3@example.org", "anything at all"), "credentials_refused");
    EXPECT_EQ(last_event().account, without);
    EXPECT_EQ(sign_in_refused("nobody@example.org"), "credentials_refused");
    EXPECT_EQ(last_event().account, std::nullopt);
    EXPECT_EQ(new_events(), Kinds(4, "sign_in_failed"));
    EXPECT_EQ(sessions(), 0);
}

TEST_P(SigningInTest, APasswordIsTakenExactlyAsItCame) {
    person(customer1);
    for (const char* almost : {"correct horse battery ", " correct horse battery", "Correct horse battery",
                               "correct horse batter", "correct horse batteryy", "correct\thorse battery"})
        EXPECT_EQ(sign_in_refused(customer1, almost), "credentials_refused");
    std::string with_nul{good_password};
    with_nul.push_back('\0');
    EXPECT_EQ(sign_in_refused(customer1, with_nul), "credentials_refused");
    EXPECT_EQ(new_events(), Kinds(7, "sign_in_failed"));
}

TEST_P(SigningInTest, ARightPasswordThatIsNotEnoughLeavesItsEventToo) {
    give_totp(person(customer1));
    sign_in(customer1);
    EXPECT_EQ(new_events(), Kinds{"password_accepted"}) << "who stops here knows the password";
    person(engineer1, Role::engineer);
    sign_in(engineer1);
    EXPECT_EQ(new_events(), Kinds{"password_accepted"});
}

TEST_P(SigningInTest, WhoHasAFactorOwesItAndGetsNoKnownBrowser) {
    const AccountId id = person(customer1);
    give_totp(id);
    const auto begun = sign_in(customer1);
    EXPECT_EQ(begun.view.owes, Owes::second_factor);
    EXPECT_EQ(begun.view.methods, std::vector{Method::totp});
    EXPECT_FALSE(begun.device);
    EXPECT_EQ(caller_after(begun).role, Role::entering);
    EXPECT_EQ(count("select count(*) from devices where account = ?", id), 0);
}

TEST_P(SigningInTest, TheMethodsAreThoseThatTheAccountHas) {
    const AccountId id = person(customer1);
    give_totp(id);
    give_passkey(id, SoftwareAuthenticator{});
    give_recovery_code(id);
    const auto begun = sign_in(customer1);
    EXPECT_EQ(begun.view.methods, (std::vector{Method::totp, Method::passkey, Method::recovery_code}));
    EXPECT_EQ(state(caller_after(begun)).methods, begun.view.methods);
}

/// With the password alone, whoever guessed it would enrol a factor of their own.
TEST_P(SigningInTest, CrewsAndStaffWithoutAFactorComeByALinkFirst) {
    int number = 0;
    for (const Role role : {Role::crew, Role::support, Role::sales, Role::engineer, Role::security}) {
        const std::string address = "staff" + std::to_string(++number) + "@example.org";
        person(address, role);
        const auto begun = sign_in(address);
        EXPECT_EQ(begun.view.owes, Owes::enrolment_link);
        const Caller caller = caller_after(begun);
        EXPECT_EQ(caller.role, Role::entering);
        EXPECT_EQ(refusal([&] {
                      own_security_.begin_totp(access::check<Permission::enrol_factor>(caller), {}, lane_);
                  }),
                  "second_factor_required");
    }
}

TEST_P(SigningInTest, AnEnteringSessionGetsNothingElse) {
    const AccountId id = person(engineer1, Role::engineer);
    give_totp(id);
    const Caller entering = caller_after(sign_in(engineer1));
    for (const access::Grant& grant : access::grants) {
        if (grant.roles.contains(Role::visitor) || grant.roles.contains(Role::entering))
            continue;
        EXPECT_EQ(refusal([&] { access::require(entering, grant.permission); }), "second_factor_required");
    }
    EXPECT_EQ(state(entering).owes, Owes::second_factor);
    EXPECT_EQ(state(entering).account->email, engineer1);
    EXPECT_TRUE(state({}).account == std::nullopt);
}

TEST_P(SigningInTest, AnEnteringSessionEndsAfterTenMinutesHoweverMuchItIsUsed) {
    give_totp(person(customer1));
    const auto begun = sign_in(customer1);
    for (int i = 0; i < 3; ++i) {
        clock_.advance(3min);
        EXPECT_EQ(caller_after(begun).role, Role::entering);
    }
    clock_.advance(1min);
    EXPECT_EQ(caller_after(begun).role, Role::visitor);
}

// The second factor.

TEST_P(SigningInTest, AOneTimeCodeCompletesWithANewTokenAndEndsTheOld) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const auto first = sign_in(customer1);
    new_events();
    const auto second = show_totp(caller_after(first), code_of(totp));
    EXPECT_EQ(second.view.owes, Owes::nothing);
    EXPECT_FALSE(equal_constant_time(first.token, second.token));
    EXPECT_EQ(caller_after(first).role, Role::visitor);
    EXPECT_EQ(caller_after(second).role, Role::customer);
    EXPECT_TRUE(caller_after(second).proved_recently);
    EXPECT_TRUE(second.device);
    EXPECT_EQ(new_events(), (Kinds{"second_factor_succeeded", "sign_in_succeeded"}));
}

TEST_P(SigningInTest, ACodeOfTheStepBesideIsTakenAndOfTheOneBeyondIsNot) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code_of(totp, -2)); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code_of(totp, 2)); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code_of(totp, -1)); }), "not refused");
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code_of(totp, 1)); }), "not refused");
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code_of(totp)); }), "credentials_refused")
        << "one before the last that was used";
}

TEST_P(SigningInTest, AUsedCodeIsRefused) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const std::string code = code_of(totp);
    show_totp(half_in(id), code);
    new_events();
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code); }), "credentials_refused");
    EXPECT_EQ(new_events(), Kinds{"second_factor_failed"});
}

TEST_P(SigningInTest, OfOneCodeShownTwiceAtOnceOneWins) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const std::string code = code_of(totp);
    const Caller callers[]{half_in(id), half_in(id)};
    const Answers answers = at_once([&](int i, const access::HashingLane& lane) {
        signing_in_.show_second_factor(access::check<Permission::complete_sign_in>(callers[i]),
                                       {ShownToken{secret(code)}, {}, {}}, lane);
    });
    EXPECT_EQ(answers, (Answers{"credentials_refused", "not refused"}));
    EXPECT_EQ(sessions(), 2) << "one complete, one still entering";
}

TEST_P(SigningInTest, WhatIsNoCodeIsRefused) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const std::string code = code_of(totp);
    const Caller caller = half_in(id);
    for (const std::string& wrong : {std::string{" "} + code, code + " ", code.substr(1), code + "0",
                                     std::string(6, '\0'), std::string{"\xd9\xa1\xd9\xa2\xd9\xa3"}}) {
        clock_.advance(30min);  // beyond the throttle, and the code is stale as well
        EXPECT_EQ(refusal([&] { show_totp(half_in(id), wrong); }), "credentials_refused");
    }
    const std::string present = code_of(totp);
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), " " + present); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), present); }), "not refused");
    EXPECT_EQ(caller.role, Role::entering);
}

TEST_P(SigningInTest, ACodeOfASecretThatIsNotConfirmedCountsNothing) {
    const AccountId id = person(customer1);
    give_passkey(id, SoftwareAuthenticator{});
    const factors::TotpSecret pending = factors::TotpSecret::make();
    in_transaction([&](store::Transaction& transaction) {
        keep_unconfirmed_totp(transaction, keyring_, id, pending, clock_.now());
    });
    EXPECT_EQ(sign_in(customer1).view.methods, std::vector{Method::passkey});
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code_of(pending)); }), "credentials_refused");
}

TEST_P(SigningInTest, AnotherAccountsCodesAreNoCodes) {
    const AccountId id = person(customer1);
    give_totp(id);
    const AccountId other = person("customer2@example.org");
    const auto others_totp = give_totp(other);
    const std::string others_recovery = give_recovery_code(other);
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code_of(others_totp)); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { show_recovery_code(half_in(id), others_recovery); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { show_totp(half_in(other), code_of(others_totp)); }), "not refused")
        << "and it is not used up";
}

TEST_P(SigningInTest, ARecoveryCodeLetsInOnceAndItsOwnerIsTold) {
    const AccountId id = person(customer1);
    give_totp(id);
    const std::string code = give_recovery_code(id);
    EXPECT_EQ(show_recovery_code(half_in(id), code).view.owes, Owes::nothing);
    EXPECT_EQ(new_events(), (Kinds{"recovery_code_used", "second_factor_succeeded", "sign_in_succeeded"}));
    EXPECT_TRUE(was_told(customer1, Letter::recovery_code_used));
    EXPECT_EQ(refusal([&] { show_recovery_code(half_in(id), code); }), "credentials_refused");
    EXPECT_EQ(new_events(), Kinds{"second_factor_failed"});
    EXPECT_TRUE(was_told(customer1, Letter::second_factor_failed));
}

TEST_P(SigningInTest, ARecoveryCodeIsReadAsPeopleType) {
    const AccountId id = person(customer1);
    give_totp(id);
    std::string typed = give_recovery_code(id);
    std::transform(typed.begin(), typed.end(), typed.begin(), [](char c) {
        return c == '-' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    EXPECT_EQ(refusal([&] { show_recovery_code(half_in(id), typed); }), "not refused");
}

TEST_P(SigningInTest, OfOneRecoveryCodeShownTwiceAtOnceOneWins) {
    const AccountId id = person(customer1);
    give_totp(id);
    const std::string code = give_recovery_code(id);
    const Caller callers[]{half_in(id), half_in(id)};
    const Answers answers = at_once([&](int i, const access::HashingLane& lane) {
        signing_in_.show_second_factor(access::check<Permission::complete_sign_in>(callers[i]),
                                       {{}, ShownToken{secret(code)}, {}}, lane);
    });
    EXPECT_EQ(answers, (Answers{"credentials_refused", "not refused"}));
}

TEST_P(SigningInTest, ExactlyOneProofIsLookedAt) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const std::string code = code_of(totp);
    const Caller caller = half_in(id);
    const auto show = [&](ShowSecondFactor command) {
        signing_in_.show_second_factor(access::check<Permission::complete_sign_in>(caller), command, lane_);
    };
    EXPECT_EQ(refusal([&] { show({}); }), "one_of_them");
    EXPECT_EQ(refusal([&] {
                  show({ShownToken{secret(code)}, ShownToken{secret("0-AAAA")}, {}});
              }),
              "one_of_them");
    EXPECT_EQ(refusal([&] {
                  show({ShownToken{secret(code)}, {}, {}});
              }),
              "not refused")
        << "nothing was used up";
}

TEST_P(SigningInTest, WhoOwesTheEnrolmentCannotShowASecondFactor) {
    const AccountId id = person(engineer1, Role::engineer);
    const std::string code = give_recovery_code(id);
    const Caller entering = caller_after(sign_in(engineer1));
    EXPECT_EQ(refusal([&] { show_recovery_code(entering, code); }), "no_second_factor_owed");
}

TEST_P(SigningInTest, AnEnteringSessionThatHasEndedCompletesNothing) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const Caller entering = half_in(id);
    ending(id, [](const Ending& ending) { end_sessions(ending); });
    EXPECT_EQ(refusal([&] { show_totp(entering, code_of(totp)); }), "no_second_factor_owed");
    EXPECT_EQ(sessions(), 0);
}

// Proving again.

TEST_P(SigningInTest, AProofIsFreshForTenMinutes) {
    const AccountId id = person(customer1);
    const crypto::Secret token = session_of(id);
    clock_.advance(10min - 1ms);
    EXPECT_EQ(refusal([&] { access::require(caller_with(token), Permission::manage_own_keys); }),
              "not refused");
    clock_.advance(1ms);
    EXPECT_EQ(refusal([&] { access::require(caller_with(token), Permission::manage_own_keys); }),
              "step_up_required");
    EXPECT_FALSE(state(caller_with(token)).proved_recently);
    EXPECT_EQ(refusal([&] { access::require(caller_with(token), Permission::read_own_security); }),
              "not refused");
}

TEST_P(SigningInTest, StepUpGivesANewTokenEndsTheOldAndMakesItFresh) {
    const AccountId id = person(customer1);
    const crypto::Secret old = session_of(id);
    clock_.advance(1h);
    const auto begun = step_up(caller_with(old), by_password(good_password));
    EXPECT_EQ(caller_with(old).role, Role::visitor);
    EXPECT_TRUE(caller_with(begun.token).proved_recently);
    EXPECT_EQ(begun.view.owes, Owes::nothing);
    EXPECT_EQ(new_events(), Kinds{"step_up_succeeded"});
}

TEST_P(SigningInTest, StepUpAsksForEverythingThatTheAccountHas) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const Caller caller = fresh(id);
    EXPECT_EQ(refusal([&] { step_up(caller, by_password(good_password)); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { step_up(caller, by_password_and_code("not the password", code_of(totp))); }),
              "credentials_refused");
    EXPECT_EQ(refusal([&] { step_up(caller, by_password_and_code(good_password, "000000")); }),
              "credentials_refused");
    EXPECT_EQ(new_events(), Kinds(3, "step_up_failed"));
    EXPECT_EQ(refusal([&] { step_up(caller, by_password_and_code(good_password, code_of(totp))); }),
              "not refused")
        << "a code beside a wrong password is not used up";
    EXPECT_EQ(caller_with(session_of(id)).role, Role::customer);
}

TEST_P(SigningInTest, AFailedStepUpEndsNothingAndMakesNothingFresh) {
    const AccountId id = person(customer1);
    const crypto::Secret token = session_of(id);
    clock_.advance(11min);
    EXPECT_EQ(refusal([&] { step_up(caller_with(token), by_password("not the password")); }),
              "credentials_refused");
    EXPECT_EQ(caller_with(token).role, Role::customer);
    EXPECT_FALSE(caller_with(token).proved_recently);
}

TEST_P(SigningInTest, StepUpTakesAPasskeyOrAPasswordNotBothAndNotACodeAlone) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const Caller caller = fresh(id);
    EXPECT_EQ(refusal([&] { step_up(caller, {}); }), "one_of_them");
    EXPECT_EQ(refusal([&] { step_up(caller, {{}, ShownToken{secret(code_of(totp))}, {}}); }), "one_of_them");
    StepUp both = by_password(good_password);
    both.credential.emplace();
    EXPECT_EQ(refusal([&] { step_up(caller, std::move(both)); }), "one_of_them");
    EXPECT_TRUE(new_events().empty());
}

TEST_P(SigningInTest, ARecoveryCodeIsNoCodeOfAStepUp) {
    const AccountId id = person(customer1);
    give_totp(id);
    const std::string code = give_recovery_code(id);
    EXPECT_EQ(refusal([&] { step_up(fresh(id), by_password_and_code(good_password, code)); }),
              "credentials_refused");
    EXPECT_EQ(refusal([&] { show_recovery_code(half_in(id), code); }), "not refused");
}

TEST_P(SigningInTest, GuessesAtAStepUpAreSlowedDownThoughTheSessionStands) {
    const AccountId id = person(customer1);
    const Caller thief = fresh(id);
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(refusal([&] { step_up(thief, by_password("not the password")); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { step_up(thief, by_password(good_password)); }), "throttled");
    EXPECT_EQ(new_events(), (Kinds{"step_up_failed", "step_up_failed", "step_up_failed", "step_up_failed",
                                   "step_up_failed", "step_up_throttled"}));
    EXPECT_EQ(sign_in_refused(customer1), "not refused") << "which keeps nobody from signing in";
}

TEST_P(SigningInTest, SigningOutLeavesItsEvent) {
    const AccountId id = person(customer1);
    sign_out(fresh(id));
    sign_out(half_in(id));
    EXPECT_EQ(new_events(), Kinds(2, "signed_out"));
    EXPECT_EQ(sessions(), 0);
}

// Browsers that are known, and guesses.

TEST_P(SigningInTest, AfterTenStrangersGuessesTheRightPasswordIsHeldBackToo) {
    const AccountId id = person(customer1);
    const std::string home = known_browser(id);
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(sign_in_refused(customer1, "not the password",
                                  from({}, "", "", "198.51.100." + std::to_string(i))),
                  "credentials_refused");
    new_events();
    EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, "", "", "203.0.113.1")), "throttled");
    EXPECT_EQ(new_events(), Kinds{"sign_in_throttled"});
    EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, home, "", "203.0.113.2")), "not refused")
        << "the owner's browser";
    EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, "", "", "203.0.113.3")), "throttled")
        << "the owner's success lets no stranger guess on";
    clock_.advance(6min);
    EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, "", "", "203.0.113.1")), "not refused");
}

TEST_P(SigningInTest, ACookieOfAnotherAccountMakesNoKnownBrowser) {
    const AccountId id = person(customer1);
    const std::string foreign = known_browser(person("attacker@example.org"));
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(sign_in_refused(customer1, "not the password", from({}, foreign)), "credentials_refused");
    for (const std::string& cookie : {foreign, std::string(43, 'A'), std::string{"x"}, std::string{}})
        EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, cookie)), "throttled");
    EXPECT_EQ(count("select count(*) from devices where account = ?", id), 0);
}

TEST_P(SigningInTest, AThiefOfTheOwnersBrowserCookieIsCountedToo) {
    const AccountId id = person(customer1);
    const std::string stolen = known_browser(id);
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(sign_in_refused(customer1, "not the password", from({}, stolen)), "credentials_refused");
    EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, stolen)), "throttled");
}

TEST_P(SigningInTest, ASuccessGivesBackWhatItTookAndNoMore) {
    person(customer1);
    for (int i = 0; i < 9; ++i)
        EXPECT_EQ(sign_in_refused(customer1, "not the password", from({}, "")), "credentials_refused");
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, "")), "not refused");
    EXPECT_EQ(sign_in_refused(customer1, "not the password", from({}, "")), "credentials_refused");
    EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, "")), "throttled");
}

TEST_P(SigningInTest, ACompleteSignInWithASecondFactorCostsNoGuessAtThePassword) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    for (int i = 0; i < 30; ++i) {
        clock_.advance(30s);  // for a code that was not used yet; two come back by themselves in all the time
        const auto begun =
            sign_in(customer1, good_password, from({}, "", "", "203.0.113." + std::to_string(i)));
        show_totp(from(caller_after(begun), ""), code_of(totp));
    }
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(sign_in_refused(customer1, "not the password", from({}, "")), "credentials_refused") << i;
    EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, "")), "throttled")
        << "and earns none beyond the burst";
}

TEST_P(SigningInTest, ASignInThatStopsBeforeTheSecondFactorCostsAGuess) {
    give_totp(person(customer1));
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, "")), "not refused");
    EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, "")), "throttled");
}

TEST_P(SigningInTest, ACompleteSignInGivesBackToTheBucketOfItsOwnBrowser) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const std::string home = known_browser(id);
    for (int i = 0; i < 9; ++i)
        EXPECT_EQ(sign_in_refused(customer1, "not the password", from({}, home)), "credentials_refused");
    for (int i = 0; i < 3; ++i) {
        const auto begun = sign_in(customer1, good_password, from({}, home));
        show_totp(from(caller_after(begun), home), code_of(totp));
        clock_.advance(30s);
    }
    EXPECT_EQ(sign_in_refused(customer1, "not the password", from({}, home)), "credentials_refused");
    EXPECT_EQ(sign_in_refused(customer1, good_password, from({}, home)), "throttled");
}

TEST_P(SigningInTest, AnAbsentAccountIsHeldBackAsAnExistingOne) {
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(sign_in_refused("nobody@example.org", "x", from({}, "")), "credentials_refused");
    EXPECT_EQ(sign_in_refused("nobody@example.org", "x", from({}, "")), "throttled");
}

TEST_P(SigningInTest, GuessedCodesAreHeldBackAndTheKnownBrowserIsNot) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const std::string home = known_browser(id);
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(refusal([&] { show_totp(from(half_in(id), ""), "000000"); }), "credentials_refused");
    new_events();
    EXPECT_EQ(refusal([&] { show_totp(from(half_in(id), ""), code_of(totp)); }), "throttled");
    EXPECT_EQ(new_events(), Kinds{"second_factor_throttled"});
    EXPECT_EQ(refusal([&] { show_totp(from(half_in(id), home), code_of(totp)); }), "not refused")
        << "the code that was held back is not used up";
}

TEST_P(SigningInTest, ANewBrowserIsToldToTheOwnerAndAKnownOneIsNot) {
    person(customer1);
    const auto first = sign_in(customer1, good_password, from({}, ""));
    EXPECT_TRUE(mails().empty()) << "the confirmation of the address itself";
    const std::string home{first.device->expose()};
    clock_.advance(1min);
    sign_in(customer1, good_password, from({}, home));
    EXPECT_TRUE(mails().empty());
    sign_in(customer1, good_password, from({}, ""));
    EXPECT_EQ(subjects_to(customer1), std::vector{subject_of(Letter::new_device)});
}

TEST_P(SigningInTest, TheFirstBrowserOfAllIsToldWhereItDidNotConfirmTheAddress) {
    person(customer1);  // as one that was imported
    clock_.advance(1min);
    sign_in(customer1, good_password, from({}, ""));
    EXPECT_EQ(subjects_to(customer1), std::vector{subject_of(Letter::new_device)});
}

TEST_P(SigningInTest, AfterBrowsersWereForgottenTheNextIsTold) {
    const AccountId id = person(customer1);
    const std::string home = known_browser(id);
    clock_.advance(1min);
    in_transaction([&](store::Transaction& transaction) { forget_devices(transaction, id); });
    sign_in(customer1, good_password, from({}, home));
    EXPECT_EQ(subjects_to(customer1), std::vector{subject_of(Letter::new_device)});
}

TEST_P(SigningInTest, AnEventSaysWhereFromAndRepeatsNothingThatWasSent) {
    person(customer1);
    sign_in(customer1, good_password, from({}, "", "", "2001:db8:1:2::/64"));
    const auto event = last_event();
    EXPECT_EQ(event.address, "2001:db8:1:2::/64");
    EXPECT_EQ(event.device, "Firefox on Linux");
}

// What another program does in between, just before the session begins.

class MeanwhileTest : public SigningInTest {
protected:
    /// What `work` on a lane is refused with, where `meanwhile` is done just before this statement.
    template <class Work>
    std::string refused_where(const std::function<void(store::Transaction&)>& meanwhile,
                              std::string_view before, Work work) {
        bool done = false;
        auto connection = interposed(database_.connect(), before, [&] {
            in_transaction(meanwhile);
            done = true;
        });
        const access::HashingLane lane{connection};
        std::string reason = refusal([&] { work(lane); });
        EXPECT_TRUE(done);
        return reason;
    }
    std::string sign_in_where(const std::function<void(store::Transaction&)>& meanwhile) {
        return refused_where(meanwhile, "update accounts set name = name where id = ? and password",
                             [&](const access::HashingLane& lane) {
                                 signing_in_.sign_in(access::check<Permission::sign_in>(Caller{}),
                                                     {email(customer1), {secret(good_password)}}, lane);
                             });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, MeanwhileTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(MeanwhileTest, WhoIsLockedWhileTheirPasswordIsHashedDoesNotComeIn) {
    const AccountId id = person(customer1);
    EXPECT_EQ(sign_in_where([&](store::Transaction& transaction) {
                  transaction.run("update accounts set locked_at = 1 where id = ?", id);
                  end_access(transaction, keyring_, id, [](const Ending& ending) { end_sessions(ending); });
              }),
              "credentials_refused");
    EXPECT_EQ(sessions(), 0) << "it would stand again after the unlocking";
    EXPECT_EQ(new_events(), Kinds{"sign_in_failed"});
}

TEST_P(MeanwhileTest, TheOldPasswordDoesNotOutliveItsChangeByAnAttempt) {
    const AccountId id = person(customer1);
    clock_.advance(1min);
    EXPECT_EQ(sign_in_where([&](store::Transaction& transaction) {
                  end_access(transaction, keyring_, id, [&](const Ending& ending) {
                      set_password(ending, hash_of_nothing(), clock_.now());
                      end_sessions(ending);
                  });
              }),
              "credentials_refused");
    EXPECT_EQ(sessions(), 0);
    EXPECT_EQ(new_events(), Kinds{"sign_in_failed"});
}

TEST_P(MeanwhileTest, AnEnteringSessionThatWasEndedBecomesNoCompleteOne) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const Caller thief = half_in(id);
    EXPECT_EQ(refused_where(
                  [&](store::Transaction& transaction) {
                      end_access(transaction, keyring_, id,
                                 [](const Ending& ending) { end_sessions(ending); });
                  },
                  "update accounts set name = name",
                  [&](const access::HashingLane& lane) {
                      signing_in_.show_second_factor(access::check<Permission::complete_sign_in>(thief),
                                                     {ShownToken{secret(code_of(totp))}, {}, {}}, lane);
                  }),
              "session_required");
    EXPECT_EQ(sessions(), 0);
    EXPECT_EQ(new_events(), Kinds{"second_factor_failed"});
}

TEST_P(MeanwhileTest, ASessionThatWasEndedIsNotRenewedByAStepUp) {
    const AccountId id = person(customer1);
    const Caller thief = fresh(id);
    EXPECT_EQ(refused_where(
                  [&](store::Transaction& transaction) {
                      end_access(transaction, keyring_, id,
                                 [](const Ending& ending) { end_sessions(ending); });
                  },
                  "select (select count(*) from totps",
                  [&](const access::HashingLane& lane) {
                      signing_in_.step_up(access::check<Permission::prove_again>(thief),
                                          by_password(good_password), lane);
                  }),
              "session_required");
    EXPECT_EQ(sessions(), 0);
    EXPECT_EQ(new_events(), Kinds{"step_up_failed"});
}

TEST_P(MeanwhileTest, NoKeyIsMadeByASessionThatWasEnded) {
    const AccountId id = person(customer1);
    const Caller thief = fresh(id);
    ending(id, [](const Ending& ending) { end_sessions(ending); });
    MakeApiKey command{wire::Text<1, 60>{"x"}, {}, wire::Whole<1, 365>{1}};
    command.permissions.push_back(Permission::read_own_orders);
    EXPECT_EQ(refusal([&] {
                  own_sessions_.make_key(access::check<Permission::manage_own_keys>(thief), command, lane_);
              }),
              "session_required");
    EXPECT_EQ(count("select count(*) from api_keys where account = ?", id), 0);
    EXPECT_EQ(refusal([&] {
                  in_transaction([&](store::Transaction& transaction) {
                      recovery_.change_email(access::check<Permission::change_own_email>(thief),
                                             {email("thief@example.org")}, transaction);
                  });
              }),
              "session_required");
    EXPECT_EQ(count("select count(*) from email_changes where account = ?", id), 0);
}

}  // namespace
}  // namespace suncrew::identity
