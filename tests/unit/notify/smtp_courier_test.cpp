#include <gtest/gtest.h>

#include "egress/smtp_server.hpp"
#include "notify/courier.hpp"

namespace suncrew::notify {
namespace {

class SmtpCourierTest : public testing::Test {
protected:
    SmtpCourierTest() { egress::make_certificate(folder_, "server", "DNS:localhost"); }

    SmtpCourier courier(const egress::SmtpServer& smtp) {
        return {client_,
                egress::MailServer{
                    {.host = "localhost", .port = smtp.port(), .ca_file = (folder_ / "server.pem").string()}},
                "no-reply@example.org"};
    }
    static Posted to(const std::string& recipient) {
        return {7,
                Instant{},
                {recipient,
                 "Ma\xc3\xb1"
                 "ana",
                 "Ma\xc3\xb1"
                 "ana\n"}};
    }

    egress::ScratchFolder folder_;
    egress::Client client_;
};

TEST_F(SmtpCourierTest, WhatIsComposedIsWhatArrives) {
    const egress::SmtpServer smtp{"tls", folder_};
    const Posted posted = to("customer1@example.org");
    courier(smtp).deliver(posted);
    EXPECT_EQ(egress::read_file(folder_ / "1.eml"),
              compose(posted, "no-reply@example.org", Transfer::base64));
    EXPECT_EQ(egress::read_file(folder_ / "1.envelope"),
              "no-reply@example.org\ncustomer1@example.org\ntls\n");
}

TEST_F(SmtpCourierTest, TheServersNoIsTheCouriers) {
    const egress::SmtpServer smtp{"tls", folder_};
    EXPECT_THROW(courier(smtp).deliver(to("customer1@refused.example")), Undeliverable);
    EXPECT_THROW(courier(smtp).deliver(to("customer1@busy.example")), NotDelivered);
}

}  // namespace
}  // namespace suncrew::notify
