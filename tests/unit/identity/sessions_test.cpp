#include "identity/sessions.hpp"

#include "crypto/token.hpp"
#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

class SessionsTest : public IdentityFixture {
protected:
    bool stands(const crypto::Secret& token) { return caller_with(token).account.has_value(); }
    Instant used_at(const crypto::Secret& token) {
        return reading_
            .value<Instant>("select used_at from sessions where token_hash = ?", crypto::token_hash(token))
            .value();
    }
    std::int64_t clean() {
        return in_transaction(
            [&](store::Transaction& tx) { return delete_expired(tx, keyring_, clock_.now()); });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, SessionsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(SessionsTest, ATokenIsItsCaller) {
    const AccountId customer = account("customer1@example.org");
    const AccountId crew = account("crew1@example.org", Role::crew);
    const crypto::Secret token = session_of(customer);
    const Caller caller = caller_with(token);
    EXPECT_EQ(caller.account, customer);
    EXPECT_EQ(caller.role, Role::customer);
    EXPECT_EQ(caller.session, crypto::token_hash(token));
    const Caller other = caller_with(session_of(crew, Role::crew));
    EXPECT_EQ(other.account, crew);
    EXPECT_EQ(other.role, Role::crew);
}

TEST_P(SessionsTest, OfManyTokensEachIsItsOwnCaller) {
    std::vector<AccountId> accounts;
    std::vector<crypto::Secret> tokens;
    for (std::size_t i = 0; i < 2 * sessions_a_statement + 3; ++i) {
        accounts.push_back(account("customer" + std::to_string(i) + "@example.org"));
        tokens.push_back(session_of(accounts.back()));
    }
    for (std::size_t count = 1; count <= tokens.size(); ++count) {
        const auto callers = callers_with(std::span{tokens}.first(count));
        ASSERT_EQ(callers.size(), count);
        for (std::size_t i = 0; i < count; ++i)
            EXPECT_EQ(callers[i].account, accounts[i]) << i << " of " << count;
    }
}

TEST_P(SessionsTest, ATokenAmongOthersMakesNobodyElseItsCaller) {
    const AccountId mine = account("customer1@example.org");
    std::vector<crypto::Secret> tokens;
    tokens.push_back(crypto::make_token());
    tokens.push_back(session_of(mine));
    tokens.emplace_back("malformed");
    tokens.push_back(tokens[1].copy());
    const crypto::Secret ended = session_of(mine);
    ending(mine, [&](const Ending& ending) { end_session(ending, crypto::token_hash(ended)); });
    tokens.push_back(ended.copy());
    const auto callers = callers_with(tokens);
    ASSERT_EQ(callers.size(), 5U);
    EXPECT_EQ(callers[1].account, mine);
    EXPECT_EQ(callers[3].account, mine);
    for (const std::size_t nobody : {0U, 2U, 4U}) {
        EXPECT_EQ(callers[nobody].role, Role::visitor) << nobody;
        EXPECT_FALSE(callers[nobody].account) << nobody;
    }
}

TEST_P(SessionsTest, WhatIsNoTokenIsAVisitor) {
    session_of(account("customer1@example.org"));
    for (const std::string& token :
         {std::string{}, std::string{"x"}, std::string(43, 'A'), std::string(43, '\0'), std::string(44, 'A'),
          std::string(5000, 'A'), std::string{"' or 1=1 --"}}) {
        const Caller caller = caller_with(secret(token));
        EXPECT_EQ(caller.role, Role::visitor);
        EXPECT_FALSE(caller.account || caller.session);
        EXPECT_EQ(refusal([&] { access::check<Permission::read_own_account>(caller); }), "session_required");
    }
    EXPECT_FALSE(stands(crypto::make_token()));
}

TEST_P(SessionsTest, TheTableHoldsNoToken) {
    const crypto::Secret token = session_of(account("customer1@example.org"));
    const auto kept = reading_.value<store::Bytes>("select token_hash from sessions").value();
    EXPECT_EQ(kept.size(), 32U);
    EXPECT_EQ(std::string(kept.begin(), kept.end()).find(token.expose().substr(0, 8)), std::string::npos);
    // Who reads the table cannot sign in with what stands there.
    EXPECT_FALSE(stands(secret({reinterpret_cast<const char*>(kept.data()), kept.size()})));
}

TEST_P(SessionsTest, ACustomerIsAwayForADayAtMost) {
    const crypto::Secret token = session_of(account("customer1@example.org"));
    clock_.advance(24h - 1ms);
    EXPECT_TRUE(stands(token));
    clock_.advance(24h);
    EXPECT_FALSE(stands(token));
}

TEST_P(SessionsTest, ACrewIsAwayForHalfADayAtMost) {
    const crypto::Secret token = session_of(account("crew1@example.org", Role::crew), Role::crew);
    clock_.advance(12h - 1ms);
    EXPECT_TRUE(stands(token));
    clock_.advance(12h);
    EXPECT_FALSE(stands(token));
}

TEST_P(SessionsTest, UseKeepsItUpToItsAge) {
    const crypto::Secret customers = session_of(account("customer1@example.org"));
    const crypto::Secret crews = session_of(account("crew1@example.org", Role::crew), Role::crew);
    for (int hour = 6; hour < 7 * 24; hour += 6) {
        clock_.advance(6h);
        ASSERT_TRUE(stands(crews)) << hour;
        ASSERT_TRUE(stands(customers)) << hour;
    }
    clock_.advance(6h);
    EXPECT_FALSE(stands(crews));
    for (int hour = 7 * 24 + 6; hour < 30 * 24; hour += 6) {
        ASSERT_TRUE(stands(customers)) << hour;
        clock_.advance(6h);
    }
    EXPECT_TRUE(stands(customers));
    clock_.advance(6h);
    EXPECT_FALSE(stands(customers));
}

TEST_P(SessionsTest, UseIsNotedNowAndThen) {
    const crypto::Secret token = session_of(account("customer1@example.org"));
    const Instant begun = clock_.now();
    clock_.advance(5min - 1ms);
    EXPECT_TRUE(stands(token));
    EXPECT_EQ(used_at(token), begun);
    clock_.advance(1ms);
    EXPECT_TRUE(stands(token));
    EXPECT_EQ(used_at(token), begun + 5min);
}

TEST_P(SessionsTest, AClockThatWentBackShortensNothing) {
    const crypto::Secret token = session_of(account("customer1@example.org"));
    const Instant begun = clock_.now();
    clock_.advance(-10h);
    EXPECT_TRUE(stands(token));
    EXPECT_EQ(used_at(token), begun);
}

TEST_P(SessionsTest, AnEndedSessionStaysEnded) {
    const AccountId customer = account("customer1@example.org");
    const crypto::Secret token = session_of(customer);
    const crypto::Secret other = session_of(customer);
    const auto end = [&] {
        ending(customer, [&](const Ending& ending) { end_session(ending, crypto::token_hash(token)); });
    };
    end();
    EXPECT_FALSE(stands(token));
    EXPECT_FALSE(still_stands(reading_, crypto::token_hash(token), clock_.now()));
    EXPECT_TRUE(stands(other));
    EXPECT_TRUE(still_stands(reading_, crypto::token_hash(other), clock_.now()));
    end();
    clock_.advance(48h);
    EXPECT_FALSE(still_stands(reading_, crypto::token_hash(other), clock_.now()));
}

TEST_P(SessionsTest, ASessionOfAnotherRoleIsNone) {
    const AccountId customer = account("customer1@example.org");
    const crypto::Secret token = session_of(customer);
    as_ours(customer, [&](store::Transaction& tx) {
        tx.run("update accounts set role = 'crew' where id = ?", customer);
    });
    EXPECT_FALSE(stands(token));
}

TEST_P(SessionsTest, ASessionThatAClockFarAheadHasBegunIsNoneOnceItIsSetRight) {
    const AccountId customer = account("customer1@example.org");
    const crypto::Secret token = session_of(customer);
    const crypto::Secret near = session_of(customer);
    clock_.advance(-5min);
    EXPECT_TRUE(stands(near)) << "replicas' clocks differ";
    clock_.advance(-365 * 24h);
    EXPECT_FALSE(stands(token)) << "it would last for a year";
}

TEST_P(SessionsTest, ADeletedAccountHasNoSession) {
    const AccountId customer = account("customer1@example.org");
    const crypto::Secret token = session_of(customer);
    in_transaction([&](store::Transaction& tx) { tx.run("delete from accounts where id = ?", customer); });
    EXPECT_FALSE(stands(token));
}

TEST_P(SessionsTest, OneTooManyEndsTheAccountsOldest) {
    const crypto::Secret others = session_of(account("customer2@example.org"));
    const AccountId customer = account("customer1@example.org");
    std::vector<crypto::Secret> tokens;
    for (int i = 0; i < sessions_an_account_max + 1; ++i) {
        clock_.advance(1min);
        tokens.push_back(session_of(customer));
    }
    EXPECT_FALSE(stands(tokens[0]));
    EXPECT_TRUE(stands(tokens[1]));
    EXPECT_TRUE(stands(tokens.back()));
    EXPECT_TRUE(stands(others));
}

TEST_P(SessionsTest, WhatHasEndedIsDeletedAndNothingElse) {
    const AccountId customer = account("customer1@example.org");
    session_of(customer);
    clock_.advance(12h);
    const crypto::Secret young = session_of(customer);
    EXPECT_EQ(clean(), 0);
    clock_.advance(12h);
    EXPECT_EQ(clean(), 1);
    EXPECT_EQ(sessions(), 1);
    EXPECT_TRUE(stands(young));
    EXPECT_EQ(accounts(), 1);
}

TEST_P(SessionsTest, DeletionIsBounded) {
    const AccountId customer = account("customer1@example.org");
    in_transaction([&](store::Transaction& tx) {
        for (int i = 0; i < 520; ++i)
            tx.run(
                "insert into sessions (token_hash, id, account, state, proofs, address, device, created_at,"
                " proved_at, used_at, expires_at) values (?, ?, ?, 'complete', 2, '', '', 0, 0, 0, 1000)",
                crypto::token_hash(crypto::make_token()), SessionId::make(clock_.now()), customer);
    });
    EXPECT_EQ(clean(), 500);
    EXPECT_EQ(clean(), 20);
    EXPECT_EQ(clean(), 0);
}

TEST_P(SessionsTest, ASignUpThatNobodyConfirmedGoesWithItsLastLink) {
    sign_up("customer1@example.org");
    sign_up("customer2@example.org");
    verify(token_in_last_mail());
    clock_.advance(6 * 24h);
    request_verification("customer1@example.org");
    clock_.advance(24h);
    EXPECT_EQ(clean(), 2) << "the session, and the first link, but not its account: it was asked for another";
    EXPECT_EQ(accounts(), 2);
    clock_.advance(6 * 24h);
    EXPECT_EQ(clean(), 2);
    EXPECT_EQ(accounts(), 1);
    EXPECT_TRUE(find("customer2@example.org"));
}

}  // namespace
}  // namespace suncrew::identity
