#include <thread>

#include <gtest/gtest.h>

#include "egress/client.hpp"
#include "egress/https_server.hpp"

namespace suncrew::egress {
namespace {

using namespace std::chrono_literals;
using crypto::Secret;

/// What was told of a call, with the vendor's name kept.
struct Told {
    std::string vendor;
    Call call;
};

/// A door whose names lead where a test says, as a DNS server in the wrong hands would have them.
class ClientWithNames : public Client {
public:
    ClientWithNames(Observer observer, std::vector<std::string> names)
        : Client{std::move(observer), std::move(names)} {}
};

class HttpsTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<ScratchFolder>();
        make_certificate(*folder_, "server", "DNS:localhost,DNS:vendor.example");
        make_certificate(*folder_, "stranger", "DNS:localhost");
        make_certificate(*folder_, "elsewhere", "DNS:elsewhere.example");
    }
    static void TearDownTestSuite() { folder_.reset(); }
    void SetUp() override { std::filesystem::remove(*folder_ / "seen"); }

    HttpsServer server(const std::string& mode = "tls", const std::string& certificate = "server") {
        return HttpsServer{"https_server.py", mode, *folder_, certificate};
    }
    static VendorSettings settings(const ScriptServer& server) {
        return {.name = "scratch",
                .host = "localhost",
                .port = server.port(),
                .reach = Reach::loopback,
                .ca_file = (*folder_ / "server.pem").string(),
                .path_prefixes = {"/v1"},
                .connect_timeout = 5s,
                .timeout = 10s,
                .answer_bytes_max = 4000};
    }
    static std::string seen() { return read_file(*folder_ / "seen"); }

    Observer observer() {
        return [this](const Call& call) { told_.push_back({std::string{call.vendor}, call}); };
    }
    HttpsAnswer get(Client& client, const VendorSettings& vendor, const std::string& path) {
        return client.send(Vendor{vendor}, {.path = path});
    }
    /// What became of a request for `path`; `answered` too.
    Outcome outcome(Client& client, const VendorSettings& vendor, const std::string& path) {
        told_.clear();
        try {
            get(client, vendor, path);
        } catch (const NoAnswer& none) {
            EXPECT_EQ(none.outcome(), told_.back().call.outcome);
        }
        EXPECT_EQ(told_.size(), 1U) << "each call is told once";
        return told_.back().call.outcome;
    }
    Outcome outcome(const VendorSettings& vendor, const std::string& path) {
        return outcome(client_, vendor, path);
    }

    static inline std::unique_ptr<ScratchFolder> folder_;
    std::vector<Told> told_;
    Client client_{observer()};
};

TEST_F(HttpsTest, ARequestArrivesAsItIsAndItsAnswerComesBack) {
    const HttpsServer vendor = server();
    const HttpsAnswer answer = client_.send(
        Vendor{settings(vendor)}, {.method = Method::post,
                                   .path = "/v1/echo/%41?b=c%20d",
                                   .headers = {{"Content-Type", "application/json"}, {"X-Name", "a b"}},
                                   .body = Secret{std::string_view{"{\"a\":1}"}}});
    EXPECT_EQ(answer.status, 200);
    const std::string text{answer.body.expose()};
    EXPECT_TRUE(text.starts_with("POST /v1/echo/%41?b=c%20d HTTP/1.1\n")) << text;
    EXPECT_TRUE(text.ends_with("\n\n{\"a\":1}")) << text;
    for (const char* line : {"\nHost: localhost:", "\nContent-Type: application/json\n", "\nX-Name: a b\n",
                             "\nContent-Length: 7\n"})
        EXPECT_NE(text.find(line), text.npos) << line << text;
    for (const char* never : {"Expect", "urlencoded", "Cookie", "Accept-Encoding", "User-Agent"})
        EXPECT_EQ(text.find(never), text.npos) << never << text;
}

TEST_F(HttpsTest, EachCallIsToldWithoutWhatWasSaid) {
    const HttpsServer vendor = server();
    client_.send(Vendor{settings(vendor)},
                 {.method = Method::post, .path = "/v1/bytes/3", .body = Secret{std::string_view{"12345"}}});
    ASSERT_EQ(told_.size(), 1U);
    EXPECT_EQ(told_[0].vendor, "scratch");
    const Call& call = told_[0].call;
    EXPECT_EQ(call.method, Method::post);
    EXPECT_EQ(call.outcome, Outcome::answered);
    EXPECT_EQ(call.status, 200);
    EXPECT_EQ(call.sent_bytes, 5U);
    EXPECT_EQ(call.received_bytes, 3U);
    EXPECT_LT(call.took, 10s);
}

TEST_F(HttpsTest, WhatTheObserverThrowsTakesTheAnswersPlace) {
    const HttpsServer vendor = server();
    Client client{[](const Call&) { throw std::logic_error{"no record"}; }};
    EXPECT_THROW(get(client, settings(vendor), "/v1/echo"), std::logic_error);
}

TEST_F(HttpsTest, AStatusIsTheCallersToJudge) {
    const HttpsServer vendor = server();
    for (const int status : {400, 403, 404, 429, 500, 503})
        EXPECT_EQ(get(client_, settings(vendor), "/v1/status/" + std::to_string(status)).status, status);
}

TEST_F(HttpsTest, ARedirectIsNotFollowed) {
    const HttpsServer vendor = server();
    for (const int status : {301, 302, 303, 307, 308})
        EXPECT_EQ(get(client_, settings(vendor), "/v1/redirect/" + std::to_string(status)).status, status);
    EXPECT_EQ(seen().find("secret"), std::string::npos);
}

TEST_F(HttpsTest, WhatIsNotAllowedIsNotSent) {
    const HttpsServer vendor = server();
    const VendorSettings known = settings(vendor);
    for (const char* path : {"/v2/echo", "/v1/../v2/echo", "/v1/%2e%2e/v2", "/", "//elsewhere.example/v1",
                             "/v1/echo\r\nX: y", ":443@elsewhere.example/v1"})
        EXPECT_EQ(outcome(known, path), Outcome::request_refused) << path;
    EXPECT_THROW(
        client_.send(Vendor{known}, {.path = "/v1/echo", .headers = {{"Host", "elsewhere.example"}}}),
        NoAnswer);
    EXPECT_EQ(seen(), "");
}

TEST_F(HttpsTest, AnAnswerThatIsTooLargeIsThrownAway) {
    const HttpsServer vendor = server();
    const VendorSettings known = settings(vendor);
    EXPECT_EQ(outcome(known, "/v1/bytes/4000"), Outcome::answered);
    EXPECT_EQ(outcome(known, "/v1/bytes/4001"), Outcome::too_large);
    EXPECT_EQ(outcome(known, "/v1/bytes/50000000"), Outcome::too_large);
    EXPECT_EQ(outcome(known, "/v1/chunked/4000"), Outcome::answered);
    EXPECT_EQ(outcome(known, "/v1/chunked/50000000"), Outcome::too_large);
    EXPECT_LE(told_.back().call.received_bytes, 4000U);
    EXPECT_EQ(outcome(known, "/v1/headers/60"), Outcome::answered);
    EXPECT_EQ(outcome(known, "/v1/headers/70"), Outcome::too_large);
}

TEST_F(HttpsTest, NothingIsUnpacked) {
    const HttpsServer vendor = server();
    const HttpsAnswer answer = get(client_, settings(vendor), "/v1/packed");
    EXPECT_EQ(answer.body.expose(), "\x1f\x8bnot unpacked");
}

TEST_F(HttpsTest, ADripAndASilenceEndWithTheCallsTime) {
    const HttpsServer vendor = server();
    VendorSettings hasty = settings(vendor);
    hasty.connect_timeout = hasty.timeout = 700ms;
    for (const char* path : {"/v1/drip", "/v1/drip_headers", "/v1/silent"}) {
        EXPECT_EQ(outcome(hasty, path), Outcome::too_slow) << path;
        EXPECT_GE(told_.back().call.took, 600ms);
        EXPECT_LT(told_.back().call.took, 3s);
    }
}

TEST_F(HttpsTest, AVendorThatDoesNotSpeakEndsWithTheConnectionsTime) {
    const HttpsServer vendor = server("mute");
    VendorSettings hasty = settings(vendor);
    hasty.connect_timeout = 500ms;
    EXPECT_EQ(outcome(hasty, "/v1/echo"), Outcome::too_slow);
    EXPECT_LT(told_.back().call.took, 3s);
}

TEST_F(HttpsTest, AnAnswerThatIsNotWholeIsNone) {
    const HttpsServer vendor = server();
    EXPECT_EQ(outcome(settings(vendor), "/v1/short"), Outcome::broken);
    EXPECT_EQ(outcome(settings(vendor), "/v1/garbage"), Outcome::broken);
}

TEST_F(HttpsTest, AnUnknownAuthorityOrAnotherNameIsNotTrusted) {
    {
        const HttpsServer vendor = server("tls", "stranger");
        EXPECT_EQ(outcome(settings(vendor), "/v1/echo"), Outcome::not_trusted);
        VendorSettings by_system = settings(vendor);
        by_system.ca_file.clear();
        EXPECT_EQ(outcome(by_system, "/v1/echo"), Outcome::not_trusted);
    }
    const HttpsServer vendor = server("tls", "elsewhere");
    VendorSettings elsewhere = settings(vendor);
    elsewhere.ca_file = (*folder_ / "elsewhere.pem").string();
    EXPECT_EQ(outcome(elsewhere, "/v1/echo"), Outcome::not_trusted) << "the right authority, another name";
    VendorSettings without = settings(vendor);
    without.ca_file = (*folder_ / "nothing.pem").string();
    EXPECT_EQ(outcome(without, "/v1/echo"), Outcome::not_trusted) << "nor without the file of the authority";
    EXPECT_EQ(seen().find("GET"), std::string::npos) << "no request was sent";
}

TEST_F(HttpsTest, WithoutTlsOrWithAnOldOneNothingIsSaid) {
    for (const char* mode : {"plain", "tls1.1"}) {
        const HttpsServer vendor = server(mode);
        EXPECT_EQ(outcome(settings(vendor), "/v1/echo"), Outcome::broken) << mode;
    }
    EXPECT_EQ(seen().find("GET"), std::string::npos);
}

TEST_F(HttpsTest, ANameThatLeadsToThisMachineIsNoVendorOfTheInternet) {
    const HttpsServer vendor = server();
    VendorSettings public_one = settings(vendor);
    public_one.reach = Reach::internet;
    EXPECT_EQ(outcome(public_one, "/v1/echo"), Outcome::address_refused);
    EXPECT_EQ(seen(), "") << "not even a connection";
}

TEST_F(HttpsTest, WhereverANameLeadsItsAddressIsJudged) {
    const HttpsServer vendor = server();
    VendorSettings settings_of_name = settings(vendor);
    settings_of_name.host = "vendor.example";
    const auto led_to = [&](const std::string& address, Reach reach) {
        ClientWithNames client{observer(),
                               {"vendor.example:" + std::to_string(vendor.port()) + ':' + address}};
        settings_of_name.reach = reach;
        return outcome(client, settings_of_name, "/v1/echo");
    };
    for (const char* address :
         {"127.0.0.1",         "127.9.9.9",       "10.0.0.1",  "172.16.0.1",         "192.168.1.1",
          "169.254.169.254",   "100.64.0.1",      "0.0.0.0",   "255.255.255.255",    "224.0.0.1",
          "192.0.2.1",         "[::1]",           "[::]",      "[::ffff:127.0.0.1]", "[::127.0.0.1]",
          "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00::1]",          "127.0.0.1,10.0.0.1"})
        EXPECT_EQ(led_to(address, Reach::internet), Outcome::address_refused) << address;
    EXPECT_EQ(seen(), "");
    for (const char* address : {"10.0.0.1", "169.254.169.254", "192.0.2.1", "8.8.8.8", "[::ffff:127.0.0.1]"})
        EXPECT_EQ(led_to(address, Reach::loopback), Outcome::address_refused) << address;
    EXPECT_EQ(seen(), "");
    EXPECT_EQ(led_to("127.0.0.1", Reach::loopback), Outcome::answered) << "and a name that leads there does";
}

TEST_F(HttpsTest, AVendorThatIsAwayIsUnreachable) {
    HttpsServer vendor = server();
    VendorSettings away = settings(vendor);
    vendor.stop();
    EXPECT_EQ(outcome(away, "/v1/echo"), Outcome::unreachable);
    away.host = "no-such-name.invalid";
    EXPECT_EQ(outcome(away, "/v1/echo"), Outcome::unreachable);
}

TEST_F(HttpsTest, TooManyRequestsAreNotSent) {
    const HttpsServer vendor = server();
    VendorSettings slow = settings(vendor);
    slow.requests_per_minute = 2;
    EXPECT_EQ(outcome(slow, "/v1/echo"), Outcome::answered);
    EXPECT_EQ(outcome(slow, "/v2"), Outcome::request_refused) << "which takes nothing";
    EXPECT_EQ(outcome(slow, "/v1/echo"), Outcome::answered);
    EXPECT_EQ(outcome(slow, "/v1/echo"), Outcome::rate_limited);
    EXPECT_LT(told_.back().call.took, 100ms) << "nobody waits";
    VendorSettings another = settings(vendor);
    another.name = "another";
    EXPECT_EQ(outcome(another, "/v1/echo"), Outcome::answered);
}

TEST_F(HttpsTest, ProxiesOfTheEnvironmentAreNotUsed) {
    const HttpsServer vendor = server();
    for (const char* variable : {"ALL_PROXY", "HTTPS_PROXY", "https_proxy"})
        ::setenv(variable, "http://127.0.0.1:9", 1);
    EXPECT_EQ(outcome(settings(vendor), "/v1/echo"), Outcome::answered);
    for (const char* variable : {"ALL_PROXY", "HTTPS_PROXY", "https_proxy"})
        ::unsetenv(variable);
}

TEST_F(HttpsTest, ThreadsShareOneDoor) {
    const HttpsServer vendor = server();
    const Vendor known{settings(vendor)};
    Client client;
    std::array<int, 4> answers{};
    std::vector<std::thread> threads;
    for (int& count : answers)
        threads.emplace_back([&] {
            for (int i = 0; i < 5; ++i)
                count += client.send(known, {.path = "/v1/echo"}).status == 200;
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(answers, (std::array{5, 5, 5, 5}));
}

}  // namespace
}  // namespace suncrew::egress
