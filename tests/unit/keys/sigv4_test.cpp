#include "keys/sigv4.hpp"

#include <gtest/gtest.h>

namespace suncrew::keys {
namespace {

// The credentials, the time and the signatures are those of AWS's Signature Version 4 Test Suite, which is no
// longer on AWS's own pages and is kept in awslabs/aws-c-auth, tests/aws-signing-test-suite/v4
// (post-x-www-form-urlencoded* as aws-sdk-js has them, with the body).
AwsCredentials credentials(std::string token = {}) {
    return {"AKIDEXAMPLE", crypto::Secret{std::string_view{"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}},
            std::move(token)};
}

constexpr Instant then = std::chrono::sys_days{std::chrono::year{2015} / 8 / 30} + std::chrono::hours{12} +
                         std::chrono::minutes{36};

std::vector<AwsHeader> signed_headers(std::string_view method, std::string_view path,
                                      std::vector<AwsHeader> headers = {}, std::string_view body = {},
                                      std::string token = {}) {
    return sigv4_headers({.method = method,
                          .path = path,
                          .host = "example.amazonaws.com",
                          .headers = std::move(headers),
                          .body = body},
                         credentials(std::move(token)), "us-east-1", "service", then);
}

std::string authorization(const std::string& names, const std::string& signature) {
    return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=" +
           names + ", Signature=" + signature;
}

TEST(SigV4, AgreesWithTheTestSuiteOnBareRequests) {
    for (const auto& [method, path, signature] :
         {std::tuple{"GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
          std::tuple{"POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
          std::tuple{"GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                     "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"}}) {
        const auto headers = signed_headers(method, path);
        ASSERT_EQ(headers.size(), 2U);
        EXPECT_EQ(headers[0].name, "x-amz-date");
        EXPECT_EQ(headers[0].value, "20150830T123600Z");
        EXPECT_EQ(headers[1].name, "authorization");
        EXPECT_EQ(headers[1].value, authorization("host;x-amz-date", signature)) << method << path;
    }
}

TEST(SigV4, AgreesWithTheTestSuiteOnHeaders) {
    for (const auto& [value, signature] :
         {std::pair{"value1", "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
          std::pair{"VALUE1", "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"}})
        EXPECT_EQ(signed_headers("POST", "/", {{"my-header1", value}}).back().value,
                  authorization("host;my-header1;x-amz-date", signature));
}

TEST(SigV4, AgreesWithTheTestSuiteOnBodies) {
    for (const auto& [type, signature] :
         {std::pair{"application/x-www-form-urlencoded",
                    "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"},
          std::pair{"application/x-www-form-urlencoded; charset=utf8",
                    "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"}})
        EXPECT_EQ(signed_headers("POST", "/", {{"content-type", type}}, "Param1=value1").back().value,
                  authorization("content-type;host;x-amz-date", signature));
}

TEST(SigV4, AgreesWithTheTestSuiteOnTemporaryCredentials) {
    const std::string token =
        "AQoDYXdzEPT//////////"
        "wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8"
        "YUuwthAx7mSEI/qkPpKPi/"
        "kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6"
        "fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+"
        "scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQ"
        "wj2ICCR/oLxBA==";
    const auto headers = signed_headers("POST", "/", {}, {}, token);
    ASSERT_EQ(headers.size(), 3U);
    EXPECT_EQ(headers[1].name, "x-amz-security-token");
    EXPECT_EQ(headers[1].value, token);
    EXPECT_EQ(headers[2].value,
              authorization("host;x-amz-date;x-amz-security-token",
                            "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"));
}

TEST(SigV4, NothingThatIsSignedCanBeChanged) {
    const AwsRequest request{.method = "POST", .host = "a.example", .headers = {{"x-a", "1"}}, .body = "{}"};
    const auto signature = [](const AwsRequest& changed, std::string_view region = "r",
                              std::string_view service = "s", Instant now = then) {
        return sigv4_headers(changed, credentials(), region, service, now).back().value;
    };
    const std::string first = signature(request);
    AwsRequest changed = request;
    changed.host = "b.example";
    EXPECT_NE(signature(changed), first);
    changed = request;
    changed.headers[0].value = "2";
    EXPECT_NE(signature(changed), first);
    changed = request;
    changed.body = "{ }";
    EXPECT_NE(signature(changed), first);
    EXPECT_NE(signature(request, "r2"), first);
    EXPECT_NE(signature(request, "r", "s2"), first);
    EXPECT_NE(signature(request, "r", "s", then + std::chrono::seconds{1}), first);
    EXPECT_EQ(first.find("EXAMPLEKEY"), first.npos);
}

}  // namespace
}  // namespace suncrew::keys
