#include "identity/own_sessions.hpp"

#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

class OwnSessionsTest : public IdentityFixture {
protected:
    SessionList list(const Caller& caller) {
        return own_sessions_.list(access::check<Permission::read_own_security>(caller), {}, reading_);
    }
    void end(const Caller& caller, SessionId id) {
        in_transaction([&](store::Transaction& transaction) {
            own_sessions_.end(access::check<Permission::end_own_sessions>(caller), {id}, transaction);
        });
    }
    void end_others(const Caller& caller) {
        in_transaction([&](store::Transaction& transaction) {
            own_sessions_.end_others(access::check<Permission::end_own_sessions>(caller), {}, transaction);
        });
    }
    History history(const Caller& caller, std::optional<std::int64_t> before = {}) {
        ReadHistory command;
        if (before)
            command.before = wire::Whole<1, INT64_MAX>{*before};
        return own_sessions_.history(access::check<Permission::read_own_security>(caller), command, reading_);
    }
    /// As another program sees it, at its next request.
    Role role_elsewhere(const crypto::Secret& token) {
        const auto connection = database_.connect();
        const http::Credential shown{http::CredentialKind::session, token.copy()};
        return authenticate(keyring_, *connection, {&shown, 1}, clock_.now()).at(0).role;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, OwnSessionsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(OwnSessionsTest, TheListIsOnesOwnWithDeviceAndAddressAndSaysWhichIsThis) {
    const AccountId id = person(customer1);
    session_of(person("customer2@example.org"));
    const auto begun = sign_in(customer1, good_password, from({}, "", "", "198.51.100.7"));
    clock_.advance(1min);
    const crypto::Secret here = session_of(id);
    const auto items = list(caller_with(here)).items;
    ASSERT_EQ(items.size(), 2U);
    EXPECT_TRUE(items[0].current) << "the one used last comes first";
    EXPECT_FALSE(items[1].current);
    EXPECT_EQ(items[1].device, "Firefox on Linux");
    EXPECT_EQ(items[1].address, "198.51.100.7");
    EXPECT_EQ(list(caller_with(begun.token)).items.size(), 2U);
}

TEST_P(OwnSessionsTest, WhatHasEndedByItselfIsNotListed) {
    const AccountId id = person(customer1);
    session_of(id);
    clock_.advance(24h);
    const Caller caller = fresh(id);
    EXPECT_EQ(list(caller).items.size(), 1U);
}

TEST_P(OwnSessionsTest, AnEndedSessionIsRefusedAtTheNextRequestElsewhere) {
    const AccountId id = person(customer1);
    const crypto::Secret lost = session_of(id);
    EXPECT_EQ(role_elsewhere(lost), Role::customer);
    const Caller here = fresh(id);
    const auto items = list(here).items;
    const auto other =
        std::find_if(items.begin(), items.end(), [](const auto& item) { return !item.current; });
    end(here, other->id);
    EXPECT_EQ(role_elsewhere(lost), Role::visitor);
    EXPECT_EQ(new_events(), Kinds{"session_ended"});
    EXPECT_EQ(refusal([&] { end(here, other->id); }), "no_such_session");
}

TEST_P(OwnSessionsTest, AnothersSessionLooksLikeNone) {
    const AccountId victim = person("customer2@example.org");
    const crypto::Secret theirs = session_of(victim);
    const SessionId id = list(caller_with(theirs)).items.at(0).id;
    EXPECT_EQ(refusal([&] { end(fresh(person(customer1)), id); }), "no_such_session");
    EXPECT_EQ(role_elsewhere(theirs), Role::customer);
    EXPECT_TRUE(new_events().empty());
}

TEST_P(OwnSessionsTest, AllOthersEndAndThisOneStays) {
    const AccountId id = person(customer1);
    const crypto::Secret here = session_of(id);
    const crypto::Secret there = session_of(id);
    const crypto::Secret entering = session_of(id, Role::customer, {Evidence::password}, Owes::second_factor);
    const crypto::Secret theirs = session_of(person("customer2@example.org"));
    end_others(caller_with(here));
    EXPECT_EQ(role_elsewhere(here), Role::customer);
    EXPECT_EQ(role_elsewhere(there), Role::visitor);
    EXPECT_EQ(role_elsewhere(entering), Role::visitor);
    EXPECT_EQ(role_elsewhere(theirs), Role::customer);
    EXPECT_EQ(new_events(), Kinds{"sessions_ended"});
}

TEST_P(OwnSessionsTest, EndingAsksForAFreshProof) {
    const crypto::Secret token = session_of(person(customer1));
    clock_.advance(10min);
    EXPECT_EQ(refusal([&] { end_others(caller_with(token)); }), "step_up_required");
    EXPECT_EQ(list(caller_with(token)).items.size(), 1U);
}

TEST_P(OwnSessionsTest, TheHistoryIsOnesOwnInPagesNewestFirst) {
    const AccountId id = person(customer1);
    person("customer2@example.org");
    for (int i = 0; i < 60; ++i) {
        clock_.advance(1s);
        in_transaction([&](store::Transaction& transaction) {
            audit::record(transaction, {.kind = audit::EventKind::sign_in_failed,
                                        .at = clock_.now(),
                                        .account = id,
                                        .actor = i == 59 ? std::optional{id} : std::nullopt,
                                        .address = "192.0.2.1",
                                        .device = "Firefox on Linux",
                                        .after = "secret reason"});
        });
    }
    refusal([&] { sign_in("customer2@example.org", "not the password"); });
    const Caller caller = fresh(id);
    const History first = history(caller);
    ASSERT_EQ(first.items.size(), 50U);
    EXPECT_TRUE(first.items[0].by_staff);
    EXPECT_FALSE(first.items[1].by_staff);
    EXPECT_EQ(first.items[0].address + first.items[0].device, "") << "where the staff works is not told";
    EXPECT_EQ(first.items[1].address + first.items[1].device, "192.0.2.1Firefox on Linux");
    EXPECT_EQ(first.items[0].at, clock_.now());
    ASSERT_TRUE(first.next);
    const History second = history(caller, *first.next);
    EXPECT_EQ(second.items.size(), 10U);
    EXPECT_FALSE(second.next);
    EXPECT_LT(second.items[0].id, first.items.back().id);
}

}  // namespace
}  // namespace suncrew::identity
