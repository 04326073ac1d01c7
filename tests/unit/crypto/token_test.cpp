#include "crypto/token.hpp"

#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "crypto/base64.hpp"
#include "crypto/hash.hpp"
#include "crypto/random.hpp"

namespace suncrew::crypto {
namespace {

std::string hex(const Sha256Digest& digest) {
    std::string text;
    for (const std::uint8_t byte : digest)
        for (const unsigned nibble : {byte / 16U, byte % 16U})
            text += "0123456789abcdef"[nibble];
    return text;
}

std::vector<std::uint8_t> bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

// NIST, FIPS 180-4 examples: "abc" and the two-block message.
TEST(Sha256, AgreesWithTheStandardsExamples) {
    EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, OneHashLeavesNothingForTheNext) {
    const auto first = sha256("abc");
    sha256("something else");
    EXPECT_EQ(sha256("abc"), first);
}

// RFC 4648, section 10.
TEST(Base64, AgreesWithTheStandardsExamples) {
    EXPECT_EQ(base64_encode(std::string_view{""}), "");
    EXPECT_EQ(base64_encode(std::string_view{"f"}), "Zg==");
    EXPECT_EQ(base64_encode(std::string_view{"foobar"}), "Zm9vYmFy");
    EXPECT_EQ(base64url_encode(bytes_of("f")), "Zg");
    EXPECT_EQ(base64url_encode(std::vector<std::uint8_t>{0xfb, 0xff}), "-_8");
}

RC_GTEST_PROP(Base64, WhatIsEncodedComesBack, (const std::vector<std::uint8_t>& bytes)) {
    RC_ASSERT(base64url_decode(base64url_encode(bytes)) == bytes);
}

TEST(Base64, IsReadStrictly) {
    for (const char* text : {"Zg==", "Z", "Zh", "Zm9v\n", " Zm9v", "Zm+v", "Zm/v", "Zm9v!"})
        EXPECT_FALSE(base64url_decode(text)) << text;
    EXPECT_TRUE(base64url_decode("Zg"));
}

TEST(Token, IsThirtyTwoBytesOfTextForALink) {
    const Secret token = make_token();
    EXPECT_EQ(token.size(), token_length);
    const auto bytes = base64url_decode(token.expose());
    ASSERT_TRUE(bytes);
    EXPECT_EQ(bytes->size(), 32U);
}

TEST(Token, IsNeverGivenTwice) {
    std::set<Sha256Digest> seen;
    for (int i = 0; i < 1000; ++i)
        EXPECT_TRUE(seen.insert(token_hash(make_token())).second);
}

TEST(Token, IsKnownByItsHash) {
    const Secret token = make_token();
    EXPECT_EQ(token_hash(token), token_hash(token.copy()));
    EXPECT_EQ(token_hash(Secret{std::string_view{"abc"}}), sha256("abc"));
}

TEST(Random, FillsWhatNeedsSeveralRequests) {
    std::vector<std::uint8_t> bytes(1000, 0);
    fill_random(bytes);
    std::set<std::uint8_t> last{bytes.end() - 200, bytes.end()};
    EXPECT_GT(last.size(), 50U);
}

}  // namespace
}  // namespace suncrew::crypto
