#include "factors/totp.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace suncrew::factors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// The secret of the published examples: "12345678901234567890" in ASCII.
TotpSecret published_secret() {
    return TotpSecret{crypto::Secret{std::string_view{"12345678901234567890"}}};
}

Instant at(std::int64_t second) {
    return Instant{seconds{second}};
}

std::string code_at(const TotpSecret& secret, std::int64_t second) {
    return one_time_code(secret, static_cast<std::uint64_t>(totp_step(at(second))), Digits::six);
}

/// Source: RFC 4226, appendix D.
TEST(TotpTest, ReproducesThePublishedCodesOfCounters) {
    const std::array published{"755224", "287082", "359152", "969429", "338314",
                               "254676", "287922", "162583", "399871", "520489"};
    for (std::size_t counter = 0; counter < published.size(); ++counter)
        EXPECT_EQ(one_time_code(published_secret(), counter, Digits::six), published[counter]);
}

/// Source: RFC 6238, appendix B, the rows of SHA-1.
TEST(TotpTest, ReproducesThePublishedCodesOfTimes) {
    const std::array<std::pair<std::int64_t, const char*>, 6> published{{{59, "94287082"},
                                                                         {1111111109, "07081804"},
                                                                         {1111111111, "14050471"},
                                                                         {1234567890, "89005924"},
                                                                         {2000000000, "69279037"},
                                                                         {20000000000, "65353130"}}};
    for (const auto& [second, code] : published) {
        const auto step = static_cast<std::uint64_t>(totp_step(at(second)));
        EXPECT_EQ(one_time_code(published_secret(), step, Digits::eight), code) << second;
        EXPECT_EQ(one_time_code(published_secret(), step, Digits::six), std::string_view{code}.substr(2));
    }
}

TEST(TotpTest, AStepIsThirtySeconds) {
    EXPECT_EQ(totp_step(at(29)), 0);
    EXPECT_EQ(totp_step(Instant{milliseconds{29'999}}), 0);
    EXPECT_EQ(totp_step(at(30)), 1);
    EXPECT_EQ(totp_step(at(20000000000)), 0x27BC86AA);  // RFC 6238, appendix B
}

TEST(TotpTest, AcceptsThePresentStepAndOneBesideIt) {
    const TotpSecret secret = published_secret();
    const std::int64_t now = 1'800'000'015;
    const std::int64_t step = totp_step(at(now));
    EXPECT_EQ(matching_step(secret, code_at(secret, now), at(now), 0), step);
    EXPECT_EQ(matching_step(secret, code_at(secret, now - 30), at(now), 0), step - 1);
    EXPECT_EQ(matching_step(secret, code_at(secret, now + 30), at(now), 0), step + 1);
    EXPECT_EQ(matching_step(secret, code_at(secret, now - 60), at(now), 0), std::nullopt);
    EXPECT_EQ(matching_step(secret, code_at(secret, now + 60), at(now), 0), std::nullopt);
}

TEST(TotpTest, ACodeCountsOnceAndNoEarlierOneAfterIt) {
    const TotpSecret secret = published_secret();
    const std::int64_t now = 1'800'000'015;
    const std::int64_t step = totp_step(at(now));
    EXPECT_EQ(matching_step(secret, code_at(secret, now), at(now), step), std::nullopt);
    EXPECT_EQ(matching_step(secret, code_at(secret, now - 30), at(now), step), std::nullopt);
    EXPECT_EQ(matching_step(secret, code_at(secret, now), at(now), step + 1), std::nullopt);
    EXPECT_EQ(matching_step(secret, code_at(secret, now + 30), at(now), step), step + 1);
    EXPECT_EQ(matching_step(secret, code_at(secret, now), at(now), step - 1), step);
}

/// Two neighbouring steps may share a code: it must not be good a second time under the later one.
TEST(TotpTest, ACodeOfTwoStepsIsUsedUpForBoth) {
    const TotpSecret secret = published_secret();
    const std::int64_t step = 910'737;  // the first such pair of this secret
    ASSERT_EQ(code_at(secret, step * 30), code_at(secret, (step + 1) * 30));
    const std::string code = code_at(secret, step * 30);
    EXPECT_EQ(matching_step(secret, code, at(step * 30), 0), step + 1);
    EXPECT_EQ(matching_step(secret, code, at(step * 30), step + 1), std::nullopt);
}

TEST(TotpTest, ACodeIsSixAsciiDigits) {
    const TotpSecret secret = published_secret();
    const std::int64_t now = 59;
    ASSERT_EQ(matching_step(secret, "287082", at(now), 0), 1);
    using namespace std::string_view_literals;
    for (const std::string_view other :
         {""sv, "28708"sv, "2870820"sv, "0287082"sv, " 287082"sv, "287082 "sv, "287 082"sv, "28708\0"sv,
          "287082\0"sv, "+87082"sv, "2870٨٢"sv, "２８７０８２"sv, "94287082"sv, "28708a"sv, "000000"sv})
        EXPECT_EQ(matching_step(secret, other, at(now), 0), std::nullopt) << other;
}

TEST(TotpTest, AnotherSecretHasOtherCodes) {
    const TotpSecret secret = TotpSecret::make();
    EXPECT_EQ(matching_step(TotpSecret::make(), code_at(secret, 1'800'000'000), at(1'800'000'000), 0),
              std::nullopt);
}

TEST(TotpTest, AnOldClockIsNoFault) {
    EXPECT_EQ(matching_step(published_secret(), "755224", at(0), -1), 0);
    EXPECT_NO_THROW(matching_step(published_secret(), "755224", at(-1'000), 0));
}

TEST(TotpSecretTest, IsTwentyRandomBytes) {
    const TotpSecret one = TotpSecret::make();
    const TotpSecret other = TotpSecret::make();
    EXPECT_EQ(one.bytes().size(), 20);
    EXPECT_FALSE(equal_constant_time(one.bytes(), other.bytes()));
    EXPECT_THROW(TotpSecret{crypto::Secret{std::string_view{"1234567890123456789"}}}, std::invalid_argument);
    EXPECT_THROW(TotpSecret{crypto::Secret{}}, std::invalid_argument);
}

TEST(TotpSecretTest, ReadsWhatItShows) {
    const crypto::Secret shown = published_secret().base32();
    EXPECT_EQ(shown.expose(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    const auto read = TotpSecret::read("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->bytes().expose(), "12345678901234567890");
    for (const std::string_view other :
         {"", "GEZDGNBVGY3TQOJQ", "gezdgnbvgy3tqojqgezdgnbvgy3tqojq", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ=",
          "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGE"})
        EXPECT_FALSE(TotpSecret::read(other)) << other;
}

TEST(OtpauthUriTest, SaysWhoWeAreAndWhoseItIs) {
    const crypto::Secret uri = otpauth_uri("customer1@example.org", published_secret());
    EXPECT_EQ(uri.expose(),
              "otpauth://totp/Suncrew:customer1%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
              "&issuer=Suncrew&algorithm=SHA1&digits=6&period=30");
}

TEST(OtpauthUriTest, ALabelCannotAddToIt) {
    const crypto::Secret uri = otpauth_uri("a&secret=A?b#c/d:e%41 é\n\"", published_secret());
    EXPECT_EQ(uri.expose().substr(0, 88),
              "otpauth://totp/Suncrew:a%26secret%3DA%3Fb%23c%2Fd%3Ae%2541%20%C3%A9%0A%22?secret=GEZDGNB");
}

RC_GTEST_PROP(TotpProperty, OnlyTheLastThreeStepsCodesAreGood, (std::uint32_t seed)) {
    const TotpSecret secret = published_secret();
    const std::int64_t now = static_cast<std::int64_t>(seed) + 1'000;
    const std::int64_t step = totp_step(at(now));
    const std::int64_t drift = *rc::gen::inRange<std::int64_t>(-5, 6);
    const auto code = one_time_code(secret, static_cast<std::uint64_t>(step + drift), Digits::six);
    const auto matched = matching_step(secret, code, at(now), 0);
    if (drift >= -1 && drift <= 1)
        RC_ASSERT(matched.has_value());
    if (matched)
        RC_ASSERT(one_time_code(secret, static_cast<std::uint64_t>(*matched), Digits::six) == code);
}

}  // namespace
}  // namespace suncrew::factors
