#include "weather/provided_skies.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "egress/https_server.hpp"
#include "solar/made_weather.hpp"

namespace suncrew::weather {
namespace {

using testing::HasSubstr;

const solar::Place madrid{40.4168, -3.7038};

class ProvidedSkiesTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<egress::ScratchFolder>();
        make_certificate(*folder_, "server", "DNS:localhost");
        std::ofstream{*folder_ / "answer"} << as_pvgis(solar::made_year({40.42, -3.7, 650}, 0));
    }
    static void TearDownTestSuite() { folder_.reset(); }
    void SetUp() override {
        for (const char* name : {"seen", "status", "cache"})
            std::filesystem::remove_all(*folder_ / name);
    }

    Source source() {
        egress::VendorSettings settings = Pvgis{}.usual_vendor();
        settings.host = "localhost";
        settings.port = server_.port();
        settings.reach = egress::Reach::loopback;
        settings.ca_file = (*folder_ / "server.pem").string();
        return {client_, egress::Vendor{settings}, std::make_unique<Pvgis>(),
                egress::AnswerCache{*folder_ / "cache", 10}};
    }
    static std::string seen() { return egress::read_file(*folder_ / "seen"); }
    static void say_status(int status) { std::ofstream{*folder_ / "status"} << status; }

    static inline std::unique_ptr<egress::ScratchFolder> folder_;
    egress::Client client_;
    egress::HttpsServer server_{"weather_server.py", "tls", *folder_};
};

TEST_F(ProvidedSkiesTest, AreAskedForBehindWhoWantsThem) {
    ProvidedSkies skies{source()};
    EXPECT_EQ(skies.over(madrid), nullptr);
    EXPECT_EQ(skies.over({40.418, -3.7011}), nullptr) << "the same place to a kilometre";
    EXPECT_EQ(seen(), "") << "who wants a sky asks nobody";
    EXPECT_EQ(skies.state().waiting, 1);
    skies.ask({});
    ASSERT_NE(skies.over(madrid), nullptr);
    EXPECT_GT(skies.over(madrid)->size(), 4000U);
    EXPECT_EQ(skies.state().waiting, 0);
    EXPECT_EQ(skies.state().answers, 1);
    EXPECT_EQ(seen(), "connected\nGET /api/v5_3/tmy?lat=40.42&lon=-3.70&outputformat=csv&usehorizon=0\n");
    ProvidedSkies next{source()};
    EXPECT_NE(next.over(madrid), nullptr) << "another program has it from the disk";
}

TEST_F(ProvidedSkiesTest, WaitUntilTheProviderIsBack) {
    ProvidedSkies skies{source()};
    skies.over(madrid);
    say_status(503);
    skies.ask({});
    EXPECT_THAT(skies.state().away.value_or(""), HasSubstr("status 503"));
    EXPECT_EQ(skies.state().waiting, 1);
    const std::string before = seen();
    skies.ask({});
    EXPECT_EQ(seen(), before) << "it is left alone for a while";
    EXPECT_EQ(skies.over(madrid), nullptr);
}

TEST_F(ProvidedSkiesTest, OfAPlaceThatTheProviderDoesNotHaveAreAskedForOnce) {
    ProvidedSkies skies{source()};
    skies.over(madrid);
    say_status(400);
    skies.ask({});
    EXPECT_EQ(skies.state().away, std::nullopt);
    EXPECT_EQ(skies.over(madrid), nullptr);
    EXPECT_EQ(skies.state().waiting, 0);
}

TEST_F(ProvidedSkiesTest, AreNotAskedForWithoutEnd) {
    ProvidedSkies skies{source()};
    for (int i = 0; i < 300; ++i)
        skies.over({30 + 0.1 * i, 10});
    EXPECT_EQ(skies.state().waiting, static_cast<std::int64_t>(ProvidedSkies::waiting_max));
    std::stop_source over;
    over.request_stop();
    skies.ask(over.get_token());
    EXPECT_EQ(seen(), "");
}

}  // namespace
}  // namespace suncrew::weather
