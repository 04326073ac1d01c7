#include "identity/ceremonies.hpp"

#include "identity/identity_fixture.hpp"
#include "identity/interposed_connection.hpp"

namespace suncrew::identity {
namespace {

class CeremoniesTest : public IdentityFixture {
protected:
    using Begun = http::CeremonyBegun<PasskeyRequest>;
    Begun begin_sign_in(const Caller& caller = {}) {
        return signing_in_.begin_passkey(access::check<Permission::sign_in>(caller), {}, lane_);
    }
    std::string begin_second_factor(const Caller& caller) {
        return in_transaction([&](store::Transaction& transaction) {
            return signing_in_
                .begin_second_factor(access::check<Permission::complete_sign_in>(caller), {}, transaction)
                .view.challenge;
        });
    }
    std::string begin_step_up(const Caller& caller) {
        return in_transaction([&](store::Transaction& transaction) {
            return signing_in_.begin_step_up(access::check<Permission::prove_again>(caller), {}, transaction)
                .view.challenge;
        });
    }
    http::SessionBegun<SignInState> sign_in_by(const Caller& caller, Assertion answer) {
        return signing_in_.sign_in_by_passkey(access::check<Permission::sign_in>(caller), {std::move(answer)},
                                              lane_);
    }
    http::SessionBegun<SignInState> step_up_by(const Caller& caller, Assertion answer) {
        return signing_in_.step_up(access::check<Permission::prove_again>(caller),
                                   {{}, {}, std::move(answer)}, lane_);
    }
    /// A browser that has begun to sign in: its caller, and the challenge.
    std::pair<Caller, std::string> browser_that_began() {
        const Begun begun = begin_sign_in();
        return {from({}, "", std::string{begun.token->expose()}), begun.view.challenge};
    }
    std::string refused_sign_in(const SoftwareAuthenticator& key, std::optional<AccountId> handle = {}) {
        const auto browser_began = browser_that_began();
        const Caller& browser = browser_began.first;
        const std::string& challenge = browser_began.second;
        return refusal([&] {
            sign_in_by(browser, handle ? answer_of(key, challenge, handle) : full_answer(key, challenge));
        });
    }
    /// With the handle of whoever the passkey was made for; some handle, where the program knows none.
    Assertion full_answer(const SoftwareAuthenticator& key, const std::string& challenge) {
        const auto known = find_passkey(reading_, keyring_, key.credential_id);
        return answer_of(key, challenge, known ? known->account : AccountId::make(clock_.now()));
    }
    std::int64_t challenges() { return *reading_.value<std::int64_t>("select count(*) from challenges"); }

    SoftwareAuthenticator key_;
};
INSTANTIATE_TEST_SUITE_P(Databases, CeremoniesTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(CeremoniesTest, APasskeyAloneSignsInWhoeverNeedsWhatever) {
    int number = 0;
    for (const Role role : {Role::customer, Role::crew, Role::security}) {
        const SoftwareAuthenticator key;
        const AccountId id = account("person" + std::to_string(++number) + "@example.org", role);
        give_totp(id);
        give_passkey(id, key);
        const auto browser_began = browser_that_began();
        const Caller& browser = browser_began.first;
        const std::string& challenge = browser_began.second;
        const auto begun = sign_in_by(browser, answer_of(key, challenge, id));
        EXPECT_EQ(begun.view.owes, Owes::nothing);
        EXPECT_EQ(caller_with(begun.token).role, role);
        EXPECT_TRUE(begun.device);
        EXPECT_EQ(new_events(), Kinds{"sign_in_succeeded"});
    }
}

TEST_P(CeremoniesTest, APasskeySignsInWithoutAPassword) {
    const AccountId id = account(customer1);
    as_ours(id, [&](store::Transaction& transaction) {
        transaction.run("update accounts set password = '' where id = ?", id);
    });
    give_passkey(id, key_);
    EXPECT_EQ(refused_sign_in(key_, id), "not refused");
    EXPECT_EQ(refusal([&] { sign_in(customer1, "x"); }), "credentials_refused");
}

TEST_P(CeremoniesTest, TheRequestNamesNobodyAndAsksForTheUserToBeVerified) {
    give_passkey(person(customer1), key_);
    const auto begun = begin_sign_in();
    EXPECT_TRUE(begun.view.allow.empty());
    EXPECT_EQ(begun.view.rp_id, "localhost");
    EXPECT_EQ(begun.view.user_verification, "required");
    EXPECT_EQ(begun.token->size(), crypto::token_length);
    EXPECT_NE(begin_sign_in().view.challenge, begun.view.challenge);
}

TEST_P(CeremoniesTest, TheSecondFactorNamesOnesOwnPasskeysAlone) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    give_passkey(person("customer2@example.org"), SoftwareAuthenticator{});
    const auto request = in_transaction([&](store::Transaction& transaction) {
        return signing_in_.begin_second_factor(access::check<Permission::complete_sign_in>(half_in(id)), {},
                                               transaction);
    });
    ASSERT_EQ(request.view.allow.size(), 1U);
    EXPECT_EQ(request.view.allow[0].id, crypto::base64url_encode(key_.credential_id));
    EXPECT_FALSE(request.token) << "the session ties it";
}

TEST_P(CeremoniesTest, APasskeyIsASecondFactor) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    const Caller caller = half_in(id);
    const auto begun = show_passkey(caller, answer_of(key_, begin_second_factor(caller)));
    EXPECT_EQ(begun.view.owes, Owes::nothing);
    EXPECT_EQ(new_events(), (Kinds{"second_factor_succeeded", "sign_in_succeeded"}));
}

TEST_P(CeremoniesTest, AChallengeIsForOneAnswer) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    const auto browser_began = browser_that_began();
    const Caller& browser = browser_began.first;
    const std::string& challenge = browser_began.second;
    const Assertion answer = full_answer(key_, challenge);
    sign_in_by(browser, answer);
    new_events();
    EXPECT_EQ(refusal([&] { sign_in_by(browser, answer); }), "credentials_refused");
    EXPECT_EQ(new_events(), Kinds{"passkey_refused"});
    EXPECT_EQ(last_event().account, id);
    EXPECT_EQ(last_event().after, "no_challenge");
    EXPECT_EQ(challenges(), 0);
}

TEST_P(CeremoniesTest, ARefusedAnswerUsesItsChallengeUpToo) {
    give_passkey(person(customer1), key_);
    const auto browser_began = browser_that_began();
    const Caller& browser = browser_began.first;
    const std::string& challenge = browser_began.second;
    Assertion broken = full_answer(key_, challenge);
    broken.signature.bytes.back() ^= 1;
    EXPECT_EQ(refusal([&] { sign_in_by(browser, broken); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { sign_in_by(browser, full_answer(key_, challenge)); }), "credentials_refused");
    EXPECT_EQ(new_events(), Kinds(2, "passkey_refused"));
}

TEST_P(CeremoniesTest, OfOneAnswerShownTwiceAtOnceOneWins) {
    give_passkey(person(customer1), key_);
    const auto browser_began = browser_that_began();
    const Caller& browser = browser_began.first;
    const std::string& challenge = browser_began.second;
    const Assertion answer = full_answer(key_, challenge);
    const Answers answers = at_once([&](int, const access::HashingLane& lane) {
        signing_in_.sign_in_by_passkey(access::check<Permission::sign_in>(browser), {answer}, lane);
    });
    EXPECT_EQ(answers, (Answers{"credentials_refused", "not refused"}));
    EXPECT_EQ(sessions(), 1);
}

TEST_P(CeremoniesTest, AChallengeOfAnotherBrowserIsNone) {
    give_passkey(person(customer1), key_);
    const auto mine_began = browser_that_began();
    const Caller& mine = mine_began.first;
    const auto others_began = browser_that_began();
    const Caller& others = others_began.first;
    const std::string& others_challenge = others_began.second;
    EXPECT_EQ(refusal([&] { sign_in_by(mine, full_answer(key_, others_challenge)); }), "credentials_refused");
    for (const std::string& cookie : {std::string{}, std::string{"x"}, std::string(43, 'A')})
        EXPECT_EQ(refusal([&] { sign_in_by(from({}, "", cookie), full_answer(key_, others_challenge)); }),
                  "credentials_refused");
    EXPECT_EQ(new_events(), Kinds(4, "passkey_refused"));
    EXPECT_EQ(refusal([&] { sign_in_by(others, full_answer(key_, others_challenge)); }), "not refused")
        << "whose it is can still answer";
}

TEST_P(CeremoniesTest, AChallengeOfAnotherSessionIsNone) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    const Caller here = half_in(id);
    const Caller there = half_in(id);
    const std::string challenge = begin_second_factor(there);
    EXPECT_EQ(refusal([&] { show_passkey(here, answer_of(key_, challenge)); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { show_passkey(there, answer_of(key_, challenge)); }), "not refused");
}

TEST_P(CeremoniesTest, AChallengeForSomethingElseIsNone) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    const Caller signed_in = fresh(id);
    const std::string for_step_up = begin_step_up(signed_in);
    EXPECT_EQ(refusal([&] { sign_in_by(signed_in, full_answer(key_, for_step_up)); }), "credentials_refused");
    const std::string for_sign_in = begin_sign_in(signed_in).view.challenge;
    EXPECT_EQ(refusal([&] { step_up_by(signed_in, answer_of(key_, for_sign_in)); }), "credentials_refused");
    const Caller entering = half_in(id);
    const std::string for_entering = begin_sign_in(entering).view.challenge;
    EXPECT_EQ(refusal([&] { show_passkey(entering, answer_of(key_, for_entering)); }), "credentials_refused");
    const std::string for_enrolment = in_transaction([&](store::Transaction& transaction) {
        return own_security_
            .begin_passkey(access::check<Permission::enrol_factor>(signed_in), {}, transaction)
            .view.challenge;
    });
    EXPECT_EQ(refusal([&] { step_up_by(signed_in, answer_of(key_, for_enrolment)); }), "credentials_refused");
}

TEST_P(CeremoniesTest, AChallengeLivesFiveMinutes) {
    give_passkey(person(customer1), key_);
    const auto browser_began = browser_that_began();
    const Caller& browser = browser_began.first;
    const std::string& challenge = browser_began.second;
    const auto late_began = browser_that_began();
    const Caller& late = late_began.first;
    const std::string& late_challenge = late_began.second;
    clock_.advance(5min - 1ms);
    EXPECT_EQ(refusal([&] { sign_in_by(browser, full_answer(key_, challenge)); }), "not refused");
    clock_.advance(1ms);
    EXPECT_EQ(refusal([&] { sign_in_by(late, full_answer(key_, late_challenge)); }), "credentials_refused");
}

TEST_P(CeremoniesTest, APageThatStaysOpenAsksAnewAndItsCookieLivesAsLongAsTheChallenge) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    Caller browser = browser_that_began().first;
    std::string challenge;
    for (int i = 0; i < 2; ++i) {
        clock_.advance(4min);
        const Begun again = begin_sign_in(browser);
        ASSERT_TRUE(again.token) << "the one from before would end with the first challenge";
        browser = from({}, "", std::string{again.token->expose()});
        challenge = again.view.challenge;
    }
    clock_.advance(4min);
    EXPECT_EQ(refusal([&] { sign_in_by(browser, answer_of(key_, challenge, id)); }), "not refused");
}

TEST_P(CeremoniesTest, WhoHasASessionIsTiedByItAndGetsNoCookie) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    const Caller signed_in = fresh(id);
    const Begun begun = begin_sign_in(signed_in);
    EXPECT_FALSE(begun.token);
    EXPECT_EQ(refusal([&] { sign_in_by(signed_in, answer_of(key_, begun.view.challenge, id)); }),
              "not refused");
}

TEST_P(CeremoniesTest, ANewChallengeTakesThePlaceOfTheOneBefore) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    const Caller caller = half_in(id);
    const std::string first = begin_second_factor(caller);
    const std::string second = begin_second_factor(caller);
    EXPECT_EQ(challenges(), 1);
    EXPECT_EQ(refusal([&] { show_passkey(caller, answer_of(key_, first)); }), "credentials_refused");
    EXPECT_EQ(challenges(), 0) << "the attempt was the one that it was good for";
    EXPECT_EQ(refusal([&] { show_passkey(caller, answer_of(key_, second)); }), "credentials_refused");
}

TEST_P(CeremoniesTest, ACountThatRisesIsTakenAndKept) {
    key_.sign_count = 7;
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    key_.sign_count = 8;
    EXPECT_EQ(refused_sign_in(key_), "not refused");
    EXPECT_EQ(count("select sign_count from passkeys where account = ?", id), 8);
    key_.sign_count = 0xffffffff;
    EXPECT_EQ(refused_sign_in(key_), "not refused");
}

TEST_P(CeremoniesTest, ACopiedPasskeySignsNobodyInAnyMoreAndIsStillAFactorToShow) {
    for (const std::uint32_t copy : {7U, 6U, 0U}) {
        const std::string address = "customer" + std::to_string(copy) + "@example.org";
        SoftwareAuthenticator key;
        key.sign_count = 7;
        const AccountId id = person(address);
        const PasskeyId passkey = give_passkey(id, key);
        const crypto::Secret session = session_of(id);
        key.sign_count = copy;
        EXPECT_EQ(refused_sign_in(key), "credentials_refused") << copy;
        EXPECT_EQ(new_events(), (Kinds{"passkey_removed", "passkey_cloned"}));
        EXPECT_EQ(last_event().account, id);
        EXPECT_TRUE(was_told(address, Letter::second_factor_removed));
        EXPECT_EQ(caller_with(session).role, Role::visitor) << "nobody can tell whose it is";
        key.sign_count = 9;
        EXPECT_EQ(refused_sign_in(key), "credentials_refused") << "the owner's is refused as well";
        EXPECT_EQ(new_events(), Kinds{"passkey_refused"});
        EXPECT_EQ(sign_in(address).view.owes, Owes::second_factor) << "the password alone opens nothing";
        new_events();
        const auto view =
            own_security_.read(access::check<Permission::read_own_security>(fresh(id)), {}, reading_);
        ASSERT_EQ(view.passkeys.size(), 1U);
        EXPECT_EQ(view.passkeys[0].id, passkey);
        EXPECT_TRUE(view.passkeys[0].suspended);
    }
}

TEST_P(CeremoniesTest, ACopiedPasskeyAsSecondFactorAndAtAStepUpIsOneEventToo) {
    const AccountId id = person(customer1);
    key_.sign_count = 7;
    give_passkey(id, key_);
    const Caller entering = half_in(id);
    EXPECT_EQ(refusal([&] { show_passkey(entering, answer_of(key_, begin_second_factor(entering))); }),
              "credentials_refused");
    EXPECT_EQ(new_events(), (Kinds{"passkey_removed", "passkey_cloned"}));
    EXPECT_EQ(caller_with(session_of(id)).role, Role::customer);
    SoftwareAuthenticator other;
    other.sign_count = 3;
    give_passkey(id, other);
    const Caller signed_in = fresh(id);
    EXPECT_EQ(refusal([&] { step_up_by(signed_in, answer_of(other, begin_step_up(signed_in))); }),
              "credentials_refused");
    EXPECT_EQ(new_events(), (Kinds{"passkey_removed", "passkey_cloned"}));
}

TEST_P(CeremoniesTest, APasskeyWithoutACounterIsTakenEachTime) {
    give_passkey(person(customer1), key_);
    EXPECT_EQ(refused_sign_in(key_), "not refused");
    EXPECT_EQ(refused_sign_in(key_), "not refused");
}

TEST_P(CeremoniesTest, AForeignUserHandleIsNotBelieved) {
    const AccountId mine = person(customer1);
    const AccountId other = person("customer2@example.org");
    give_passkey(mine, key_);
    EXPECT_EQ(refused_sign_in(key_, other), "credentials_refused");
    EXPECT_EQ(last_event().after, "user_handle");
    EXPECT_EQ(new_events(), Kinds{"passkey_refused"});
    EXPECT_EQ(refused_sign_in(key_, mine), "not refused");
    const auto browser_began = browser_that_began();
    const Caller& browser = browser_began.first;
    const std::string& challenge = browser_began.second;
    Assertion longer = answer_of(key_, challenge, mine);
    longer.user_handle->bytes.push_back(0);
    EXPECT_EQ(refusal([&] { sign_in_by(browser, longer); }), "credentials_refused");
}

TEST_P(CeremoniesTest, WhereNobodyWasNamedAnAnswerWithoutAUserHandleIsNotBelieved) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    const auto began = browser_that_began();
    EXPECT_EQ(refusal([&] { sign_in_by(began.first, answer_of(key_, began.second)); }),
              "credentials_refused");
    EXPECT_EQ(last_event().after, "user_handle");
    const Caller entering = half_in(id);
    EXPECT_EQ(refusal([&] { show_passkey(entering, answer_of(key_, begin_second_factor(entering))); }),
              "not refused")
        << "the session names its account";
}

TEST_P(CeremoniesTest, AnUnknownPasskeyIsRefusedAsEveryOther) {
    person(customer1);
    EXPECT_EQ(refused_sign_in(key_), "credentials_refused");
    EXPECT_EQ(new_events(), Kinds{"passkey_refused"});
    EXPECT_EQ(last_event().account, std::nullopt);
}

TEST_P(CeremoniesTest, PasskeysThatNobodyHasLeaveOneEventAMinute) {
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(refused_sign_in(SoftwareAuthenticator{}), "credentials_refused");
    EXPECT_EQ(new_events(), Kinds{"passkey_refused"});
    EXPECT_EQ(last_event().after, "unknown_credential");
    clock_.advance(1min);
    refused_sign_in(key_);
    EXPECT_EQ(new_events(), Kinds{"passkey_refused"});
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    key_.flags = factors::testing::user_present;
    refused_sign_in(key_);
    refused_sign_in(key_);
    EXPECT_EQ(new_events(), Kinds(2, "passkey_refused")) << "an account's each by itself";
    EXPECT_EQ(last_event().account, id);
}

TEST_P(CeremoniesTest, TheIdOfAnotherPasskeyWithOnesOwnSignatureIsRefused) {
    const SoftwareAuthenticator victims;
    const AccountId victim = person(customer1);
    give_passkey(victim, victims);
    give_passkey(person("attacker@example.org"), key_);
    key_.credential_id = victims.credential_id;
    EXPECT_EQ(refused_sign_in(key_, victim), "credentials_refused");
    EXPECT_EQ(new_events(), Kinds{"passkey_refused"});
    EXPECT_EQ(last_event().account, victim);
}

TEST_P(CeremoniesTest, AnotherAccountsPasskeyIsNoSecondFactorAndNoStepUp) {
    const AccountId victim = person(customer1);
    give_totp(victim);
    const AccountId attacker = person("attacker@example.org");
    give_passkey(attacker, key_);
    const Caller entering = half_in(victim);
    EXPECT_EQ(
        refusal([&] { show_passkey(entering, answer_of(key_, begin_second_factor(entering), attacker)); }),
        "credentials_refused");
    EXPECT_EQ(new_events(), Kinds{"second_factor_failed"});
    EXPECT_EQ(last_event().account, victim);
    const Caller signed_in = fresh(victim);
    EXPECT_EQ(refusal([&] { step_up_by(signed_in, answer_of(key_, begin_step_up(signed_in))); }),
              "credentials_refused");
    EXPECT_EQ(new_events(), Kinds{"step_up_failed"});
    EXPECT_EQ(last_event().account, victim);
}

TEST_P(CeremoniesTest, ARefusedPasskeyAsSecondFactorIsOneEventAndALetter) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    const Caller entering = half_in(id);
    Assertion broken = answer_of(key_, begin_second_factor(entering));
    broken.signature.bytes.back() ^= 1;
    EXPECT_EQ(refusal([&] { show_passkey(entering, broken); }), "credentials_refused");
    EXPECT_EQ(new_events(), Kinds{"second_factor_failed"});
    EXPECT_TRUE(last_event().after) << "why";
    EXPECT_TRUE(was_told(customer1, Letter::second_factor_failed));
    EXPECT_EQ(caller_with(session_of(id)).role, Role::customer);
}

TEST_P(CeremoniesTest, APasskeyWithoutTheUserVerifiedIsRefused) {
    give_passkey(person(customer1), key_);
    key_.flags = factors::testing::user_present;
    EXPECT_EQ(refused_sign_in(key_), "credentials_refused");
}

TEST_P(CeremoniesTest, APasskeyOfALockedOrUnverifiedAccountOpensNothing) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    in_transaction([&](store::Transaction& transaction) {
        transaction.run("update accounts set locked_at = 1 where id = ?", id);
    });
    EXPECT_EQ(refused_sign_in(key_), "credentials_refused");
    in_transaction([&](store::Transaction& transaction) {
        transaction.run("update accounts set locked_at = null, email_verified_at = null where id = ?", id);
    });
    EXPECT_EQ(refused_sign_in(key_), "credentials_refused");
    EXPECT_EQ(new_events(), Kinds(2, "sign_in_failed"));
    EXPECT_EQ(sessions(), 0);
}

TEST_P(CeremoniesTest, WhoIsLockedWhileThePasskeyIsVerifiedDoesNotComeIn) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    const auto browser_began = browser_that_began();
    const Caller& browser = browser_began.first;
    const std::string& challenge = browser_began.second;
    auto connection = interposed(database_.connect(), "update accounts set name = name", [&] {
        in_transaction([&](store::Transaction& transaction) {
            transaction.run("update accounts set locked_at = 1 where id = ?", id);
        });
    });
    const access::HashingLane lane{connection};
    EXPECT_EQ(refusal([&] {
                  signing_in_.sign_in_by_passkey(access::check<Permission::sign_in>(browser),
                                                 {answer_of(key_, challenge, id)}, lane);
              }),
              "credentials_refused");
    EXPECT_EQ(sessions(), 0);
    EXPECT_EQ(new_events(), Kinds{"sign_in_failed"});
}

TEST_P(CeremoniesTest, APasskeyThatIsTakenAwayWhileItIsVerifiedOpensNothing) {
    const AccountId id = person(customer1);
    const PasskeyId passkey = give_passkey(id, key_);
    const auto began = browser_that_began();
    auto connection = interposed(database_.connect(), "update accounts set name = name", [&] {
        ending(id, [&](const Ending& ending) { remove_passkey(ending, passkey); });
    });
    const access::HashingLane lane{connection};
    EXPECT_EQ(refusal([&] {
                  signing_in_.sign_in_by_passkey(access::check<Permission::sign_in>(began.first),
                                                 {answer_of(key_, began.second, id)}, lane);
              }),
              "credentials_refused");
    EXPECT_EQ(sessions(), 0);
    EXPECT_EQ(new_events(), Kinds{"sign_in_failed"});
}

TEST_P(CeremoniesTest, APasskeyThatIsSuspendedWhileItIsVerifiedOpensNothing) {
    const AccountId id = person(customer1);
    const PasskeyId passkey = give_passkey(id, key_);
    const auto began = browser_that_began();
    auto connection = interposed(database_.connect(), "update accounts set name = name", [&] {
        in_transaction(
            [&](store::Transaction& transaction) { suspend_passkey(transaction, passkey, clock_.now()); });
    });
    const access::HashingLane lane{connection};
    EXPECT_EQ(refusal([&] {
                  signing_in_.sign_in_by_passkey(access::check<Permission::sign_in>(began.first),
                                                 {answer_of(key_, began.second, id)}, lane);
              }),
              "credentials_refused");
    EXPECT_EQ(sessions(), 0);
}

TEST_P(CeremoniesTest, ARemovedPasskeyOpensNothing) {
    const AccountId id = person(customer1);
    const PasskeyId passkey = give_passkey(id, key_);
    ending(id, [&](const Ending& ending) { remove_passkey(ending, passkey); });
    EXPECT_EQ(refused_sign_in(key_), "credentials_refused");
}

TEST_P(CeremoniesTest, StrangersPasskeysAreHeldBackByWhereTheyComeFromAndNoOwnerIs) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    const SoftwareAuthenticator unknown;
    std::string last;
    const auto browser_began = browser_that_began();
    const Caller& browser = browser_began.first;
    for (int i = 0; i < 31; ++i)
        last = refusal([&] { sign_in_by(browser, answer_of(unknown, std::string(43, 'A'))); });
    EXPECT_EQ(last, "throttled");
    const auto begun = signing_in_.begin_passkey(
        access::check<Permission::sign_in>(from({}, "", "", "203.0.113.9")), {}, lane_);
    const Caller elsewhere = from({}, "", std::string{begun.token->expose()}, "203.0.113.9");
    EXPECT_EQ(refusal([&] { sign_in_by(elsewhere, full_answer(key_, begun.view.challenge)); }),
              "not refused");
}

TEST_P(CeremoniesTest, WhoGuessesCodesKeepsNobodyFromShowingAPasskey) {
    const AccountId id = person(customer1);
    give_totp(id);
    give_passkey(id, key_);
    for (int i = 0; i < 6; ++i)
        refusal([&] { show_totp(from(half_in(id), ""), "000000"); });
    const Caller owner = from(half_in(id), "", "", "203.0.113.9");
    EXPECT_EQ(refusal([&] { show_passkey(owner, answer_of(key_, begin_second_factor(owner))); }),
              "not refused");
}

TEST_P(CeremoniesTest, WhoGuessesWithAStolenSessionKeepsItsOwnerFromNoStepUpByPasskey) {
    const AccountId id = person(customer1);
    give_passkey(id, key_);
    const auto guess = [&] {
        signing_in_.step_up(access::check<Permission::prove_again>(fresh(id)),
                            {ShownPassword{secret("not the password")}, {}, {}}, lane_);
    };
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(refusal(guess), "credentials_refused");
    EXPECT_EQ(refusal(guess), "throttled");
    const Caller owner = from(fresh(id), "", "", "203.0.113.9");
    EXPECT_EQ(refusal([&] { step_up_by(owner, answer_of(key_, begin_step_up(owner))); }), "not refused");
}

TEST_P(CeremoniesTest, WhatIsNotAnsweredIsDeletedAfterItsEnd) {
    begin_sign_in();
    clock_.advance(5min - 1ms);
    begin_sign_in();
    const auto clean = [&] {
        return in_transaction([&](store::Transaction& transaction) {
            return delete_old_challenges(transaction, clock_.now());
        });
    };
    EXPECT_EQ(clean(), 0);
    clock_.advance(1ms);
    EXPECT_EQ(clean(), 1);
    EXPECT_EQ(challenges(), 1);
}

}  // namespace
}  // namespace suncrew::identity
