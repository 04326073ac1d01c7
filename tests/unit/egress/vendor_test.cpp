#include "egress/vendor.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "egress/host_name.hpp"
#include "egress/https.hpp"
#include "egress/rate.hpp"

namespace suncrew::egress {
namespace {

using namespace std::chrono_literals;

VendorSettings settings() {
    return {.name = "kms", .host = "kms.example"};
}

TEST(HostName, IsPutIntoLowerCase) {
    EXPECT_EQ(host_name("KMS.Eu-West-1.Example"), "kms.eu-west-1.example");
    EXPECT_EQ(host_name("localhost"), "localhost");
    EXPECT_EQ(host_name("xn--mnchen-3ya.example"), "xn--mnchen-3ya.example");
    EXPECT_EQ(host_name("1.example"), "1.example");
    EXPECT_EQ(host_name(std::string(63, 'a') + ".example"), std::string(63, 'a') + ".example");
}

TEST(HostName, AnAddressInWhateverSpellingIsNone) {
    for (const char* text : {"127.0.0.1",
                             "127.1",
                             "127.0.1",
                             "2130706433",
                             "0x7f000001",
                             "0x7F.1",
                             "0177.0.0.1",
                             "017700000001",
                             "127.0.0.0x1",
                             "1.1.1.1",
                             "0",
                             "00",
                             "0x",
                             "localhost.1",
                             "example.0x7f",
                             "256.256.256.256",
                             "[::1]",
                             "::1",
                             "[::ffff:127.0.0.1]",
                             "::ffff:127.0.0.1",
                             "fe80::1%eth0",
                             "1.1.1.1.",
                             "127.0.0.1:443"})
        EXPECT_FALSE(host_name(text)) << text;
}

TEST(HostName, WhatCouldBeReadTwoWaysIsNone) {
    for (const char* text : {"",
                             ".",
                             "example.",
                             ".example",
                             "a..example",
                             "-a.example",
                             "a-.example",
                             "a.example-",
                             "a_b.example",
                             "user@kms.example",
                             "user:word@kms.example",
                             "kms.example:443",
                             "kms.example/path",
                             "kms.example?x",
                             "kms.example#x",
                             "kms.example\\x",
                             "https://kms.example",
                             "kms example",
                             " kms.example",
                             "kms.example\n",
                             "kms.example\r\nHost: x",
                             "m\xc3\xbcnchen.example",
                             "kms%2eexample",
                             "\xef\xbc\x91.example"})
        EXPECT_FALSE(host_name(text)) << text;
    EXPECT_FALSE(host_name(std::string_view{"kms\0.example", 12}));
    EXPECT_FALSE(host_name(std::string(64, 'a') + ".example"));
    std::string longest;
    while (longest.size() < 250)
        longest += "aaaa.";
    EXPECT_TRUE(host_name(longest + "aaa"));
    EXPECT_FALSE(host_name(longest + "aaaa"));
}

RC_GTEST_PROP(HostNameProperty, WhatIsANameIsTheSameOnceMore, (const std::string& text)) {
    if (const auto name = host_name(text))
        RC_ASSERT(host_name(*name) == name);
}

TEST(VendorTest, OnlySoundSettingsAreApproved) {
    EXPECT_NO_THROW(Vendor{settings()});
    const auto refused = [](auto change) {
        VendorSettings changed = settings();
        change(changed);
        EXPECT_THROW(Vendor{changed}, std::invalid_argument);
    };
    refused([](auto& s) { s.name = ""; });
    refused([](auto& s) { s.name = "A vendor"; });
    refused([](auto& s) { s.name = std::string(Vendor::name_length_max + 1, 'a'); });
    refused([](auto& s) { s.host = "10.0.0.1"; });
    refused([](auto& s) { s.host = "https://kms.example"; });
    refused([](auto& s) { s.port = 0; });
    refused([](auto& s) { s.path_prefixes = {}; });
    refused([](auto& s) { s.path_prefixes = {"v1"}; });
    refused([](auto& s) { s.path_prefixes = {"/v1/../"}; });
    refused([](auto& s) { s.path_prefixes = {"/v1?x"}; });
    refused([](auto& s) { s.path_prefixes.resize(Vendor::path_prefixes_max + 1, "/"); });
    refused([](auto& s) { s.connect_timeout = 0ms; });
    refused([](auto& s) { s.timeout = s.connect_timeout - 1ms; });
    refused([](auto& s) { s.timeout = Vendor::timeout_max + 1ms; });
    refused([](auto& s) { s.answer_bytes_max = 0; });
    refused([](auto& s) { s.answer_bytes_max = Vendor::answer_bytes_limit + 1; });
    refused([](auto& s) { s.requests_per_minute = 0; });
    refused([](auto& s) { s.requests_per_minute = Vendor::requests_per_minute_limit + 1; });
}

TEST(VendorTest, SaysItsPortWhereItIsAnother) {
    EXPECT_EQ((Vendor{{.name = "kms", .host = "KMS.example"}}.authority()), "kms.example");
    EXPECT_EQ((Vendor{{.name = "kms", .host = "kms.example", .port = 8443}}.authority()), "kms.example:8443");
}

TEST(VendorTest, OnlyPathsBelowItsPrefixesAreAllowed) {
    VendorSettings of_two = settings();
    of_two.path_prefixes = {"/v1", "/keys/"};
    const Vendor vendor{of_two};
    for (const char* path : {"/v1", "/v1/", "/v1/a", "/v1/a/b.c", "/v1?q=/../x&y=%2e%20z", "/v1/%41%20b",
                             "/keys/", "/keys/1", "/v1/a:b@c,d;e=f"})
        EXPECT_TRUE(vendor.allows(path)) << path;
    for (const char* path : {"",
                             "v1",
                             "/",
                             "/v2",
                             "/v12",
                             "/v1.",
                             "/keys",
                             "/v1/..",
                             "/v1/../v2",
                             "/v1/./a",
                             "/v1/.",
                             "/v1//a",
                             "//v1",
                             "/v1/%2e%2e/v2",
                             "/v1/%2E./x",
                             "/v1/%2f",
                             "/v1/%5cx",
                             "/v1/%00",
                             "/v1/%0d%0a",
                             "/v1/%25",
                             "/v1/%",
                             "/v1/%4",
                             "/v1/%zz",
                             "/v1\\x",
                             "/v1#x",
                             "/v1?a#b",
                             "/v1 x",
                             "/v1\r\nX: y",
                             "/v1?a\r\nX: y",
                             "/v1/\xc3\xa4",
                             "https://kms.example/v1",
                             "@elsewhere.example/v1",
                             "/v1/{x}"})
        EXPECT_FALSE(vendor.allows(path)) << path;
    EXPECT_TRUE(vendor.allows("/v1/" + std::string(Vendor::path_length_max - 4, 'a')));
    EXPECT_FALSE(vendor.allows("/v1/" + std::string(Vendor::path_length_max - 3, 'a')));
}

TEST(HttpsRequestTest, HeadersThatFrameOrAddressARequestAreOurs) {
    const auto sound = [](std::string name, std::string value) {
        return is_sound({.path = "/", .headers = {{std::move(name), std::move(value)}}});
    };
    EXPECT_TRUE(sound("X-Amz-Target", "TrentService.Encrypt"));
    EXPECT_TRUE(sound("Authorization", "Bearer abc"));
    for (const char* name :
         {"Host", "host", "Content-Length", "Transfer-Encoding", "Connection", "Expect", "Upgrade", "TE",
          "Trailer", "Proxy-Authorization", "", "A B", "A:", "A\r\n", "\xc3\xa4"})
        EXPECT_FALSE(sound(name, "value")) << name;
    for (const char* value : {"", "a\r\nX: b", "a\nb", "a\rb", "\x01", "\x7f", "\xc3\xa4"})
        EXPECT_FALSE(sound("X-Name", value)) << value;
    EXPECT_FALSE(sound("X-Name", std::string("a\0b", 3)));
    EXPECT_FALSE(sound("X-Name", std::string(request_header_bytes_max + 1, 'a')));
}

TEST(HttpsRequestTest, ARequestHasLimits) {
    HttpsRequest many{.path = "/"};
    many.headers.resize(request_headers_max, {"X-Name", "value"});
    EXPECT_TRUE(is_sound(many));
    many.headers.push_back({"X-Name", "value"});
    EXPECT_FALSE(is_sound(many));
    const auto with_body = [](Method method, std::size_t size) {
        return is_sound({.method = method, .path = "/", .body = crypto::Secret{std::string(size, 'x')}});
    };
    EXPECT_TRUE(with_body(Method::post, request_body_bytes_max));
    EXPECT_FALSE(with_body(Method::post, request_body_bytes_max + 1));
    EXPECT_FALSE(with_body(Method::get, 1));
}

TEST(RateTest, FlowsBackAndNeverAboveItsBurst) {
    const Rate::Time start{};
    Rate rate{6, start};
    for (int i = 0; i < 6; ++i)
        EXPECT_TRUE(rate.take(start));
    EXPECT_FALSE(rate.take(start));
    EXPECT_FALSE(rate.take(start + 9s));
    EXPECT_TRUE(rate.take(start + 11s));
    EXPECT_FALSE(rate.take(start + 11s));
    int after_an_hour = 0;
    while (rate.take(start + 1h))
        ++after_an_hour;
    EXPECT_EQ(after_an_hour, 6);
}

}  // namespace
}  // namespace suncrew::egress
