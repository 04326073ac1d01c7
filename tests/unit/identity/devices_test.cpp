#include "identity/devices.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crypto/token.hpp"
#include "identity/accounts.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::identity {
namespace {

using namespace std::chrono_literals;

class DevicesTest : public testing::TestWithParam<store::Database> {
protected:
    AccountId account(const std::string& email) {
        return store::in_transaction(connection_, [&](store::Transaction& transaction) {
            return create_account(
                transaction, database_.keyring(),
                {.email = Email::parse(email).value(), .password_hash = {}, .name = "Customer One"},
                clock_.now());
        });
    }
    std::string remember(AccountId account, const std::string& shown = {}) {
        return store::in_transaction(connection_, [&](store::Transaction& transaction) {
            const crypto::Secret token =
                remember_device(transaction, account, shown, KnownBy::complete_sign_in, clock_.now());
            return std::string{token.expose()};
        });
    }
    bool knows(std::optional<AccountId> account, const std::string& token) {
        return known_device(reading_, account, token, clock_.now()).has_value();
    }
    std::int64_t devices() { return *reading_.value<std::int64_t>("select count(*) from devices"); }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    const AccountId mine_ = account("customer1@example.org");
    const AccountId theirs_ = account("customer2@example.org");
};
INSTANTIATE_TEST_SUITE_P(Databases, DevicesTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(DevicesTest, ABrowserIsKnownToTheAccountThatRememberedItAlone) {
    const std::string token = remember(mine_);
    EXPECT_EQ(token.size(), crypto::token_length);
    EXPECT_TRUE(knows(mine_, token));
    EXPECT_FALSE(knows(theirs_, token));
    EXPECT_FALSE(knows(std::nullopt, token));
    EXPECT_FALSE(knows(mine_, remember(theirs_)));
}

TEST_P(DevicesTest, NobodyIsKnownByWhatIsNoToken) {
    const std::string token = remember(mine_);
    for (const std::string& wrong : {std::string{}, token.substr(1), token + "A", std::string(43, 'A'),
                                     std::string(4000, 'A'), std::string{"\0", 1}})
        EXPECT_FALSE(knows(mine_, wrong));
}

TEST_P(DevicesTest, OneBrowserServesAHouseholdWithOneToken) {
    const std::string token = remember(mine_);
    EXPECT_EQ(remember(theirs_, token), token);
    EXPECT_TRUE(knows(mine_, token));
    EXPECT_TRUE(knows(theirs_, token));
    EXPECT_EQ(remember(mine_, token), token);
    EXPECT_EQ(devices(), 2);
}

TEST_P(DevicesTest, ATokenThatNobodyGaveOutIsReplaced) {
    const std::string chosen(43, 'A');
    for (const std::string& shown : {chosen, std::string{"short"}, std::string{}}) {
        EXPECT_NE(remember(mine_, shown), shown);
        EXPECT_FALSE(knows(mine_, shown));
    }
}

TEST_P(DevicesTest, TheTableHoldsNoToken) {
    const std::string token = remember(mine_);
    const auto hash = reading_.value<DeviceHash>("select token_hash from devices");
    EXPECT_EQ(hash, crypto::sha256(token));
    EXPECT_EQ(known_device(reading_, mine_, token, clock_.now()), hash);
}

TEST_P(DevicesTest, ABrowserIsForgottenAYearAfterItsLastSignIn) {
    const std::string token = remember(mine_);
    clock_.advance(device_kept - 1ms);
    EXPECT_TRUE(knows(mine_, token));
    EXPECT_EQ(remember(mine_, token), token);
    clock_.advance(device_kept - 1ms);
    EXPECT_TRUE(knows(mine_, token));
    clock_.advance(1ms);
    EXPECT_FALSE(knows(mine_, token));
    EXPECT_NE(remember(mine_, token), token);
}

TEST_P(DevicesTest, TheOldestGoesWhereThereAreTooMany) {
    std::vector<std::string> tokens;
    for (int i = 0; i < devices_an_account_max; ++i) {
        tokens.push_back(remember(mine_));
        clock_.advance(1s);
    }
    const std::string other = remember(theirs_);
    EXPECT_EQ(remember(mine_, tokens[0]), tokens[0]);  // used again, and no more than there were
    EXPECT_TRUE(knows(mine_, tokens[1]));
    clock_.advance(1s);
    tokens.push_back(remember(mine_));
    EXPECT_FALSE(knows(mine_, tokens[1]));
    tokens.erase(tokens.begin() + 1);
    for (const std::string& token : tokens)
        EXPECT_TRUE(knows(mine_, token));
    EXPECT_TRUE(knows(theirs_, other));
    EXPECT_EQ(devices(), devices_an_account_max + 1);
}

TEST_P(DevicesTest, ForgettingLeavesOtherAccountsAlone) {
    const std::string token = remember(mine_);
    remember(theirs_, token);
    store::in_transaction(connection_,
                          [&](store::Transaction& transaction) { forget_devices(transaction, mine_); });
    EXPECT_FALSE(knows(mine_, token));
    EXPECT_TRUE(knows(theirs_, token));
}

TEST_P(DevicesTest, OnlyWhatHasEndedIsDeleted) {
    remember(mine_);
    clock_.advance(1s);
    const std::string later = remember(mine_);
    clock_.advance(device_kept - 1s);
    const auto clean = [&] {
        return store::in_transaction(connection_, [&](store::Transaction& transaction) {
            return delete_old_devices(transaction, clock_.now());
        });
    };
    EXPECT_EQ(clean(), 1);
    EXPECT_EQ(clean(), 0);
    EXPECT_TRUE(knows(mine_, later));
}

TEST_P(DevicesTest, AnAccountThatGoesTakesItsBrowsersAlong) {
    remember(mine_);
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        transaction.run("delete from accounts where id = ?", mine_);
    });
    EXPECT_EQ(devices(), 0);
}

}  // namespace
}  // namespace suncrew::identity
