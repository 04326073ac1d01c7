#include "identity/api_keys.hpp"

#include <array>

#include <gmock/gmock.h>

#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

class ApiKeysTest : public IdentityFixture {
protected:
    ApiKeyMade make(const Caller& caller, const std::vector<Permission>& permissions,
                    std::int64_t days = 30) {
        MakeApiKey command{wire::Text<1, 60>{"A program"}, {}, wire::Whole<1, 365>{days}};
        for (const Permission permission : permissions)
            command.permissions.push_back(permission);
        return own_sessions_.make_key(access::check<Permission::manage_own_keys>(caller), command, lane_)
            .view;
    }
    void end(const Caller& caller, ApiKeyId id) {
        in_transaction([&](store::Transaction& transaction) {
            own_sessions_.end_key(access::check<Permission::manage_own_keys>(caller), {id}, transaction);
        });
    }
    ApiKeyList list(const Caller& caller) {
        return own_sessions_.list_keys(access::check<Permission::read_own_security>(caller), {}, reading_);
    }
    /// Who shows it, as another program sees it.
    Caller caller_of(std::string_view key) {
        const auto connection = database_.connect();
        const http::Credential shown{http::CredentialKind::api_key, secret(key)};
        return authenticate(keyring_, *connection, {&shown, 1}, clock_.now()).at(0);
    }
    std::string refused(std::string_view key, Permission permission) {
        return refusal([&] { access::require(caller_of(key), permission); });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, ApiKeysTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(ApiKeysTest, AKeyDoesWhatItNamesAndNothingElse) {
    const AccountId id = person(customer1);
    const ApiKeyMade key = make(fresh(id), {Permission::read_own_orders});
    const Caller caller = caller_of(key.key);
    EXPECT_EQ(caller.account, id);
    EXPECT_EQ(caller.role, Role::customer);
    EXPECT_FALSE(caller.session);
    EXPECT_FALSE(caller.proved_recently);
    EXPECT_EQ(refused(key.key, Permission::read_own_orders), "not refused");
    for (const access::Grant& grant : access::grants) {
        if (grant.roles.contains(Role::customer) && !grant.roles.contains(Role::visitor) &&
            grant.permission != Permission::read_own_orders) {
            EXPECT_EQ(refused(key.key, grant.permission), "key_not_sufficient");
        }
    }
    EXPECT_EQ(new_events(), Kinds{"api_key_made"});
    EXPECT_TRUE(was_told(customer1, Letter::api_key_made));
}

TEST_P(ApiKeysTest, ItLooksLikeOneToAScanner) {
    const Caller caller = fresh(person(customer1));
    for (int i = 0; i < 10; ++i)
        EXPECT_THAT(make(caller, {Permission::read_own_orders}).key,
                    testing::MatchesRegex("suncrew_key_[A-Za-z0-9_-]{43}[0-9a-f]{8}"));
}

TEST_P(ApiKeysTest, WhatNoKeyCanBeGivenIsRefusedAndMakesNone) {
    const AccountId id = person(customer1);
    const Caller caller = fresh(id);
    for (const Permission permission :
         {Permission::change_own_password, Permission::manage_own_keys, Permission::read_own_security,
          Permission::prove_again, Permission::sign_out, Permission::complete_sign_in, Permission::sign_in,
          Permission::move_own_jobs, Permission::read_security_events, Permission::read_system_state})
        EXPECT_EQ(refusal([&] { make(caller, {Permission::read_own_orders, permission}); }), "not_delegable");
    EXPECT_TRUE(list(caller).items.empty());
    EXPECT_TRUE(new_events().empty());
    for (const Permission permission : list(caller).permissions_possible)
        EXPECT_EQ(refusal([&] { make(caller, {permission}); }), "not refused");
}

TEST_P(ApiKeysTest, AKeyMakesAndSeesNoKeys) {
    const AccountId id = person(customer1);
    const ApiKeyMade key = make(fresh(id), list(fresh(id)).permissions_possible);
    EXPECT_EQ(refused(key.key, Permission::manage_own_keys), "key_not_sufficient");
    EXPECT_EQ(refused(key.key, Permission::read_own_security), "key_not_sufficient");
}

TEST_P(ApiKeysTest, WhatIsNoKeyIsAVisitor) {
    const ApiKeyMade made = make(fresh(person(customer1)), {Permission::read_own_orders});
    const std::string& key = made.key;
    std::string other_checksum = key;
    other_checksum.back() = other_checksum.back() == '0' ? '1' : '0';
    std::string other_token = key;
    other_token[20] = other_token[20] == 'A' ? 'B' : 'A';
    std::string capital = key;
    std::transform(capital.end() - 8, capital.end(), capital.end() - 8,
                   [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
    for (const std::string& wrong :
         {std::string{}, std::string{"suncrew_key_"}, key.substr(1), key + "0", " " + key, key + "\n",
          other_checksum, other_token, std::string(key.size(), '\0'), "Suncrew_key_" + key.substr(12),
          key.substr(12, 43), std::string(5000, 'A')})
        EXPECT_EQ(caller_of(wrong).role, Role::visitor) << wrong;
    if (capital != key) {
        EXPECT_EQ(caller_of(capital).role, Role::visitor);
    }
    EXPECT_EQ(caller_of(key).role, Role::customer);
}

TEST_P(ApiKeysTest, AKeyIsNoSessionAndASessionNoKey) {
    const AccountId id = person(customer1);
    const ApiKeyMade key = make(fresh(id), {Permission::read_own_orders});
    EXPECT_EQ(caller_with(secret(key.key)).role, Role::visitor);
    const crypto::Secret token = session_of(id);
    EXPECT_EQ(caller_of(token.expose()).role, Role::visitor);
    EXPECT_EQ(caller_with(secret(std::string_view{key.key}.substr(12, 43))).role, Role::visitor);
}

TEST_P(ApiKeysTest, TheTableHoldsItsHash) {
    const AccountId id = person(customer1);
    const ApiKeyMade key = make(fresh(id), {Permission::read_own_orders});
    const auto kept = reading_.value<crypto::Sha256Digest>("select key_hash from api_keys").value();
    EXPECT_EQ(kept, crypto::sha256(key.key));
    for (const auto& mail : mails())
        EXPECT_EQ(mail.body.find(key.key), std::string::npos);
    for (const ApiKeyView& view : list(fresh(id)).items)
        EXPECT_EQ(view.name, "A program");
}

TEST_P(ApiKeysTest, AKeyEndsByItself) {
    const ApiKeyMade key = make(fresh(person(customer1)), {Permission::read_own_orders}, 1);
    EXPECT_EQ(key.expires_at, clock_.now() + 24h);
    clock_.advance(24h - 1ms);
    EXPECT_EQ(caller_of(key.key).role, Role::customer);
    clock_.advance(1ms);
    EXPECT_EQ(caller_of(key.key).role, Role::visitor);
    in_transaction([&](store::Transaction& transaction) {
        EXPECT_EQ(delete_ended_api_keys(transaction, clock_.now()), 1);
        EXPECT_EQ(delete_ended_api_keys(transaction, clock_.now()), 0);
    });
}

TEST_P(ApiKeysTest, AnEndedKeyIsRefusedAtTheNextRequestElsewhere) {
    const AccountId id = person(customer1);
    const ApiKeyMade key = make(fresh(id), {Permission::read_own_orders});
    const ApiKeyMade other = make(fresh(id), {Permission::read_own_orders});
    new_events();
    end(fresh(id), key.id);
    EXPECT_EQ(caller_of(key.key).role, Role::visitor);
    EXPECT_EQ(caller_of(other.key).role, Role::customer);
    EXPECT_EQ(new_events(), (Kinds{"api_key_ended", "api_key_refused"}));
    EXPECT_EQ(refusal([&] { end(fresh(id), key.id); }), "no_such_key");
}

TEST_P(ApiKeysTest, AnothersKeyLooksLikeNone) {
    const ApiKeyMade theirs = make(fresh(person("customer2@example.org")), {Permission::read_own_orders});
    const AccountId id = person(customer1);
    EXPECT_EQ(refusal([&] { end(fresh(id), theirs.id); }), "no_such_key");
    EXPECT_TRUE(list(fresh(id)).items.empty());
    EXPECT_EQ(caller_of(theirs.key).role, Role::customer);
}

TEST_P(ApiKeysTest, TheKeyOfALockedOwnerIsRefused) {
    const AccountId id = person(customer1);
    const ApiKeyMade key = make(fresh(id), {Permission::read_own_orders});
    in_transaction([&](store::Transaction& transaction) {
        transaction.run("update accounts set locked_at = 1 where id = ?", id);
    });
    EXPECT_EQ(caller_of(key.key).role, Role::visitor);
}

TEST_P(ApiKeysTest, ARefusedKeyLeavesOneEventAMinuteThatNamesItsAccount) {
    const AccountId id = person(customer1);
    const ApiKeyMade key = make(fresh(id), {Permission::read_own_orders}, 1);
    new_events();
    clock_.advance(24h);
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(caller_of(key.key).role, Role::visitor);
    EXPECT_EQ(new_events(), Kinds{"api_key_refused"});
    EXPECT_EQ(last_event().account, id);
    clock_.advance(1min);
    caller_of(key.key);
    EXPECT_EQ(new_events(), Kinds{"api_key_refused"});
}

TEST_P(ApiKeysTest, KeysThatWereMadeUpLeaveOneEventAMinuteTogether) {
    const AccountId id = person(customer1);
    std::array<std::string, 3> keys;
    for (std::string& key : keys)
        key = make(fresh(id), {Permission::read_own_orders}).key;
    ending(id, [](const Ending& ending) { end_api_keys(ending); });
    new_events();
    for (const std::string& key : keys)
        caller_of(key);
    caller_of("suncrew_key_");  // and what does not even look like one leaves none
    EXPECT_EQ(new_events(), Kinds{"api_key_refused"});
    EXPECT_EQ(last_event().account, std::nullopt);
}

TEST_P(ApiKeysTest, WhatTheOwnersRoleIsNoMoreTheKeyIsNoMore) {
    const AccountId id = person(customer1);
    const ApiKeyMade key = make(fresh(id), {Permission::read_own_orders, Permission::read_own_account});
    as_ours(id, [&](store::Transaction& transaction) {
        transaction.run("update accounts set role = 'crew' where id = ?", id);
    });
    EXPECT_EQ(refused(key.key, Permission::read_own_orders), "permission_required");
    EXPECT_EQ(refused(key.key, Permission::read_own_account), "not refused");
    EXPECT_EQ(refused(key.key, Permission::read_own_jobs), "key_not_sufficient");
}

TEST_P(ApiKeysTest, APermissionThatNoProgramKnowsIsNone) {
    const AccountId id = person(customer1);
    const ApiKeyMade key = make(fresh(id), {Permission::read_own_orders});
    in_transaction([&](store::Transaction& transaction) {
        const std::string_view permissions = "manage_own_keys no_such read_own_account";
        const auto [hash, created_at, expires_at] =
            transaction
                .one<TokenHash, Instant, Instant>("select key_hash, created_at, expires_at from api_keys")
                .value();
        const MarkedApiKey row{
            hash, key.id, id, permissions, access_of(transaction, id).value().epoch, created_at, expires_at};
        transaction.run("update api_keys set permissions = ?, mark = ?", permissions,
                        keyring_.mark(marked(row)));
    });
    EXPECT_EQ(refused(key.key, Permission::read_own_account), "not refused");
    EXPECT_EQ(refused(key.key, Permission::read_own_orders), "key_not_sufficient");
    EXPECT_EQ(list(fresh(id)).items.at(0).permissions, std::vector{Permission::read_own_account});
}

TEST_P(ApiKeysTest, AnAccountHasABoundAlsoAtOnce) {
    const AccountId id = person(customer1);
    const Caller maker = fresh(id);  // one session, as too many would end those below
    for (std::size_t i = 0; i + 1 < api_keys_an_account_max; ++i)
        make(maker, {Permission::read_own_orders});
    const Caller callers[]{fresh(id), fresh(id)};
    const Answers answers = at_once([&](int i, const access::HashingLane& lane) {
        MakeApiKey command{wire::Text<1, 60>{"x"}, {}, wire::Whole<1, 365>{1}};
        command.permissions.push_back(Permission::read_own_orders);
        own_sessions_.make_key(access::check<Permission::manage_own_keys>(callers[i]), command, lane);
    });
    EXPECT_EQ(api_keys_an_account_max, 25U);
    EXPECT_EQ(answers, (Answers{"not refused", "too_many_keys"}));
    EXPECT_EQ(list(fresh(id)).items.size(), api_keys_an_account_max);
    clock_.advance(24h);
    EXPECT_EQ(list(fresh(id)).items.size(), api_keys_an_account_max - 1) << "what has ended does not count";
    EXPECT_EQ(refusal([&] { make(fresh(id), {Permission::read_own_orders}); }), "not refused");
}

TEST_P(ApiKeysTest, ItsUseIsNotedNowAndThen) {
    const AccountId id = person(customer1);
    const ApiKeyMade key = make(fresh(id), {Permission::read_own_orders});
    const auto used_at = [&] { return list(fresh(id)).items.at(0).used_at; };
    EXPECT_EQ(used_at(), std::nullopt);
    caller_of(key.key);
    const Instant first = clock_.now();
    EXPECT_EQ(used_at(), first);
    clock_.advance(5min - 1ms);
    caller_of(key.key);
    EXPECT_EQ(used_at(), first);
    clock_.advance(1ms);
    caller_of(key.key);
    EXPECT_EQ(used_at(), first + 5min);
}

TEST_P(ApiKeysTest, KeysAndSessionsShownTogetherAreEachTheirOwnCaller) {
    const AccountId first = person(customer1);
    const AccountId second = person("customer2@example.org");
    const ApiKeyMade key = make(fresh(first), {Permission::read_own_orders});
    std::vector<http::Credential> shown;
    shown.push_back({http::CredentialKind::api_key, secret(key.key)});
    shown.push_back({http::CredentialKind::session, session_of(second)});
    shown.push_back({http::CredentialKind::api_key, secret("nothing")});
    shown.push_back({http::CredentialKind::session, secret("nothing")});
    const auto callers = authenticate(keyring_, connection_, shown, clock_.now());
    ASSERT_EQ(callers.size(), 4U);
    EXPECT_EQ(callers[0].account, first);
    EXPECT_TRUE(callers[0].key_may);
    EXPECT_EQ(callers[1].account, second);
    EXPECT_FALSE(callers[1].key_may);
    EXPECT_EQ(callers[2].role, Role::visitor);
    EXPECT_EQ(callers[3].role, Role::visitor);
}

TEST_P(ApiKeysTest, MakingOneAsksForAFreshProof) {
    const crypto::Secret token = session_of(person(customer1));
    clock_.advance(10min);
    EXPECT_EQ(refusal([&] { make(caller_with(token), {Permission::read_own_orders}); }), "step_up_required");
}

}  // namespace
}  // namespace suncrew::identity
