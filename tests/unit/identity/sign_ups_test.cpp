#include "identity/sign_ups.hpp"

#include <array>
#include <latch>
#include <thread>

#include <sodium.h>

#include "crypto/token.hpp"
#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

class SignUpsTest : public IdentityFixture {};
INSTANTIATE_TEST_SUITE_P(Databases, SignUpsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(SignUpsTest, FromSignUpToAnAccount) {
    sign_up("Customer1@Example.org", good_password, "Customer One", notify::Language::es);
    verify(token_in_last_mail());
    const auto begun = sign_in("customer1@example.org");
    const Caller caller = caller_with(begun.token);
    const Account account =
        sign_ups_.account(access::check<Permission::read_own_account>(caller), ReadAccount{}, reading_);
    EXPECT_EQ(account.id, caller.account);
    EXPECT_EQ(account.id, begun.view.account->id);
    EXPECT_EQ(account.email, "customer1@example.org");
    EXPECT_EQ(account.name, "Customer One");
    EXPECT_EQ(account.role, Role::customer);
    EXPECT_EQ(account.language, notify::Language::es);
    EXPECT_TRUE(account.email_verified);
}

TEST_P(SignUpsTest, TheTablesHoldNeitherPasswordNorToken) {
    sign_up("customer1@example.org");
    const auto stored = find("customer1@example.org");
    EXPECT_FALSE(stored->has_password()) << "until its address is confirmed";
    EXPECT_TRUE(
        reading_.value<std::string>("select password from email_verifications")->starts_with("$argon2id$"));
    EXPECT_EQ(reading_.value<store::Bytes>("select token_hash from email_verifications")->size(), 32U);
    EXPECT_TRUE(reading_.value<std::int64_t>("select 1 from email_verifications where token_hash = ?",
                                             crypto::token_hash(secret(token_in_last_mail()))));
}

TEST_P(SignUpsTest, MailsSpeakTheLanguageAndSayNothingThatWasTyped) {
    sign_up("customer1@example.org", good_password, "Buy at http://evil.example", notify::Language::es);
    sign_up("customer2@example.org", good_password, "Buy at http://evil.example", notify::Language::en);
    ASSERT_EQ(mails().size(), 2U);
    EXPECT_EQ(mails()[0].recipient, "customer1@example.org");
    EXPECT_EQ(mails()[0].subject, "Confirma tu direcci\xc3\xb3n de correo");
    EXPECT_EQ(mails()[1].subject, "Confirm your e-mail address");
    for (const auto& mail : mails()) {
        EXPECT_EQ(mail.body.find("evil"), std::string::npos);
        EXPECT_EQ(mail.body.find(good_password), std::string::npos);
    }
}

TEST_P(SignUpsTest, APasswordThatIsTooEasyStartsNothing) {
    EXPECT_EQ(refusal([&] { sign_up("customer1@example.org", "customer1-2026"); }), "password_too_easy");
    EXPECT_EQ(accounts(), 0);
    EXPECT_TRUE(mails().empty());
}

TEST_P(SignUpsTest, NobodySignsInBeforeTheAddressIsVerified) {
    sign_up("customer1@example.org");
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org"); }), "credentials_refused")
        << "else a sign-up would tell whether an address has an account";
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "another password"); }), "credentials_refused");
    EXPECT_EQ(sessions(), 0);
}

TEST_P(SignUpsTest, AWrongPasswordAndAnAbsentAccountAreAnsweredAlike) {
    sign_up("customer1@example.org");
    verify(token_in_last_mail());
    const auto answer = [&](const std::string& address, const std::string& password) {
        try {
            sign_in(address, password);
        } catch (const Refusal& refusal) {
            return refusal.reason() + '/' + std::to_string(static_cast<int>(refusal.code())) + '/' +
                   refusal.field();
        }
        return std::string{"signed in"};
    };
    const std::string wrong = answer("customer1@example.org", "another password");
    EXPECT_EQ(wrong, "credentials_refused/1/");
    EXPECT_EQ(answer("nobody@example.org", good_password), wrong);
    EXPECT_EQ(answer("nobody@example.org", ""), wrong);
    EXPECT_EQ(answer("customer1@example.org", "Correct horse battery"), wrong);
    EXPECT_EQ(answer("customer1@example.org", std::string{good_password} + " "), wrong);
    EXPECT_EQ(sessions(), 1) << "of the confirmation";
    EXPECT_EQ(answer("CUSTOMER1@example.org", good_password), "signed in");
    EXPECT_EQ(sessions(), 2);
}

TEST_P(SignUpsTest, ASecondSignUpWithAVerifiedAddressChangesNothingAndTellsTheOwner) {
    sign_up("customer1@example.org", good_password, "Customer One", notify::Language::es);
    verify(token_in_last_mail());
    sign_up("CUSTOMER1@example.org", "another password", "Somebody Else", notify::Language::en);
    EXPECT_EQ(accounts(), 1);
    EXPECT_EQ(links(), 0);
    ASSERT_EQ(mails().size(), 2U);
    EXPECT_EQ(mails()[1].recipient, "customer1@example.org");
    EXPECT_EQ(mails()[1].subject, "Ya tienes una cuenta");
    EXPECT_EQ(token_in_last_mail(), "");
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "another password"); }), "credentials_refused");
    EXPECT_EQ(sign_in("customer1@example.org").view.account->name, "Customer One");
}

TEST_P(SignUpsTest, MyLinkConfirmsMyPasswordThoughAStrangerSignsUpBeforeIUseIt) {
    sign_up("customer1@example.org", good_password, "Customer One", notify::Language::es);
    const std::string mine = token_in_last_mail();
    sign_up("customer1@example.org", "the stranger's one", "Somebody Else");
    const std::string strangers = token_in_last_mail();
    EXPECT_EQ(accounts(), 1);
    verify(mine);
    EXPECT_EQ(links(), 0);
    EXPECT_EQ(refusal([&] { verify(strangers); }), "verification_refused");
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "the stranger's one"); }),
              "credentials_refused");
    const auto begun = sign_in("customer1@example.org");
    EXPECT_EQ(begun.view.account->name, "Customer One");
    EXPECT_EQ(begun.view.account->language, notify::Language::es);
}

TEST_P(SignUpsTest, MyLinkConfirmsMyPasswordThoughAStrangerSignedUpBeforeMe) {
    sign_up("customer1@example.org", "the stranger's one", "Somebody Else");
    const std::string strangers = token_in_last_mail();
    sign_up("customer1@example.org", good_password, "Customer One");
    EXPECT_EQ(accounts(), 1);
    verify(token_in_last_mail());
    EXPECT_EQ(refusal([&] { verify(strangers); }), "verification_refused");
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "the stranger's one"); }),
              "credentials_refused");
    EXPECT_EQ(sign_in("customer1@example.org").view.account->name, "Customer One");
}

TEST_P(SignUpsTest, AnotherLinkConfirmsNoPasswordWhereSeveralSignedUp) {
    sign_up("customer1@example.org", "the stranger's one");
    sign_up("customer1@example.org");
    request_verification("customer1@example.org");
    ASSERT_EQ(mails().size(), 3U);
    EXPECT_EQ(mails()[2].subject, "Please sign up again");
    EXPECT_EQ(token_in_last_mail(), "");
    EXPECT_EQ(links(), 2);
    for (const char* password : {"the stranger's one", good_password, ""})
        EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", password); }), "credentials_refused")
            << "nobody signs in before a link is used";
    sign_up("customer1@example.org");
    verify(token_in_last_mail());
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org"); }), "not refused");
}

TEST_P(SignUpsTest, AnotherLinkConfirmsThePasswordOfTheOneSignUp) {
    sign_up("customer1@example.org", good_password, "Customer One", notify::Language::es);
    request_verification("customer1@example.org");
    verify(token_in_last_mail());
    EXPECT_EQ(sign_in("customer1@example.org").view.account->name, "Customer One");
}

TEST_P(SignUpsTest, ALinkIsUsedOnce) {
    sign_up("customer1@example.org");
    const std::string token = token_in_last_mail();
    verify(token);
    EXPECT_EQ(refusal([&] { verify(token); }), "verification_refused");
}

TEST_P(SignUpsTest, ALinkIsUsedWithinADay) {
    sign_up("customer1@example.org");
    sign_up("customer2@example.org");
    const std::string late = token_in_last_mail();
    clock_.advance(24h - 1ms);
    request_verification("customer1@example.org");
    verify(token_in_last_mail());
    clock_.advance(1ms);
    EXPECT_EQ(refusal([&] { verify(late); }), "verification_refused");
    EXPECT_EQ(refusal([&] { sign_in("customer2@example.org"); }), "credentials_refused");
}

TEST_P(SignUpsTest, ALinkVerifiesTheAddressItWasSentToAlone) {
    sign_up("customer1@example.org");
    sign_up("customer2@example.org");
    verify(token_in_last_mail());
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org"); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { sign_in("customer2@example.org"); }), "not refused");
}

TEST_P(SignUpsTest, AnInventedLinkVerifiesNothing) {
    sign_up("customer1@example.org");
    const std::string token = token_in_last_mail();
    for (const std::string& wrong :
         {std::string{"x"}, std::string(43, 'A'), token.substr(1), token + "A", "' or '1'='1" + token})
        EXPECT_EQ(refusal([&] { verify(wrong); }), "verification_refused") << wrong;
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org"); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { verify(token); }), "not refused");
}

TEST_P(SignUpsTest, AnotherLinkComesOnlyToWhoWaitsForOne) {
    sign_up("customer1@example.org");
    const std::string first = token_in_last_mail();
    request_verification("nobody@example.org");
    EXPECT_EQ(mails().size(), 1U);
    request_verification("Customer1@example.org");
    EXPECT_EQ(mails().size(), 2U);
    EXPECT_NE(token_in_last_mail(), first);
    verify(first);
    EXPECT_EQ(links(), 0) << "the other link ends too";
    request_verification("customer1@example.org");
    EXPECT_EQ(mails().size(), 2U);
}

TEST_P(SignUpsTest, NobodyIsFloodedWithMails) {
    for (int i = 0; i < unasked_mails_an_hour_max + 3; ++i)
        request_verification("customer1@example.org");
    EXPECT_EQ(mails().size(), 0U);
    sign_up("customer1@example.org");
    for (int i = 0; i < unasked_mails_an_hour_max + 3; ++i)
        request_verification("customer1@example.org");
    EXPECT_EQ(mails().size(), static_cast<std::size_t>(unasked_mails_an_hour_max));
    const std::string last = token_in_last_mail();
    sign_up("customer1@example.org", "the stranger's one");
    EXPECT_EQ(mails().size(), static_cast<std::size_t>(unasked_mails_an_hour_max));
    EXPECT_EQ(refusal([&] { verify(last); }), "not refused")
        << "a sign-up that could not be mailed replaces nothing";
    clock_.advance(1h + 1ms);
    sign_up("customer1@example.org", "the stranger's one");
    EXPECT_EQ(mails().size(), static_cast<std::size_t>(unasked_mails_an_hour_max) + 1);
}

TEST_P(SignUpsTest, SigningInAlwaysMakesANewTokenAndEndsTheBrowsersOldOne) {
    sign_up("customer1@example.org");
    verify(token_in_last_mail());
    const auto elsewhere = sign_in("customer1@example.org");
    const auto first = sign_in("customer1@example.org");
    const auto second = sign_in("customer1@example.org", good_password, caller_with(first.token));
    EXPECT_FALSE(equal_constant_time(first.token, second.token));
    EXPECT_EQ(caller_with(first.token).role, Role::visitor);
    EXPECT_EQ(caller_with(second.token).role, Role::customer);
    EXPECT_EQ(caller_with(elsewhere.token).role, Role::customer);
}

TEST_P(SignUpsTest, AFailedSignInEndsNoSession) {
    sign_up("customer1@example.org");
    verify(token_in_last_mail());
    const auto begun = sign_in("customer1@example.org");
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "wrong password", caller_with(begun.token)); }),
              "credentials_refused");
    EXPECT_EQ(caller_with(begun.token).role, Role::customer);
}

TEST_P(SignUpsTest, SigningOutEndsThisSessionAndNoOther) {
    const AccountId customer = account("customer1@example.org");
    const crypto::Secret here = session_of(customer);
    const crypto::Secret there = session_of(customer);
    sign_out(caller_with(here));
    EXPECT_EQ(caller_with(here).role, Role::visitor);
    EXPECT_EQ(caller_with(there).role, Role::customer);
    EXPECT_EQ(refusal([&] { sign_out(caller_with(here)); }), "session_required");
}

TEST_P(SignUpsTest, AHashOfAnOlderCostIsRenewedAtSignIn) {
    std::array<char, crypto_pwhash_STRBYTES> cheap;
    ASSERT_EQ(crypto_pwhash_str_alg(cheap.data(), "12345678", 8, 1, std::size_t{8} << 20,
                                    crypto_pwhash_ALG_ARGON2ID13),
              0);
    const AccountId customer = account("customer1@example.org");
    as_ours(customer, [&](store::Transaction& tx) {
        tx.run("update accounts set password = ? where id = ?", std::string_view{cheap.data()}, customer);
    });
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "wrong password"); }), "credentials_refused");
    EXPECT_TRUE(is_outdated(find_account(reading_, customer)->password_hash));
    sign_in("customer1@example.org", "12345678");
    EXPECT_FALSE(is_outdated(find_account(reading_, customer)->password_hash));
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "12345678"); }), "not refused");
}

/// Runs the same on two connections at once.
template <class Work>
void twice_at_once(MigratedDatabase& database, Work work) {
    std::latch ready{2};
    std::vector<std::thread> threads;
    for (int i = 0; i < 2; ++i)
        threads.emplace_back([&, i] {
            const auto connection = database.connect();
            ready.arrive_and_wait();
            work(i, *connection);
        });
    for (std::thread& thread : threads)
        thread.join();
}

TEST_P(SignUpsTest, TwoSignUpsAtOnceMakeOneAccountAndBothAreAnswered) {
    twice_at_once(database_, [&](int i, store::Connection& connection) {
        const access::HashingLane lane{connection};
        sign_ups_.sign_up(
            access::check<Permission::sign_up>(Caller{}),
            {email(i == 0 ? "customer1@example.org" : "Customer1@example.org"),
             NewPassword{secret(good_password)}, PersonName{"Customer One"}, notify::Language::en},
            lane);
    });
    EXPECT_EQ(accounts(), 0) << "what follows is found out behind the answer";
    twice_at_once(database_, [&](int, store::Connection& connection) {
        answer_sign_ups(connection, setup_.post, clock_.now());
    });
    EXPECT_EQ(accounts(), 1);
    EXPECT_EQ(mails().size(), 2U);
    EXPECT_EQ(links(), 2);
}

TEST_P(SignUpsTest, OfTheLinksOfTwoSignUpsUsedAtOnceOneWins) {
    sign_up("customer1@example.org", "the stranger's one");
    const std::string first = token_in_last_mail();
    sign_up("customer1@example.org");
    const std::string second = token_in_last_mail();
    std::array<std::string, 2> answers;
    twice_at_once(database_, [&](int i, store::Connection& connection) {
        answers[static_cast<std::size_t>(i)] = refusal([&] {
            const access::HashingLane lane{connection};
            sign_ups_.verify_email(
                access::check<Permission::verify_email>(Caller{}),
                {{secret(i == 0 ? first : second)}, {secret(i == 0 ? "the stranger's one" : good_password)}},
                lane);
        });
    });
    const bool first_won = answers[0] == "not refused";
    EXPECT_EQ(answers[first_won ? 1 : 0], "verification_refused");
    EXPECT_EQ(answers[first_won ? 0 : 1], "not refused");
    EXPECT_EQ(
        refusal([&] { sign_in("customer1@example.org", first_won ? "the stranger's one" : good_password); }),
        "not refused");
}

TEST_P(SignUpsTest, OfTwoUsesOfALinkAtOnceOneWins) {
    sign_up("customer1@example.org");
    const std::string token = token_in_last_mail();
    std::array<std::string, 2> answers;
    twice_at_once(database_, [&](int i, store::Connection& connection) {
        answers[static_cast<std::size_t>(i)] = refusal([&] {
            const access::HashingLane lane{connection};
            sign_ups_.verify_email(access::check<Permission::verify_email>(Caller{}),
                                   {{secret(token)}, {secret(good_password)}}, lane);
        });
    });
    std::sort(answers.begin(), answers.end());
    EXPECT_EQ(answers, (std::array<std::string, 2>{"not refused", "verification_refused"}));
}

}  // namespace
}  // namespace suncrew::identity
