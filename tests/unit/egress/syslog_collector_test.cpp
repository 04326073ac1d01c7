#include "egress/syslog_collector.hpp"

#include <chrono>

#include <gtest/gtest.h>

#include "egress/client.hpp"
#include "egress/syslog_server.hpp"

namespace suncrew::egress {
namespace {

class SyslogCollectorTest : public testing::Test {
protected:
    SyslogCollectorTest() {
        make_certificate(folder_, "server", "DNS:localhost,IP:127.0.0.1");
        make_certificate(folder_, "stranger", "DNS:localhost,IP:127.0.0.1");
        make_certificate(folder_, "elsewhere", "DNS:elsewhere.example");
    }
    SyslogCollectorSettings settings(std::uint16_t port, const std::string& ca = "server") const {
        return {.host = "localhost",
                .port = port,
                .ca_file = (folder_ / (ca + ".pem")).string(),
                .own_name = "suncrew.example"};
    }
    SyslogMessage message(std::string text = R"({"one":1})") const {
        return {SyslogSeverity::warning, at_, "sign_in_failed", std::move(text)};
    }
    void send(const SyslogCollectorSettings& settings) {
        SyslogCollector{settings}.send(std::array{message()});
    }
    std::vector<std::string> arrived() const { return syslog_messages(folder_); }

    const Instant at_ = std::chrono::sys_days{std::chrono::year{2026} / 5 / 4} + std::chrono::hours{9};
    ScratchFolder folder_;
};

TEST_F(SyslogCollectorTest, MessagesArriveInTheirOrderEachWithItsLength) {
    const SyslogServer server{"keep", folder_};
    SyslogCollector{settings(server.port())}.send(std::array{message(), message(R"({"two":2})")});
    const auto messages = arrived();
    ASSERT_EQ(messages.size(), 2U);
    EXPECT_EQ(messages[0],
              R"(<84>1 2026-05-04T09:00:00.000Z suncrew.example suncrew - sign_in_failed - {"one":1})");
    EXPECT_TRUE(messages[1].ends_with(R"( - {"two":2})"));
}

TEST_F(SyslogCollectorTest, ManyLargeMessagesArriveWhole) {
    const SyslogServer server{"keep", folder_};
    const std::vector<SyslogMessage> many(1000, message(std::string(1500, 'x')));
    SyslogCollector{settings(server.port())}.send(many);
    EXPECT_EQ(arrived().size(), 1000U);
}

TEST_F(SyslogCollectorTest, WhoShowsAnotherCertificateGetsNothing) {
    const SyslogServer server{"keep", folder_};
    EXPECT_THROW(send(settings(server.port(), "stranger")), Failed);
    const SyslogServer misnamed{"keep", folder_, "elsewhere"};
    EXPECT_THROW(send(settings(misnamed.port(), "elsewhere")), Failed);
    EXPECT_TRUE(arrived().empty());
    auto by_address = settings(server.port());
    by_address.host = "127.0.0.1";
    send(by_address);
    EXPECT_EQ(arrived().size(), 1U) << "an address that the certificate carries is a name too";
}

TEST_F(SyslogCollectorTest, AnOldVersionOfTlsGetsNothing) {
    const SyslogServer server{"tls1.1", folder_};
    EXPECT_THROW(send(settings(server.port())), Failed);
    EXPECT_TRUE(arrived().empty());
}

TEST_F(SyslogCollectorTest, WhoIsAwayOrBreaksOffHasFailed) {
    std::uint16_t port = 0;
    {
        const SyslogServer server{"cut", folder_};
        port = server.port();
        const std::vector<SyslogMessage> many(5000, message(std::string(1500, 'x')));
        EXPECT_THROW(SyslogCollector{settings(port)}.send(many), Failed);
    }
    EXPECT_THROW(send(settings(port)), Failed);
    EXPECT_TRUE(arrived().empty());
}

TEST_F(SyslogCollectorTest, WhoNeverSaysThatAllIsReadHasFailedInTime) {
    const SyslogServer server{"silent", folder_};
    const auto began = std::chrono::steady_clock::now();
    EXPECT_THROW(send(settings(server.port())), Failed);
    EXPECT_LT(std::chrono::steady_clock::now() - began,
              SyslogCollector::send_timeout + std::chrono::seconds{3});
}

TEST_F(SyslogCollectorTest, AMissingAuthorityIsRefusedAndNotReplacedByTheSystems) {
    const SyslogServer server{"keep", folder_};
    EXPECT_THROW(send(settings(server.port(), "missing")), Failed);
    auto none = settings(server.port());
    none.ca_file.clear();
    EXPECT_THROW(SyslogCollector{none}, std::invalid_argument);
}

TEST_F(SyslogCollectorTest, WhatIsNoMessageIsNotSent) {
    const SyslogCollector collector{settings(1)};
    EXPECT_THROW(collector.send(std::array{message("two\nlines")}), std::invalid_argument);
    EXPECT_THROW(collector.send(std::array{message(std::string(2100, 'x'))}), std::invalid_argument);
    EXPECT_THROW(collector.send(std::array{SyslogMessage{SyslogSeverity::notice, at_, "a b", "x"}}),
                 std::invalid_argument);
    auto strange = settings(1);
    strange.host = "a/b";
    EXPECT_THROW(SyslogCollector{strange}, std::invalid_argument);
}

}  // namespace
}  // namespace suncrew::egress
