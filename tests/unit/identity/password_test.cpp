#include "identity/password.hpp"

#include <array>

#include <sodium.h>

#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

class Password : public testing::Test {
protected:
    std::unique_ptr<store::Connection> connection_ = store::connect(store::parse_dsn("sqlite::memory:"));
    access::HashingLane lane_{*connection_};
};

TEST_F(Password, IsVerifiedAgainstItsHashAlone) {
    const std::string hash = hash_password(lane_, secret("correct horse battery"));
    EXPECT_TRUE(verify_password(lane_, hash, secret("correct horse battery")));
    for (const char* wrong : {"correct horse batterY", "correct horse batter", " correct horse battery", ""})
        EXPECT_FALSE(verify_password(lane_, hash, secret(wrong))) << wrong;
}

TEST_F(Password, HasASaltAndItsCostInItsHash) {
    const std::string hash = hash_password(lane_, secret("correct horse battery"));
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
    EXPECT_NE(hash, hash_password(lane_, secret("correct horse battery")));
    EXPECT_EQ(hash.find("correct"), std::string::npos);
}

TEST_F(Password, CountsToItsEndAndNotToAZeroByte) {
    const std::string hash = hash_password(lane_, secret({"12345678\0a", 10}));
    EXPECT_FALSE(verify_password(lane_, hash, secret({"12345678\0b", 10})));
    EXPECT_FALSE(verify_password(lane_, hash, secret("12345678")));
    EXPECT_TRUE(verify_password(lane_, hash, secret({"12345678\0a", 10})));
}

TEST_F(Password, AHashThatIsNoneVerifiesNothing) {
    for (const char* hash : {"", "x", "$argon2id$v=19$m=19456,t=2,p=1$AAAA"})
        EXPECT_FALSE(verify_password(lane_, hash, secret(hash))) << hash;
}

TEST_F(Password, TheHashOfNothingCostsTheSameAndFitsNothing) {
    EXPECT_FALSE(is_outdated(hash_of_nothing()));
    EXPECT_EQ(hash_of_nothing().size(), hash_password(lane_, secret("12345678")).size());
    for (const char* password : {"", "12345678", "nothing"})
        EXPECT_FALSE(verify_password(lane_, hash_of_nothing(), secret(password)));
}

TEST_F(Password, AHashOfAnotherCostIsOutdated) {
    std::array<char, crypto_pwhash_STRBYTES> cheap;
    ASSERT_EQ(crypto_pwhash_str_alg(cheap.data(), "12345678", 8, 1, std::size_t{8} << 20,
                                    crypto_pwhash_ALG_ARGON2ID13),
              0);
    EXPECT_TRUE(is_outdated(cheap.data()));
    EXPECT_TRUE(verify_password(lane_, cheap.data(), secret("12345678")));
    EXPECT_FALSE(is_outdated(hash_password(lane_, secret("12345678"))));
}

TEST_F(Password, TheAddressIsTooEasy) {
    const auto answer = [](const char* password, const char* address) {
        return refusal([&] { check_new_password(secret(password), email(address)); });
    };
    EXPECT_EQ(answer("customer1", "customer1@example.org"), "password_too_easy");
    EXPECT_EQ(answer("CUSTOMER1", "customer1@example.org"), "password_too_easy");
    EXPECT_EQ(answer("xxCustomer1!", "customer1@example.org"), "password_too_easy");
    EXPECT_EQ(answer("customer1@example.org", "customer1@example.org"), "password_too_easy");
    EXPECT_EQ(answer("correct horse battery", "customer1@example.org"), "not refused");
    EXPECT_EQ(answer("customer2 and more", "customer1@example.org"), "not refused");
    EXPECT_EQ(answer("correct horse battery", "a@example.org"), "not refused");
    EXPECT_EQ(answer("correct horse battery", "bat@example.org"), "not refused");
    EXPECT_EQ(answer("correct horse battery", "batt@example.org"), "password_too_easy");
}

}  // namespace
}  // namespace suncrew::identity
