#include "crypto/hmac.hpp"

#include <gtest/gtest.h>

#include "base/hex.hpp"

namespace suncrew::crypto {
namespace {

Secret secret(std::string_view text) {
    return Secret{text};
}

// RFC 4231, test cases 2 and 6.
TEST(Hmac, AgreesWithTheStandardsExamples) {
    EXPECT_EQ(hex(hmac_sha256(secret("Jefe"), "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hex(hmac_sha256(secret(std::string(131, '\xaa')),
                              "Test Using Larger Than Block-Size Key - Hash Key First")),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hmac, AnEmptyKeyAndAnEmptyMessageAreSuch) {
    // Python's hmac module gives the same.
    EXPECT_EQ(hex(hmac_sha256(Secret{}, "")),
              "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    EXPECT_EQ(hmac_sha256(Secret{}, ""), hmac_sha256(Secret{}, std::string_view{}));
}

// RFC 5869, A.1 and A.3.
TEST(Hkdf, AgreesWithTheStandardsExamples) {
    const Secret key = secret(std::string(22, '\x0b'));
    const std::string_view salt{"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c", 13};
    const std::string_view info{"\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9"};
    const Secret with_both = hkdf_sha256(key, salt, info, 42);
    EXPECT_EQ(hex(with_both.expose_bytes()),
              "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    const Secret with_neither = hkdf_sha256(key, "", "", 42);
    EXPECT_EQ(hex(with_neither.expose_bytes()),
              "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST(Hkdf, EachUseHasAKeyOfItsOwn) {
    const Secret key = secret("a key");
    const Secret one = hkdf_sha256(key, "salt", "mail", 32);
    EXPECT_FALSE(equal_constant_time(one, hkdf_sha256(key, "salt", "phone", 32)));
    EXPECT_FALSE(equal_constant_time(one, hkdf_sha256(key, "other", "mail", 32)));
    EXPECT_FALSE(equal_constant_time(one, hkdf_sha256(secret("b key"), "salt", "mail", 32)));
    EXPECT_TRUE(equal_constant_time(one, hkdf_sha256(key, "salt", "mail", 32)));
}

TEST(Hkdf, HasItsLimits) {
    const Secret key = secret("a key");
    EXPECT_EQ(hkdf_sha256(key, "", std::string(hkdf_info_bytes_max, 'i'), hkdf_bytes_max).size(),
              hkdf_bytes_max);
    EXPECT_THROW(hkdf_sha256(key, "", "", 0), std::invalid_argument);
    EXPECT_THROW(hkdf_sha256(key, "", "", hkdf_bytes_max + 1), std::invalid_argument);
    EXPECT_THROW(hkdf_sha256(key, "", std::string(hkdf_info_bytes_max + 1, 'i'), 32), std::invalid_argument);
}

}  // namespace
}  // namespace suncrew::crypto
