#include "identity/identity_fixture.hpp"
#include "identity/interposed_connection.hpp"

namespace suncrew::identity {
namespace {

/// What somebody with bad intentions tried, and must not get.
class AttackTest : public IdentityFixture {
protected:
    static constexpr const char* victim = "customer1@example.org";
    static constexpr const char* strangers_password = "the stranger's own words";

    void ask_for_reset(const std::string& address) {
        recovery_.request_password_reset(access::check<Permission::reset_password>(Caller{}),
                                         {email(address)}, lane_);
        answer_mail_requests(connection_, setup_.post, clock_.now());
    }
    std::string reset(const std::string& token, std::string_view password) {
        const auto known = recovery_.reset_password(access::check<Permission::reset_password>(Caller{}),
                                                    {{secret(token)}, {secret(password)}}, lane_);
        return std::string{known.device.expose()};
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, AttackTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(AttackTest, ASignUpAndASignInDoNotTellWhetherAnAddressHasAnAccount) {
    person(victim);
    sign_up(victim, strangers_password);
    sign_up("nobody@example.org", strangers_password);
    EXPECT_EQ(refusal([&] { sign_in(victim, strangers_password); }),
              refusal([&] { sign_in("nobody@example.org", strangers_password); }));
}

TEST_P(AttackTest, AResetGivesNoNewGuessesAtTheSecondFactor) {
    const AccountId id = person(victim);
    give_totp(id);
    int guesses = 0;
    for (int round = 0; round < 24; ++round, clock_.advance(30min)) {  // half a day
        const std::size_t before = mails().size();
        ask_for_reset(victim);
        if (mails().size() == before)
            continue;
        const std::string device = reset(token_in_last_mail(), strangers_password);
        const Caller half = caller_with(sign_in(victim, strangers_password, from({}, device)).token);
        while (refusal([&] { show_totp(from(half, device), "000000"); }) == "credentials_refused")
            ++guesses;
    }
    EXPECT_LE(guesses, 104) << "what docs/decisions/throttling.md allows in a day";
}

TEST_P(AttackTest, AStormOfRequestsForLettersClosesNoWayInAndStopsNoCancellation) {
    const AccountId id = person(victim);
    give_totp(id);
    person("customer2@example.org");
    ask_for_reset("customer2@example.org");
    const std::string to_new_password = token_in_last_mail();
    in_transaction([&](store::Transaction& transaction) {
        recovery_.request_factor_reset(access::check<Permission::recover_factor>(half_in(id)), {},
                                       transaction);
    });
    const std::string to_cancel = token_in_last_mail();
    std::string last = "not refused";
    for (int i = 0; i < 400 && last == "not refused"; ++i)
        last = refusal([&] {
            recovery_.request_password_reset(
                access::check<Permission::reset_password>(
                    from({}, "", "", "198.51." + std::to_string(i % 250) + "." + std::to_string(i / 250))),
                {email("nobody@example.org")}, lane_);
        });
    EXPECT_EQ(last, "throttled");
    EXPECT_EQ(
        refusal([&] { signing_in_.begin_passkey(access::check<Permission::sign_in>(Caller{}), {}, lane_); }),
        "not refused");
    EXPECT_EQ(refusal([&] {
                  recovery_.cancel_factor_reset(access::check<Permission::cancel_factor_reset>(Caller{}),
                                                {{secret(to_cancel)}}, lane_);
              }),
              "not refused");
    EXPECT_EQ(refusal([&] { reset(to_new_password, "another long password"); }), "not refused");
}

TEST_P(AttackTest, AnAddressThatAThiefAskedForEndsWithTheNewEnrolmentLink) {
    const AccountId officer = person("security1@example.org", Role::security);
    const AccountId id = person("engineer1@example.org", Role::engineer);
    give_totp(id);
    const Caller thief = fresh(id, Role::engineer);
    in_transaction([&](store::Transaction& transaction) {
        recovery_.change_email(access::check<Permission::change_own_email>(thief),
                               {email("thief@example.org")}, transaction);
    });
    std::string link;
    for (const QueuedMail& mail : mails())
        if (mail.recipient == "thief@example.org")
            link = mail.body.substr(mail.body.find("#token=") + 7, crypto::token_length);
    in_transaction([&](store::Transaction& transaction) {
        staff_.send_enrolment_link(
            access::check<Permission::reset_others_credentials>(fresh(officer, Role::security)), {id},
            transaction);
    });
    EXPECT_EQ(refusal([&] {
                  recovery_.confirm_email(access::check<Permission::confirm_own_email>(Caller{}),
                                          {{secret(link)}}, lane_);
              }),
              "email_change_refused");
    ask_for_reset("thief@example.org");
    EXPECT_EQ(refusal([&] { reset(token_in_last_mail(), strangers_password); }), "reset_refused");
    EXPECT_EQ(refusal([&] { sign_in("thief@example.org", strangers_password); }), "credentials_refused");
}

TEST_P(AttackTest, WhatWasVerifiedBeforeTheChangeOfPasswordOpensNoSessionAfterIt) {
    const AccountId id = person(victim);
    auto between =
        interposed(database_.connect(), "update accounts set name = name where id = ? and password", [&] {
            ending(id, [&](const Ending& ending) {
                set_password(ending, hash_of_nothing(), clock_.now());
                end_sessions(ending);
            });
        });
    const access::HashingLane lane{between};
    EXPECT_EQ(refusal([&] {
                  signing_in_.sign_in(access::check<Permission::sign_in>(Caller{}),
                                      {email(victim), {secret(good_password)}}, lane);
              }),
              "credentials_refused");
    EXPECT_EQ(sessions(), 0);
}

TEST_P(AttackTest, ASessionThatEndedMeanwhileIsNotCompleted) {
    const AccountId id = person(victim);
    const auto seed = give_totp(id);
    const Caller half = half_in(id);
    // The owner changes the password: the thief's half-begun session ends.
    auto between = interposed(database_.connect(), "select secret, last_step from totps",
                              [&] { ending(id, [](const Ending& ending) { end_sessions(ending); }); });
    const access::HashingLane lane{between};
    EXPECT_NE(refusal([&] {
                  signing_in_.show_second_factor(access::check<Permission::complete_sign_in>(half),
                                                 {ShownToken{secret(code_of(seed))}, {}, {}}, lane);
              }),
              "not refused");
    EXPECT_EQ(sessions(), 0);
}

TEST_P(AttackTest, AStrangersSignUpsDoNotTakeThePlaceOfMine) {
    for (int i = 0; i < unasked_mails_an_hour_max; ++i)
        sign_up(victim, strangers_password);
    sign_up(victim);
    EXPECT_EQ(refusal([&] { verify(token_in_last_mail()); }), "verification_refused")
        << "a link is for who knows the password of its sign-up";
    EXPECT_EQ(refusal([&] { sign_in(victim, strangers_password); }), "credentials_refused");
}

TEST_P(AttackTest, AStrangersLettersDoNotSilenceTheNoticeOfANewBrowser) {
    const AccountId id = person(victim);
    known_browser(id);
    clock_.advance(1min);
    for (int i = 0; i < unasked_mails_an_hour_max; ++i)
        sign_up(victim, strangers_password);
    sign_in(victim);  // a thief of the password, from a browser that the account does not know
    EXPECT_TRUE(was_told(victim, Letter::new_device));
}

TEST_P(AttackTest, APasswordAloneDoesNotEndTheOwnersSessions) {
    const AccountId id = person(victim);
    give_totp(id);
    const crypto::Secret owners = session_of(id);
    clock_.advance(1min);
    for (int i = 0; i < sessions_an_account_max; ++i)
        refusal([&] { sign_in(victim); });  // a thief of the password, who never shows the second factor
    EXPECT_EQ(caller_with(owners).role, Role::customer);
}

TEST_P(AttackTest, AStrangersSignUpDoesNotKeepStaffFromBeingInvited) {
    const AccountId officer = person("security1@example.org", Role::security);
    sign_up("engineer1@example.org", strangers_password);
    EXPECT_EQ(refusal([&] {
                  in_transaction([&](store::Transaction& transaction) {
                      staff_.invite(access::check<Permission::invite_staff>(fresh(officer, Role::security)),
                                    {email("engineer1@example.org"), PersonName{"Engineer One"},
                                     StaffRole::engineer, notify::Language::en},
                                    transaction);
                  });
              }),
              "not refused");
}

TEST_P(AttackTest, AClonedPasskeyDoesNotTakeTheSecondFactorAway) {
    const AccountId id = person("engineer1@example.org", Role::engineer);
    SoftwareAuthenticator key;
    key.sign_count = 10;
    give_passkey(id, key);
    key.sign_count = 5;  // as the copy's is
    const Caller half = half_in(id, Role::engineer);
    const auto request = in_transaction([&](store::Transaction& transaction) {
        return signing_in_.begin_second_factor(access::check<Permission::complete_sign_in>(half), {},
                                               transaction);
    });
    EXPECT_EQ(refusal([&] { show_passkey(half, answer_of(key, request.view.challenge)); }),
              "credentials_refused");
    EXPECT_EQ(sign_in("engineer1@example.org").view.owes, Owes::second_factor)
        << "else the password alone enrols a factor of who knows it";
}

}  // namespace
}  // namespace suncrew::identity
