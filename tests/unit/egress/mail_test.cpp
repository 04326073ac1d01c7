#include <gtest/gtest.h>

#include "egress/client.hpp"
#include "egress/smtp_server.hpp"

namespace suncrew::egress {
namespace {

constexpr const char* message = "Subject: Hello\r\n\r\nOne\r\n.\r\n..Two\r\nThree\r\n";
constexpr const char* sender = "no-reply@example.org";
constexpr const char* recipient = "customer1@example.org";

class MailTest : public testing::Test {
protected:
    MailTest() {
        make_certificate(folder_, "server", "DNS:localhost,IP:127.0.0.1");
        make_certificate(folder_, "stranger", "DNS:localhost,IP:127.0.0.1");
        make_certificate(folder_, "elsewhere", "DNS:elsewhere.example");
    }
    MailServer server(const SmtpServer& smtp, MailSecurity security, const std::string& ca = "server") const {
        return MailServer{{.host = "localhost",
                           .port = smtp.port(),
                           .security = security,
                           .ca_file = (folder_ / (ca + ".pem")).string()}};
    }
    void send(const MailServer& server, const std::string& to = recipient) {
        client_.send_mail(server, sender, to, message);
    }
    bool arrived() const { return std::filesystem::exists(folder_ / "1.eml"); }

    ScratchFolder folder_;
    Client client_;
};

TEST_F(MailTest, AMailArrivesOverTls) {
    const SmtpServer smtp{"tls", folder_};
    send(server(smtp, MailSecurity::tls));
    EXPECT_EQ(read_file(folder_ / "1.envelope"), std::string{sender} + "\n" + recipient + "\ntls\n");
    EXPECT_EQ(read_file(folder_ / "1.eml"), message) << "also the line that is a dot";
}

TEST_F(MailTest, AMailArrivesOverStartTls) {
    const SmtpServer smtp{"starttls", folder_};
    send(server(smtp, MailSecurity::starttls));
    EXPECT_EQ(read_file(folder_ / "1.envelope"), std::string{sender} + "\n" + recipient + "\ntls\n");
    EXPECT_EQ(read_file(folder_ / "1.eml"), message);
}

TEST_F(MailTest, AServerWithoutTlsGetsNothing) {
    const SmtpServer smtp{"plain", folder_};
    EXPECT_THROW(send(server(smtp, MailSecurity::starttls)), Failed);
    EXPECT_THROW(send(server(smtp, MailSecurity::tls)), Failed);
    EXPECT_FALSE(arrived());
}

TEST_F(MailTest, AnUnknownAuthorityIsRefused) {
    const SmtpServer smtp{"tls", folder_};
    const SmtpServer later{"starttls", folder_};
    EXPECT_THROW(send(server(smtp, MailSecurity::tls, "stranger")), Failed);
    EXPECT_THROW(send(server(later, MailSecurity::starttls, "stranger")), Failed);
    EXPECT_THROW(send(MailServer{{.host = "localhost", .port = smtp.port()}}), Failed)
        << "nor by the system's";
    EXPECT_FALSE(arrived());
}

TEST_F(MailTest, AnotherNameIsRefused) {
    const SmtpServer smtp{"tls", folder_, "elsewhere"};
    EXPECT_THROW(send(server(smtp, MailSecurity::tls, "elsewhere")), Failed);
    EXPECT_FALSE(arrived());
}

TEST_F(MailTest, AnOldTlsIsRefused) {
    const SmtpServer smtp{"tls1.1", folder_};
    EXPECT_THROW(send(server(smtp, MailSecurity::tls)), Failed);
    EXPECT_FALSE(arrived());
}

TEST_F(MailTest, AServerThatIsAwayIsToBeTriedAgain) {
    SmtpServer smtp{"tls", folder_};
    const MailServer away = server(smtp, MailSecurity::tls);
    smtp.stop();
    EXPECT_THROW(send(away), Failed);
}

TEST_F(MailTest, ANoForGoodIsToldFromANoForNow) {
    const SmtpServer smtp{"tls", folder_};
    EXPECT_THROW(send(server(smtp, MailSecurity::tls), "customer1@refused.example"), Rejected);
    EXPECT_THROW(send(server(smtp, MailSecurity::tls), "customer1@busy.example"), Failed);
    EXPECT_FALSE(arrived());
}

TEST_F(MailTest, WhatIsToldToTheLogNamesNoPerson) {
    const SmtpServer smtp{"tls", folder_};
    try {
        send(server(smtp, MailSecurity::tls), "customer1@refused.example");
        FAIL();
    } catch (const Rejected& rejected) {
        EXPECT_EQ(std::string{rejected.what()}.find("customer1"), std::string::npos) << rejected.what();
        EXPECT_NE(std::string{rejected.what()}.find("550"), std::string::npos) << rejected.what();
    }
}

TEST_F(MailTest, AnAddressCannotBecomeACommand) {
    const SmtpServer smtp{"tls", folder_};
    for (const char* address : {"a@example.org>\r\nRCPT TO:<b@example.org", "a@example.org\n",
                                "a b@example.org", "<a@example.org>", ""})
        EXPECT_THROW(send(server(smtp, MailSecurity::tls), address), std::invalid_argument) << address;
    EXPECT_FALSE(arrived());
}

TEST_F(MailTest, AMessageHasALimit) {
    const SmtpServer smtp{"tls", folder_};
    EXPECT_THROW(client_.send_mail(server(smtp, MailSecurity::tls), sender, recipient,
                                   std::string(message_bytes_max + 1, 'x')),
                 std::invalid_argument);
    EXPECT_FALSE(arrived());
}

TEST_F(MailTest, AProxyOfTheEnvironmentIsNotUsed) {
    const SmtpServer smtp{"tls", folder_};
    ::setenv("ALL_PROXY", "http://127.0.0.1:9", 1);
    EXPECT_NO_THROW(send(server(smtp, MailSecurity::tls)));
    ::unsetenv("ALL_PROXY");
    EXPECT_TRUE(arrived());
}

TEST(MailServerTest, OnlySoundSettingsAreApproved) {
    for (const char* host : {"", "mail.example/path", "mail.example:25", "user@mail.example", "mail example",
                             "-x", "mail.example\r\nX", "[::1]", ".example", "mail.example?x"})
        EXPECT_THROW(MailServer{{.host = host}}, std::invalid_argument) << host;
    EXPECT_THROW((MailServer{{.host = "mail.example", .port = 0}}), std::invalid_argument);
    EXPECT_THROW((MailServer{{.host = "mail.example", .user = "robot"}}), std::invalid_argument);
    EXPECT_THROW((MailServer{{.host = "mail.example", .greeting = "a b"}}), std::invalid_argument);
    EXPECT_NO_THROW((MailServer{{.host = "mail.example"}}));
}

}  // namespace
}  // namespace suncrew::egress
