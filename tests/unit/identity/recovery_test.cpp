#include "identity/recovery.hpp"

#include "identity/api_keys.hpp"
#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

const std::string new_address = "customer1new@example.org";
constexpr const char* new_password = "another long password";

class RecoveryTest : public IdentityFixture {
protected:
    /// Asks, and lets the background work answer.
    void request_reset(const std::string& address) {
        recovery_.request_password_reset(access::check<Permission::reset_password>(Caller{}),
                                         {email(address)}, lane_);
        answer_mail_requests(connection_, setup_.post, clock_.now());
    }
    std::string reset_link(const std::string& address) {
        request_reset(address);
        return token_in_last_mail();
    }
    std::string reset(const std::string& token, std::string_view password = new_password) {
        return refusal([&] {
            recovery_.reset_password(access::check<Permission::reset_password>(Caller{}),
                                     {{secret(token)}, NewPassword{secret(password)}}, lane_);
        });
    }
    void change_email(const Caller& caller, const std::string& address) {
        in_transaction([&](store::Transaction& transaction) {
            recovery_.change_email(access::check<Permission::change_own_email>(caller), {email(address)},
                                   transaction);
        });
    }
    std::string confirm_email(const std::string& token) {
        return refusal([&] {
            recovery_.confirm_email(access::check<Permission::confirm_own_email>(Caller{}), {{secret(token)}},
                                    lane_);
        });
    }
    FactorResetView request_factor_reset(const Caller& caller) {
        return in_transaction([&](store::Transaction& transaction) {
            return recovery_
                .request_factor_reset(access::check<Permission::recover_factor>(caller), {}, transaction)
                .view;
        });
    }
    http::SessionBegun<SignInState> complete(const Caller& caller) {
        return recovery_.complete_factor_reset(access::check<Permission::recover_factor>(caller), {}, lane_);
    }
    std::string cancel(const std::string& token) {
        return refusal([&] {
            recovery_.cancel_factor_reset(access::check<Permission::cancel_factor_reset>(Caller{}),
                                          {{secret(token)}}, lane_);
        });
    }
    /// What the background work does.
    void remind() { remind_of_factor_resets(connection_, setup_.post, clock_.now()); }
    /// The tokens in all letters, in their order.
    std::vector<std::string> tokens_in_mails() {
        std::vector<std::string> tokens;
        for (const QueuedMail& mail : mails())
            if (const std::size_t at = mail.body.find("#token="); at != std::string::npos)
                tokens.push_back(mail.body.substr(at + 7, crypto::token_length));
        return tokens;
    }
    std::int64_t waiting(AccountId id) {
        return count("select count(*) from factor_resets where account = ?", id);
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, RecoveryTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

// A forgotten password.

TEST_P(RecoveryTest, ALinkSetsANewPasswordOnce) {
    const AccountId id = person(customer1);
    const std::string token = reset_link(customer1);
    EXPECT_EQ(new_events(), Kinds{"password_reset_requested"});
    EXPECT_EQ(reset(token), "not refused");
    EXPECT_EQ(new_events(), Kinds{"password_reset"});
    EXPECT_EQ(last_event().account, id);
    EXPECT_TRUE(was_told(customer1, Letter::password_changed));
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { sign_in(customer1, new_password); }), "not refused");
    new_events();
    EXPECT_EQ(reset(token, "a third long password"), "reset_refused");
    EXPECT_EQ(new_events(), Kinds{"password_reset_refused"});
}

TEST_P(RecoveryTest, OfOneLinkUsedTwiceAtOnceOneWins) {
    person(customer1);
    const std::string token = reset_link(customer1);
    new_events();
    const char* const passwords[]{"the first long password", "the second long password"};
    const Answers answers = at_once([&](int i, const access::HashingLane& lane) {
        recovery_.reset_password(access::check<Permission::reset_password>(Caller{}),
                                 {{secret(token)}, NewPassword{secret(passwords[i])}}, lane);
    });
    EXPECT_EQ(answers, (Answers{"not refused", "reset_refused"}));
    auto kinds = new_events();
    std::sort(kinds.begin(), kinds.end());
    EXPECT_EQ(kinds, (Kinds{"password_reset", "password_reset_refused"}));
}

TEST_P(RecoveryTest, ALinkLivesTenMinutes) {
    person(customer1);
    const std::string token = reset_link(customer1);
    clock_.advance(10min);
    EXPECT_EQ(reset(token), "reset_refused");
    const std::string second = reset_link(customer1);
    clock_.advance(10min - 1ms);
    EXPECT_EQ(reset(second), "not refused");
}

TEST_P(RecoveryTest, AnInventedLinkResetsNothing) {
    person(customer1);
    const std::string token = reset_link(customer1);
    new_events();
    for (const std::string& wrong :
         {std::string{"x"}, std::string(43, 'A'), token.substr(1), token + "A", std::string(43, '\0')})
        EXPECT_EQ(reset(wrong), "reset_refused");
    EXPECT_EQ(new_events(), Kinds(5, "password_reset_refused"));
    EXPECT_EQ(reset(token), "not refused");
}

TEST_P(RecoveryTest, ANewLinkTakesThePlaceOfTheOneBefore) {
    person(customer1);
    const std::string first = reset_link(customer1);
    const std::string second = reset_link(customer1);
    EXPECT_EQ(reset(first), "reset_refused");
    EXPECT_EQ(reset(second), "not refused");
}

TEST_P(RecoveryTest, AResetEndsSessionsKeysAndKnownBrowsersAndKeepsTheFactors) {
    const AccountId id = person(customer1);
    const AccountId other = person("customer2@example.org");
    const crypto::Secret session = session_of(id);
    const crypto::Secret others_session = session_of(other);
    const std::string old_browser = known_browser(id);
    const auto totp = give_totp(id);
    in_transaction([&](store::Transaction& transaction) {
        make_api_key(transaction, keyring_, {id, "x", {}, std::chrono::days{1}}, clock_.now());
        make_api_key(transaction, keyring_, {other, "x", {}, std::chrono::days{1}}, clock_.now());
    });
    const auto known =
        recovery_.reset_password(access::check<Permission::reset_password>(Caller{}),
                                 {{secret(reset_link(customer1))}, NewPassword{secret(new_password)}}, lane_);
    EXPECT_EQ(caller_with(session).role, Role::visitor);
    EXPECT_EQ(caller_with(others_session).role, Role::customer);
    EXPECT_EQ(count("select count(*) from api_keys where account = ?", id), 0);
    EXPECT_EQ(count("select count(*) from api_keys where account = ?", other), 1);
    EXPECT_FALSE(known_device(reading_, id, old_browser, clock_.now()));
    EXPECT_TRUE(known_device(reading_, id, known.device.expose(), clock_.now()));
    EXPECT_EQ(sign_in(customer1, new_password).view.owes, Owes::second_factor);
    EXPECT_EQ(refusal([&] { show_totp(half_in(id), code_of(totp)); }), "not refused");
}

TEST_P(RecoveryTest, WhoHasResetGetsInHoweverHardOthersGuess) {
    person(customer1);
    const auto known =
        recovery_.reset_password(access::check<Permission::reset_password>(Caller{}),
                                 {{secret(reset_link(customer1))}, NewPassword{secret(new_password)}}, lane_);
    for (int i = 0; i < 11; ++i)
        refusal([&] { sign_in(customer1, "not the password", from({}, "")); });
    const std::string cookie{known.device.expose()};
    EXPECT_EQ(refusal([&] { sign_in(customer1, new_password, from({}, cookie)); }), "not refused");
}

TEST_P(RecoveryTest, LeakedAndPersonalPasswordsAreRefusedAndTheLinkStays) {
    person(customer1);
    const std::string token = reset_link(customer1);
    EXPECT_EQ(reset(token, "customer1-2026"), "password_too_easy");
    EXPECT_NE(reset(token, "password1"), "not refused");
    EXPECT_EQ(reset(token), "not refused");
}

TEST_P(RecoveryTest, ALockedAccountIsNotResetAndGetsNoLink) {
    const AccountId id = person(customer1);
    const std::string token = reset_link(customer1);
    in_transaction([&](store::Transaction& transaction) {
        transaction.run("update accounts set locked_at = 1 where id = ?", id);
    });
    EXPECT_EQ(reset(token), "reset_refused");
    const std::size_t before = mails().size();
    request_reset(customer1);
    EXPECT_EQ(mails().size(), before);
}

TEST_P(RecoveryTest, WhoIsSignedInByAPasskeyAloneGetsAPasswordAndStillOwesThePasskey) {
    const AccountId id = person(customer1);
    as_ours(id, [&](store::Transaction& transaction) {
        transaction.run("update accounts set password = '' where id = ?", id);
    });
    give_passkey(id, SoftwareAuthenticator{});
    EXPECT_EQ(reset(reset_link(customer1)), "not refused");
    EXPECT_EQ(sign_in(customer1, new_password).view.owes, Owes::second_factor);
}

TEST_P(RecoveryTest, TheTableHoldsNoLink) {
    person(customer1);
    const std::string token = reset_link(customer1);
    EXPECT_EQ(reading_.value<crypto::Sha256Digest>("select token_hash from password_resets"),
              crypto::sha256(token));
}

// A new address.

TEST_P(RecoveryTest, AChangeOfAddressIsToldToBothAndHoldsAfterTheLink) {
    const AccountId id = person(customer1);
    change_email(fresh(id), new_address);
    EXPECT_EQ(new_events(), Kinds{"email_change_requested"});
    EXPECT_TRUE(was_told(customer1, Letter::email_change_notice));
    EXPECT_TRUE(was_told(new_address, Letter::email_change_link));
    EXPECT_EQ(refusal([&] { sign_in(new_address); }), "credentials_refused") << "not before";
    new_events();
    EXPECT_EQ(confirm_email(token_in_mail_to(new_address)), "not refused");
    EXPECT_EQ(new_events(), Kinds{"email_changed"});
    EXPECT_TRUE(was_told(customer1, Letter::email_changed));
    EXPECT_TRUE(was_told(new_address, Letter::email_changed));
    EXPECT_EQ(refusal([&] { sign_in(new_address); }), "not refused");
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "credentials_refused");
}

TEST_P(RecoveryTest, TheOldAddressIsToldHoweverManyLettersItGot) {
    const AccountId id = person(customer1);
    for (int i = 0; i < unasked_mails_an_hour_max + 1; ++i)
        request_reset(customer1);
    change_email(fresh(id), new_address);
    EXPECT_TRUE(was_told(customer1, Letter::email_change_notice))
        << "else a stranger's requests would silence it";
}

TEST_P(RecoveryTest, ALinkToANewAddressIsUsedOnceWithinADay) {
    const AccountId id = person(customer1);
    change_email(fresh(id), new_address);
    const std::string token = token_in_mail_to(new_address);
    EXPECT_EQ(confirm_email(token), "not refused");
    new_events();
    EXPECT_EQ(confirm_email(token), "email_change_refused");
    EXPECT_EQ(new_events(), Kinds{"email_change_refused"}) << "the event survives the refusal";
    change_email(fresh(id), "customer1newer@example.org");
    clock_.advance(24h);
    EXPECT_EQ(confirm_email(token_in_mail_to("customer1newer@example.org")), "email_change_refused");
    EXPECT_EQ(who(id).email, new_address);
}

TEST_P(RecoveryTest, OfOneLinkToANewAddressUsedTwiceAtOnceOneWins) {
    change_email(fresh(person(customer1)), new_address);
    const std::string token = token_in_mail_to(new_address);
    const Answers answers = at_once([&](int, const access::HashingLane& lane) {
        recovery_.confirm_email(access::check<Permission::confirm_own_email>(Caller{}), {{secret(token)}},
                                lane);
    });
    EXPECT_EQ(answers, (Answers{"email_change_refused", "not refused"}));
}

TEST_P(RecoveryTest, AnInventedLinkChangesNoAddress) {
    change_email(fresh(person(customer1)), new_address);
    new_events();
    for (const std::string& wrong : {std::string{"x"}, std::string(43, 'A')})
        EXPECT_EQ(confirm_email(wrong), "email_change_refused");
    EXPECT_EQ(new_events(), Kinds(2, "email_change_refused"));
}

TEST_P(RecoveryTest, ATakenAddressIsAnsweredAlikeAndItsOwnerIsTold) {
    const AccountId id = person(customer1);
    person("customer2@example.org");
    change_email(fresh(id), "customer2@example.org");
    EXPECT_TRUE(was_told("customer2@example.org", Letter::sign_up_attempt));
    EXPECT_EQ(token_in_mail_to("customer2@example.org"), "");
    EXPECT_TRUE(was_told(customer1, Letter::email_change_notice));
    EXPECT_EQ(new_events(), Kinds{"email_change_requested"});
}

TEST_P(RecoveryTest, AnAddressThatIsTakenMeanwhileIsRefusedAndBothStay) {
    const AccountId id = person(customer1);
    change_email(fresh(id), new_address);
    const std::string token = token_in_mail_to(new_address);
    const AccountId other = person(new_address);
    new_events();
    EXPECT_EQ(confirm_email(token), "email_change_refused");
    EXPECT_EQ(new_events(), Kinds{"email_change_refused"});
    EXPECT_EQ(who(id).email, customer1);
    EXPECT_EQ(who(other).email, new_address);
}

TEST_P(RecoveryTest, ASignUpThatNobodyConfirmedKeepsTheAddressFromNobody) {
    const AccountId id = person(customer1);
    sign_up(new_address);  // a stranger's
    const std::string strangers = token_in_mail_to(new_address);
    change_email(fresh(id), new_address);
    EXPECT_FALSE(was_told(new_address, Letter::sign_up_attempt));
    EXPECT_EQ(accounts(), 2) << "until the link is used nothing is taken away";
    EXPECT_EQ(confirm_email(token_in_mail_to(new_address)), "not refused");
    EXPECT_EQ(who(id).email, new_address);
    EXPECT_EQ(accounts(), 1);
    EXPECT_EQ(links(), 0);
    EXPECT_EQ(refusal([&] { verify(strangers); }), "verification_refused");
    EXPECT_EQ(refusal([&] { sign_in(new_address); }), "not refused");
}

TEST_P(RecoveryTest, AnInvitationKeepsItsAddress) {
    const AccountId id = person(customer1);
    change_email(fresh(id), new_address);
    const std::string token = token_in_mail_to(new_address);
    const AccountId invited = account(new_address, Role::crew);
    in_transaction([&](store::Transaction& transaction) {
        transaction.run("update accounts set email_verified_at = null where id = ?", invited);
    });
    EXPECT_EQ(confirm_email(token), "email_change_refused");
    change_email(fresh(id), new_address);
    EXPECT_TRUE(was_told(new_address, Letter::sign_up_attempt));
    EXPECT_EQ(who(invited).email, new_address);
}

TEST_P(RecoveryTest, TheLinksToTheOldMailboxDieWithTheChange) {
    const AccountId id = person(customer1);
    change_email(fresh(id), new_address);
    const std::string to_new = token_in_mail_to(new_address);
    const std::string reset_to_old = reset_link(customer1);
    EXPECT_EQ(confirm_email(to_new), "not refused");
    EXPECT_EQ(reset(reset_to_old), "reset_refused");
    EXPECT_EQ(refusal([&] { sign_in(new_address); }), "not refused");
}

TEST_P(RecoveryTest, ANewPasswordKillsAChangeOfAddressThatWaits) {
    const AccountId id = person(customer1);
    change_email(fresh(id), new_address);
    const std::string token = token_in_mail_to(new_address);
    own_security_.change_password(access::check<Permission::change_own_password>(fresh(id)),
                                  {NewPassword{secret(new_password)}}, lane_);
    EXPECT_EQ(confirm_email(token), "email_change_refused");
}

TEST_P(RecoveryTest, AResetKillsAChangeOfAddressThatWaits) {
    change_email(fresh(person(customer1)), new_address);
    const std::string token = token_in_mail_to(new_address);
    EXPECT_EQ(reset(reset_link(customer1)), "not refused");
    EXPECT_EQ(confirm_email(token), "email_change_refused");
}

TEST_P(RecoveryTest, ANewRequestTakesThePlaceOfTheOneBefore) {
    const AccountId id = person(customer1);
    change_email(fresh(id), new_address);
    const std::string first = token_in_mail_to(new_address);
    change_email(fresh(id), "customer1newer@example.org");
    EXPECT_EQ(confirm_email(first), "email_change_refused");
    EXPECT_EQ(confirm_email(token_in_mail_to("customer1newer@example.org")), "not refused");
}

TEST_P(RecoveryTest, ALockedAccountKeepsItsAddress) {
    const AccountId id = person(customer1);
    change_email(fresh(id), new_address);
    in_transaction([&](store::Transaction& transaction) {
        transaction.run("update accounts set locked_at = 1 where id = ?", id);
    });
    EXPECT_EQ(confirm_email(token_in_mail_to(new_address)), "email_change_refused");
    EXPECT_EQ(who(id).email, customer1);
}

TEST_P(RecoveryTest, AChangeOfAddressAsksForAFreshProof) {
    const crypto::Secret token = session_of(person(customer1));
    clock_.advance(10min);
    EXPECT_EQ(refusal([&] { change_email(caller_with(token), new_address); }), "step_up_required");
}

// A lost second factor.

TEST_P(RecoveryTest, AFactorIsTakenAwayAfterThreeDaysAndNotBefore) {
    const AccountId id = person(customer1);
    give_totp(id);
    give_passkey(id, SoftwareAuthenticator{});
    give_recovery_code(id);
    const crypto::Secret elsewhere = session_of(id);
    const auto reset = request_factor_reset(half_in(id));
    EXPECT_EQ(reset.ready_at, clock_.now() + 72h);
    EXPECT_EQ(new_events(), Kinds{"factor_reset_requested"});
    EXPECT_TRUE(was_told(customer1, Letter::factor_reset_requested));
    EXPECT_EQ(refusal([&] { complete(half_in(id)); }), "factor_reset_waits");
    clock_.advance(72h - 1ms);
    EXPECT_EQ(refusal([&] { complete(half_in(id)); }), "factor_reset_waits");
    EXPECT_TRUE(factors_of(reading_, id).any());
    clock_.advance(1ms);
    new_events();
    const auto begun = complete(half_in(id));
    EXPECT_EQ(begun.view.owes, Owes::nothing);
    EXPECT_FALSE(factors_of(reading_, id).any());
    EXPECT_EQ(factors_of(reading_, id).recovery_codes, 0);
    EXPECT_EQ(new_events(), Kinds{"factor_reset_completed"});
    EXPECT_TRUE(was_told(customer1, Letter::factor_reset_completed));
    EXPECT_EQ(caller_with(elsewhere).role, Role::visitor);
    EXPECT_EQ(caller_with(begun.token).role, Role::customer);
}

TEST_P(RecoveryTest, ACrewThatLostItsFactorOwesANewOne) {
    const AccountId id = person("crew1@example.org", Role::crew);
    give_totp(id);
    request_factor_reset(half_in(id, Role::crew));
    clock_.advance(72h);
    EXPECT_EQ(complete(half_in(id, Role::crew)).view.owes, Owes::enrolment);
}

TEST_P(RecoveryTest, AskedAgainItSaysTheSameTimeAndWritesOneLetter) {
    const AccountId id = person(customer1);
    give_totp(id);
    const auto first = request_factor_reset(half_in(id));
    clock_.advance(5h);
    const auto second = request_factor_reset(half_in(id));
    EXPECT_EQ(first.ready_at, second.ready_at);
    EXPECT_EQ(subjects_to(customer1).size(), 1U);
    EXPECT_EQ(new_events(), Kinds{"factor_reset_requested"});
    EXPECT_EQ(
        recovery_.factor_reset(access::check<Permission::recover_factor>(half_in(id)), {}, reading_).ready_at,
        first.ready_at);
}

TEST_P(RecoveryTest, OfTwoThatAskAtOnceBothGetTheSameAndOneLetterGoes) {
    const AccountId id = person(customer1);
    give_totp(id);
    const Caller callers[]{half_in(id), half_in(id)};
    const Answers answers = at_once([&](int i, const access::HashingLane& lane) {
        store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
            recovery_.request_factor_reset(access::check<Permission::recover_factor>(callers[i]), {},
                                           transaction);
        });
    });
    EXPECT_EQ(answers, (Answers{"not refused", "not refused"}));
    EXPECT_EQ(subjects_to(customer1).size(), 1U);
}

TEST_P(RecoveryTest, StaffAskAnOfficer) {
    const AccountId id = person("engineer1@example.org", Role::engineer);
    give_totp(id);
    EXPECT_EQ(refusal([&] { request_factor_reset(half_in(id, Role::engineer)); }), "ask_a_security_officer");
    in_transaction([&](store::Transaction& transaction) {
        transaction.run(
            "insert into factor_resets (account, cancel_hash, requested_at, ready_at)"
            " values (?, ?, 0, 1)",
            id, crypto::sha256("x"));
    });
    EXPECT_EQ(refusal([&] { complete(half_in(id, Role::engineer)); }), "ask_a_security_officer");
    EXPECT_TRUE(factors_of(reading_, id).any());
}

TEST_P(RecoveryTest, NothingIsAskedForThatIsNotOwed) {
    const AccountId id = person("crew1@example.org", Role::crew);
    const Caller owes_enrolment =
        caller_with(session_of(id, Role::crew, {Evidence::link, Evidence::password}, Owes::enrolment));
    EXPECT_EQ(refusal([&] { request_factor_reset(owes_enrolment); }), "no_second_factor_owed");
    EXPECT_EQ(refusal([&] { complete(owes_enrolment); }), "no_factor_reset");
    EXPECT_EQ(refusal([&] {
                  recovery_.factor_reset(access::check<Permission::recover_factor>(owes_enrolment), {},
                                         reading_);
              }),
              "no_factor_reset");
}

TEST_P(RecoveryTest, TheLinkInTheLetterStopsItOnceAndEndsWhoAsked) {
    const AccountId id = person(customer1);
    give_totp(id);
    const crypto::Secret asked = session_of(id, Role::customer, {Evidence::password}, Owes::second_factor);
    request_factor_reset(caller_with(asked));
    const std::string token = token_in_last_mail();
    new_events();
    EXPECT_EQ(cancel(token), "not refused");
    EXPECT_EQ(new_events(), Kinds{"factor_reset_cancelled"});
    EXPECT_TRUE(was_told(customer1, Letter::factor_reset_cancelled));
    EXPECT_EQ(caller_with(asked).role, Role::visitor);
    EXPECT_EQ(cancel(token), "cancellation_refused");
    EXPECT_EQ(cancel(std::string(43, 'A')), "cancellation_refused");
    EXPECT_EQ(new_events(), Kinds(2, "cancellation_refused"));
    clock_.advance(72h);
    EXPECT_EQ(refusal([&] { complete(half_in(id)); }), "no_factor_reset");
    EXPECT_TRUE(factors_of(reading_, id).any());
}

TEST_P(RecoveryTest, TheLetterGoesAgainAfterOneDayAndAfterTwo) {
    const AccountId id = person(customer1);
    give_totp(id);
    request_factor_reset(half_in(id));
    clock_.advance(24h - 1ms);
    remind();
    EXPECT_EQ(subjects_to(customer1), std::vector{subject_of(Letter::factor_reset_requested)});
    clock_.advance(1ms);
    remind();
    remind();
    clock_.advance(24h - 1ms);
    remind();
    EXPECT_EQ(subjects_to(customer1).size(), 2U);
    clock_.advance(1ms);
    remind();
    clock_.advance(23h);
    remind();
    EXPECT_EQ(subjects_to(customer1), (std::vector{subject_of(Letter::factor_reset_requested),
                                                   subject_of(Letter::factor_reset_reminder),
                                                   subject_of(Letter::factor_reset_reminder)}));
    clock_.advance(1h);
    remind();
    EXPECT_EQ(subjects_to(customer1).size(), 3U) << "it waits no more";
    EXPECT_EQ(complete(half_in(id)).view.owes, Owes::nothing);
}

TEST_P(RecoveryTest, TheLinkOfEveryLetterStopsIt) {
    for (std::size_t used = 0; used < 3; ++used) {
        const AccountId id = person("customer" + std::to_string(used) + "@example.org");
        give_totp(id);
        const std::size_t before = tokens_in_mails().size();
        request_factor_reset(half_in(id));
        clock_.advance(24h);
        remind();
        clock_.advance(24h);
        remind();
        const auto tokens = tokens_in_mails();
        ASSERT_EQ(tokens.size(), before + 3);
        EXPECT_EQ(cancel(tokens[before + used]), "not refused") << used;
        EXPECT_EQ(waiting(id), 0);
        for (std::size_t i = before; i < tokens.size(); ++i)
            EXPECT_EQ(cancel(tokens[i]), "cancellation_refused") << "all of them have ended with it";
        clock_.advance(1h);  // for the throttle of links
    }
    EXPECT_EQ(reading_.value<std::int64_t>("select count(*) from factor_reset_links"), 0);
}

TEST_P(RecoveryTest, AProgramThatWasAwayWritesOneLetterForAll) {
    const AccountId id = person(customer1);
    give_totp(id);
    request_factor_reset(half_in(id));
    clock_.advance(50h);
    remind();
    remind();
    EXPECT_EQ(subjects_to(customer1).size(), 2U);
}

TEST_P(RecoveryTest, OfTwoProgramsThatRemindAtOnceOneWrites) {
    const AccountId id = person(customer1);
    give_totp(id);
    request_factor_reset(half_in(id));
    clock_.advance(24h);
    at_once([&](int, const access::HashingLane& lane) {
        remind_of_factor_resets(lane.connection(), setup_.post, clock_.now());
    });
    EXPECT_EQ(subjects_to(customer1).size(), 2U);
}

TEST_P(RecoveryTest, ACompleteSignInStopsItAndAPasswordAloneDoesNot) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    request_factor_reset(half_in(id));
    sign_in(customer1);
    EXPECT_EQ(waiting(id), 1);
    new_events();
    show_totp(half_in(id), code_of(totp));
    EXPECT_EQ(waiting(id), 0);
    EXPECT_EQ(new_events(),
              (Kinds{"factor_reset_cancelled", "second_factor_succeeded", "sign_in_succeeded"}));
    EXPECT_TRUE(was_told(customer1, Letter::factor_reset_cancelled));
}

TEST_P(RecoveryTest, AStepUpStopsItToo) {
    const AccountId id = person(customer1);
    const auto totp = give_totp(id);
    const Caller owner = fresh(id);
    request_factor_reset(half_in(id));
    signing_in_.step_up(access::check<Permission::prove_again>(owner),
                        {ShownPassword{secret(good_password)}, ShownToken{secret(code_of(totp))}, {}}, lane_);
    EXPECT_EQ(waiting(id), 0);
}

TEST_P(RecoveryTest, OfACompletionAndACancellationAtOnceOneWins) {
    const AccountId id = person(customer1);
    give_totp(id);
    request_factor_reset(half_in(id));
    const std::string token = token_in_last_mail();
    clock_.advance(72h);
    const Caller asking = half_in(id);
    const Answers answers = at_once([&](int i, const access::HashingLane& lane) {
        if (i == 0) {
            recovery_.complete_factor_reset(access::check<Permission::recover_factor>(asking), {}, lane);
            return;
        }
        recovery_.cancel_factor_reset(access::check<Permission::cancel_factor_reset>(Caller{}),
                                      {{secret(token)}}, lane);
    });
    EXPECT_EQ(std::count(answers.begin(), answers.end(), "not refused"), 1)
        << answers[0] << ", " << answers[1];
    EXPECT_EQ(factors_of(reading_, id).any(),
              count("select count(*) from security_events where kind = 'factor_reset_cancelled'"
                    " and account = ?",
                    id) == 1);
}

TEST_P(RecoveryTest, WhatHasEndedIsDeletedAndNothingElse) {
    const AccountId id = person(customer1);
    change_email(fresh(id), new_address);
    request_reset(customer1);
    const auto clean = [&] {
        return in_transaction([&](store::Transaction& transaction) {
            return delete_old_recoveries(transaction, clock_.now());
        });
    };
    EXPECT_EQ(clean(), 0);
    clock_.advance(10min);
    EXPECT_EQ(clean(), 1);
    clock_.advance(24h);
    EXPECT_EQ(clean(), 1);
    EXPECT_EQ(clean(), 0);
}

}  // namespace
}  // namespace suncrew::identity
