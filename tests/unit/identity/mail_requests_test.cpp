#include "identity/mail_requests.hpp"

#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

class MailRequestsTest : public IdentityFixture {
protected:
    void ask(MailRequest what, const std::string& address) {
        in_transaction([&](store::Transaction& transaction) {
            request_mail(transaction, keyring_, what, email(address), clock_.now());
        });
    }
    int answer(store::Connection& connection) {
        return answer_mail_requests(connection, setup_.post, clock_.now());
    }
    int answer() { return answer(connection_); }
    std::int64_t waiting() { return *reading_.value<std::int64_t>("select count(*) from mail_requests"); }
};
INSTANTIATE_TEST_SUITE_P(Databases, MailRequestsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(MailRequestsTest, TheRequestIsOneRowWhetherOrNotThereIsAnAccount) {
    person(customer1);
    ask(MailRequest::password_reset, customer1);
    ask(MailRequest::password_reset, "nobody@example.org");
    EXPECT_EQ(waiting(), 2);
    EXPECT_TRUE(mails().empty());
    EXPECT_TRUE(new_events().empty());
    EXPECT_EQ(answer(), 2);
    EXPECT_EQ(waiting(), 0);
    ASSERT_EQ(mails().size(), 1U);
    EXPECT_EQ(mails()[0].recipient, customer1);
}

TEST_P(MailRequestsTest, AbsentLockedAndUnsuitableAccountsGetNothing) {
    const AccountId locked = person("locked@example.org");
    const AccountId unverified = person("unverified@example.org");
    person("verified@example.org");
    in_transaction([&](store::Transaction& transaction) {
        transaction.run("update accounts set locked_at = 1 where id = ?", locked);
        transaction.run("update accounts set email_verified_at = null where id = ?", unverified);
    });
    ask(MailRequest::password_reset, "locked@example.org");
    ask(MailRequest::verification, "locked@example.org");
    ask(MailRequest::password_reset, "unverified@example.org");
    ask(MailRequest::verification, "verified@example.org");
    ask(MailRequest::verification, "nobody@example.org");
    EXPECT_EQ(answer(), 5);
    EXPECT_TRUE(mails().empty());
    EXPECT_EQ(*reading_.value<std::int64_t>("select count(*) from password_resets"), 0);
    EXPECT_TRUE(new_events().empty());
}

TEST_P(MailRequestsTest, WhoWasInvitedGetsNoVerificationByAsking) {
    in_transaction([&](store::Transaction& transaction) {
        create_account(transaction, keyring_,
                       {.email = email("engineer1@example.org"),
                        .password_hash = {},
                        .role = Role::engineer,
                        .name = "Engineer One"},
                       clock_.now());
    });
    ask(MailRequest::verification, "engineer1@example.org");
    ask(MailRequest::password_reset, "engineer1@example.org");
    answer();
    EXPECT_TRUE(mails().empty());
}

TEST_P(MailRequestsTest, NobodyIsFlooded) {
    person(customer1);
    for (int i = 0; i < password_resets_at_once_max + 3; ++i) {
        ask(MailRequest::password_reset, customer1);
        answer();
    }
    EXPECT_EQ(mails().size(), static_cast<std::size_t>(password_resets_at_once_max));
    clock_.advance(password_reset_valid + 1ms);
    ask(MailRequest::password_reset, customer1);
    answer();
    EXPECT_EQ(mails().size(), static_cast<std::size_t>(password_resets_at_once_max) + 1);
}

TEST_P(MailRequestsTest, OneThatWaitsIsEnough) {
    person(customer1);
    for (int i = 0; i < 3; ++i)
        ask(MailRequest::password_reset, customer1);
    ask(MailRequest::verification, customer1);
    EXPECT_EQ(waiting(), 2);
    answer();
    EXPECT_EQ(mails().size(), 1U);
}

TEST_P(MailRequestsTest, OfTwoProgramsEachRequestIsAnsweredOnce) {
    for (int i = 0; i < 20; ++i) {
        const std::string address = "customer" + std::to_string(i) + "@example.org";
        person(address);
        ask(MailRequest::password_reset, address);
    }
    at_once([&](int, const access::HashingLane& lane) { answer(lane.connection()); });
    EXPECT_EQ(mails().size(), 20U);
    EXPECT_EQ(waiting(), 0);
}

TEST_P(MailRequestsTest, ARoundIsBounded) {
    for (int i = 0; i < mail_requests_a_round_max + 7; ++i)
        ask(MailRequest::password_reset, "nobody" + std::to_string(i) + "@example.org");
    EXPECT_EQ(answer(), mail_requests_a_round_max);
    EXPECT_EQ(answer(), 7);
    EXPECT_EQ(answer(), 0);
}

TEST_P(MailRequestsTest, WhatNoProgramUnderstandsIsDroppedAndHoldsUpNobody) {
    person(customer1);
    in_transaction([&](store::Transaction& transaction) {
        transaction.run("insert into mail_requests (kind, email, created_at) values ('no_such', ?, 1)",
                        customer1);
        transaction.run(
            "insert into mail_requests (kind, email, created_at)"
            " values ('password_reset', 'no address', 1)");
    });
    ask(MailRequest::password_reset, customer1);
    EXPECT_EQ(answer(), 3);
    EXPECT_EQ(mails().size(), 1U);
    EXPECT_EQ(waiting(), 0);
}

}  // namespace
}  // namespace suncrew::identity
