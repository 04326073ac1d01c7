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

TEST_F(Password, IsTakenExactlyAsItCame) {
    const std::string composed = "ca\xc3\xb1on del sur";
    const std::string decomposed = "can\xcc\x83on del sur";
    const std::string hash = hash_password(lane_, secret(composed));
    EXPECT_TRUE(verify_password(lane_, hash, secret(composed)));
    EXPECT_FALSE(verify_password(lane_, hash, secret(decomposed)));
    for (const char* around : {" ", "\t", "\n", "\xc2\xa0"}) {
        EXPECT_FALSE(verify_password(lane_, hash, secret(composed + around)));
        EXPECT_FALSE(verify_password(lane_, hash, secret(around + composed)));
    }
}

TEST_F(Password, CountsToItsLastByteHoweverLongItIs) {
    std::string longest;
    for (int i = 0; i < 128; ++i)
        longest += "\xf0\x9f\x8c\x9e";
    const std::string hash = hash_password(lane_, secret(longest));
    EXPECT_TRUE(verify_password(lane_, hash, secret(longest)));
    std::string other = longest;
    other.back() = '\x9d';
    EXPECT_FALSE(verify_password(lane_, hash, secret(other)));
    EXPECT_FALSE(verify_password(lane_, hash, secret(longest.substr(0, longest.size() - 4))));
}

TEST_F(Password, AHashThatAsksForTooMuchOrHasSomethingBehindItVerifiesNothing) {
    const std::string good = hash_password(lane_, secret("12345678"));
    const std::string tail = good.substr(good.find("$", good.find("p=1")));
    for (const std::string cost :
         {"m=4294967295,t=2,p=1", "m=1048577,t=2,p=1", "m=19456,t=65,p=1", "m=19456,t=4294967295,p=1",
          "m=19456,t=2,p=255", "m=-19456,t=2,p=1", "m=,t=2,p=1", "m=19456,t=2", "m=0,t=0,p=1"})
        EXPECT_FALSE(verify_password(lane_, "$argon2id$v=19$" + cost + tail, secret("12345678"))) << cost;
    EXPECT_FALSE(verify_password(lane_, good + '\0', secret("12345678")));
    EXPECT_FALSE(verify_password(lane_, good + "$", secret("12345678")));
    EXPECT_FALSE(verify_password(lane_, good + std::string(5000, 'A'), secret("12345678")));
    EXPECT_TRUE(verify_password(lane_, good, secret("12345678")));
}

}  // namespace
}  // namespace suncrew::identity
