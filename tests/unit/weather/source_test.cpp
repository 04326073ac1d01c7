#include "weather/source.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/refusal.hpp"
#include "egress/https_server.hpp"
#include "solar/made_weather.hpp"

namespace suncrew::weather {
namespace {

using testing::HasSubstr;
using testing::Not;

const solar::Place madrid{40.4168, -3.7038};

/// A whole year as the providers would say it, made up.
const solar::WeatherYear& made() {
    static const solar::WeatherYear year = solar::made_year({40.42, -3.7, 650}, 0);
    return year;
}

class SourceTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<egress::ScratchFolder>();
        make_certificate(*folder_, "server", "DNS:localhost");
    }
    static void TearDownTestSuite() { folder_.reset(); }
    void SetUp() override {
        for (const char* name : {"seen", "answer", "status", "cache"})
            std::filesystem::remove_all(*folder_ / name);
    }

    static void say(const std::string& text, int status = 200) {
        std::ofstream{*folder_ / "answer"} << text;
        std::ofstream{*folder_ / "status"} << status;
    }
    static std::string seen() { return egress::read_file(*folder_ / "seen"); }

    /// The provider's own settings, but on this machine.
    Source source(std::unique_ptr<const Provider> provider, const egress::ScriptServer& server) {
        egress::VendorSettings settings = provider->usual_vendor();
        settings.host = "localhost";
        settings.port = server.port();
        settings.reach = egress::Reach::loopback;
        settings.ca_file = (*folder_ / "server.pem").string();
        return {client_, egress::Vendor{settings}, std::move(provider),
                egress::AnswerCache{*folder_ / "cache", 10}};
    }
    static egress::HttpsServer server() { return {"weather_server.py", "tls", *folder_}; }

    /// "code reason field: detail" of what asking comes to; empty for a year.
    static std::string refused(Source& source, const solar::Place& place = madrid) {
        try {
            source.at(place);
        } catch (const Refusal& refusal) {
            return (refusal.code() == Code::unavailable ? "unavailable "
                    : refusal.code() == Code::invalid   ? "invalid "
                                                        : "other ") +
                   refusal.reason() + " " + refusal.field() + ": " + refusal.detail();
        }
        return "";
    }

    static inline std::unique_ptr<egress::ScratchFolder> folder_;
    egress::Client client_;
};

TEST_F(SourceTest, EachProviderGivesAYear) {
    const auto expect_year = [&](std::unique_ptr<const Provider> provider, const std::string& text,
                                 const std::string& asked) {
        const egress::HttpsServer vendor = server();
        say(text);
        Source weather = source(std::move(provider), vendor);
        const solar::WeatherYear year = weather.at(madrid);
        EXPECT_EQ(year.records.size(), 8760U);
        EXPECT_NEAR(year.records[12].dni_w_m2, made().records[12].dni_w_m2, 0.5);
        EXPECT_THAT(seen(), HasSubstr(asked));
    };
    expect_year(std::make_unique<Pvgis>(), as_pvgis(made()),
                "GET /api/v5_3/tmy?lat=40.42&lon=-3.70&outputformat=csv");
    expect_year(
        std::make_unique<Nsrdb>(crypto::Secret{std::string_view{"abc123"}}, "a+b@example.org"),
        as_sam(made(), true),
        "GET /api/nsrdb/v2/solar/nsrdb-GOES-tmy-v4-0-0-download.csv?wkt=POINT(-3.70%2040.42)&names=tmy");
    EXPECT_THAT(seen(), HasSubstr("&email=a%2Bb@example.org&api_key=abc123"));
    expect_year(std::make_unique<NasaPower>(2025), as_power(made()),
                "GET /api/temporal/hourly/point?community=RE&format=CSV&time-standard=UTC&start=20250101&end="
                "20251231&latitude=40.42&longitude=-3.70&");
}

TEST_F(SourceTest, NeverTellsWhereSomebodyLives) {
    const egress::HttpsServer vendor = server();
    say(as_pvgis(made()));
    Source weather = source(std::make_unique<Pvgis>(), vendor);
    weather.at({40.416775, -3.703790});
    EXPECT_THAT(seen(), Not(HasSubstr("40.416")));
    EXPECT_THAT(seen(), Not(HasSubstr("3.703")));
}

TEST_F(SourceTest, AsksOnceForAPlaceAndItsNeighbours) {
    const egress::HttpsServer vendor = server();
    say(as_pvgis(made()));
    Source weather = source(std::make_unique<Pvgis>(), vendor);
    for (int i = 0; i < 3; ++i)
        weather.at({40.4168 + 0.001 * i, -3.7038});
    EXPECT_EQ(seen(), "connected\nGET /api/v5_3/tmy?lat=40.42&lon=-3.70&outputformat=csv&usehorizon=0\n");
    weather.at({40.6, -3.7038});
    EXPECT_THAT(seen(), HasSubstr("lat=40.60"));
    // And another program, with the provider away.
    say("gone", 503);
    Source next = source(std::make_unique<Pvgis>(), vendor);
    EXPECT_EQ(next.at(madrid).records.size(), 8760U);
    EXPECT_THAT(refused(next, {41, -3.7}), HasSubstr("weather_provider_away"));
}

TEST_F(SourceTest, SaysThatTheProviderIsAway) {
    egress::HttpsServer vendor = server();
    Source weather =
        source(std::make_unique<Nsrdb>(crypto::Secret{std::string_view{"abc123"}}, "a@example.org"), vendor);
    for (const int status : {500, 503, 429, 401, 403, 301}) {
        say("no", status);
        EXPECT_EQ(refused(weather),
                  "unavailable weather_provider_away : nsrdb gives no weather now: status " +
                      std::to_string(status) + "; the climate table has a mean year instead");
    }
    vendor.stop();
    const std::string gone = refused(weather);
    EXPECT_THAT(gone,
                HasSubstr("unavailable weather_provider_away : nsrdb gives no weather now: unreachable"));
    EXPECT_THAT(gone, Not(HasSubstr("abc123")));
    EXPECT_TRUE(std::filesystem::is_empty(*folder_ / "cache"));
}

TEST_F(SourceTest, SaysThatTheProviderHasNoSuchPlace) {
    const egress::HttpsServer vendor = server();
    Source weather = source(std::make_unique<Pvgis>(), vendor);
    say("over the sea", 400);
    EXPECT_THAT(refused(weather), HasSubstr("invalid place_without_weather place: pvgis has no weather"));
    EXPECT_THAT(refused(weather, {91, 0}), HasSubstr("invalid out_of_range place.latitude_deg"));
}

TEST_F(SourceTest, KeepsNothingThatIsNoYear) {
    const egress::HttpsServer vendor = server();
    Source weather = source(std::make_unique<Pvgis>(), vendor);
    const std::string whole = as_pvgis(made());
    for (const std::string& text :
         {std::string{"<html>maintenance</html>"}, std::string{}, whole.substr(0, whole.size() / 2)}) {
        say(text);
        EXPECT_THAT(refused(weather),
                    HasSubstr("unavailable weather_provider_unreadable : pvgis_40.42_-3.70"));
    }
    EXPECT_TRUE(std::filesystem::is_empty(*folder_ / "cache"));
    say(whole);
    EXPECT_EQ(refused(weather), "");
    EXPECT_FALSE(std::filesystem::is_empty(*folder_ / "cache"));
}

TEST_F(SourceTest, AsksAgainWhereTheKeptYearIsDamaged) {
    const egress::HttpsServer vendor = server();
    say(as_pvgis(made()));
    Source weather = source(std::make_unique<Pvgis>(), vendor);
    weather.at(madrid);
    const std::filesystem::path kept = *std::filesystem::directory_iterator{*folder_ / "cache"};
    std::ofstream{kept} << "half a ye";
    EXPECT_EQ(weather.at(madrid).records.size(), 8760U);
    EXPECT_EQ(egress::read_file(kept), as_pvgis(made()));
}

TEST(Providers, RefuseWhatCannotBeAsked) {
    const auto key = [](std::string_view text) { return crypto::Secret{text}; };
    EXPECT_THROW((Nsrdb{key("a&b"), "a@example.org"}), std::invalid_argument);
    EXPECT_THROW((Nsrdb{key(""), "a@example.org"}), std::invalid_argument);
    EXPECT_THROW((Nsrdb{key("abc"), "a@example.org&x=1"}), std::invalid_argument);
    EXPECT_THROW(NasaPower{2000}, std::invalid_argument);
    EXPECT_NO_THROW(egress::Vendor{NasaPower{2025}.usual_vendor()});
    EXPECT_TRUE(egress::Vendor{Pvgis{}.usual_vendor()}.allows(Pvgis{}.path_for(madrid)));
    const Nsrdb nsrdb{key("abc"), "a@example.org"};
    EXPECT_TRUE(egress::Vendor{nsrdb.usual_vendor()}.allows(nsrdb.path_for({-33.9, 151.2})));
    EXPECT_TRUE(egress::Vendor{NasaPower{2025}.usual_vendor()}.allows(NasaPower{2025}.path_for(madrid)));
}

}  // namespace
}  // namespace suncrew::weather
