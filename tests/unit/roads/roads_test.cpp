#include "roads/roads.hpp"

#include <algorithm>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "egress/https_server.hpp"

namespace suncrew::roads {
namespace {

using dispatch::Position;
using testing::HasSubstr;
using testing::Not;

const Position madrid{40.41678, -3.70379};
const Position getafe{40.30825, -3.73272};
const Position toledo{39.86283, -4.02732};
const Position lisbon{38.72225, -9.13934};

class RoadsTest : public testing::TestWithParam<const char*> {
protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<egress::ScratchFolder>();
        make_certificate(*folder_, "server", "DNS:localhost");
    }
    static void TearDownTestSuite() { folder_.reset(); }
    void SetUp() override {
        for (const char* name : {"seen", "broken", "status", "cache"})
            std::filesystem::remove_all(*folder_ / name);
    }

    static std::unique_ptr<const Protocol> protocol() {
        if (std::string_view{GetParam()} == "osrm")
            return std::make_unique<Osrm>("");
        return std::make_unique<Valhalla>("");
    }
    Roads roads(const egress::ScriptServer& server) {
        return {client_,
                egress::Vendor{{.name = GetParam(),
                                .host = "localhost",
                                .port = server.port(),
                                .reach = egress::Reach::loopback,
                                .ca_file = (*folder_ / "server.pem").string(),
                                .answer_bytes_max = egress::Vendor::answer_bytes_limit}},
                protocol(), egress::AnswerCache{*folder_ / "cache", 100}};
    }
    static egress::HttpsServer server() { return {"roads_server.py", "tls", *folder_}; }
    static std::string seen() { return egress::read_file(*folder_ / "seen"); }
    static void say(const char* name, const std::string& text) { std::ofstream{*folder_ / name} << text; }
    static std::int64_t requests() {
        const std::string text = seen();
        return std::count(text.begin(), text.end(), '\n') /
               2;  // a line for the connection, one for the request
    }

    static inline std::unique_ptr<egress::ScratchFolder> folder_;
    egress::Client client_;
};

INSTANTIATE_TEST_SUITE_P(By, RoadsTest, testing::Values("osrm", "valhalla"),
                         [](const auto& info) { return std::string{info.param}; });

TEST_P(RoadsTest, SayTheServicesWays) {
    const egress::HttpsServer service = server();
    Roads roads = this->roads(service);
    const routing::Travel travel = roads.between({madrid, getafe, toledo});
    ASSERT_EQ(travel.places(), 3U);
    const routing::Way way = travel.way(0, 0, 1);
    EXPECT_EQ(way.duration, 1400) << "11 hundredths south and 3 west";
    EXPECT_EQ(way.distance, 14'000);
    EXPECT_EQ(travel.way(0, 1, 0).duration, 1400);
    EXPECT_EQ(travel.way(0, 0, 0).duration, 0);
    EXPECT_EQ(requests(), 1);
    EXPECT_EQ(roads.state().answers, 1);
    EXPECT_EQ(roads.state().away, std::nullopt);
}

TEST_P(RoadsTest, NeverTellWhereSomebodyLives) {
    const egress::HttpsServer service = server();
    roads(service).between({madrid, toledo});
    EXPECT_THAT(seen(), Not(HasSubstr("40.416")));
    EXPECT_THAT(seen(), Not(HasSubstr("3.703")));
}

TEST_P(RoadsTest, AreAskedOnceForAWay) {
    const egress::HttpsServer service = server();
    roads(service).between({madrid, getafe});
    EXPECT_EQ(roads(service).between({getafe, madrid, {40.4171, -3.7042}}).way(0, 0, 1).duration, 1400)
        << "by another program, for another place of the same cell";
    EXPECT_EQ(requests(), 1);
    roads(service).between({getafe, madrid, toledo});
    EXPECT_EQ(requests(), 2) << "between the two and the third";
}

TEST_P(RoadsTest, AreEstimatedWhereTheServiceIsAway) {
    egress::HttpsServer service = server();
    Roads roads = this->roads(service);
    const routing::Travel estimate = routing::Travel::earth({madrid, getafe});
    say("status", "503");
    EXPECT_EQ(roads.between({madrid, getafe}).way(0, 0, 1).duration, estimate.way(0, 0, 1).duration);
    EXPECT_EQ(roads.state().away, "status 503");
    std::filesystem::remove(*folder_ / "status");
    roads.between({madrid, getafe});
    EXPECT_EQ(requests(), 1) << "nobody is asked again at once";
    service.stop();
    Roads next = this->roads(service);
    EXPECT_EQ(next.between({madrid, getafe}).way(0, 1, 0).distance, estimate.way(0, 1, 0).distance);
    EXPECT_EQ(next.state().away, "unreachable");
}

TEST_P(RoadsTest, KeepNothingThatIsNoTable) {
    const egress::HttpsServer service = server();
    const double estimated = routing::Travel::earth({madrid, getafe}).way(0, 0, 1).duration;
    for (const char* text :
         {"", "<html>", "[]", "{}", R"({"code":"NoTable"})", R"({"code":"Ok","durations":[[1]]})",
          R"({"code":"Ok","durations":[[0,-1],[1,0]],"distances":[[0,1],[1,0]]})",
          R"({"code":"Ok","durations":[["0",1],[1,0]],"distances":[[0,1],[1,0]]})",
          R"({"code":"Ok","durations":[[0,1e300],[1,0]],"distances":[[0,1],[1,0]]})",
          R"({"sources_to_targets":[[1,2],[3,4]]})",
          R"({"sources_to_targets":[[{"time":-1,"distance":1},{}],[{},{}]]})",
          R"({"sources_to_targets":[[{},{}]]})"}) {
        say("broken", text);
        Roads roads = this->roads(service);
        EXPECT_EQ(roads.between({madrid, getafe}).way(0, 0, 1).duration, estimated) << text;
        EXPECT_TRUE(roads.state().away) << text;
        EXPECT_TRUE(std::filesystem::is_empty(*folder_ / "cache")) << text;
    }
}

TEST_P(RoadsTest, EstimateWhatTheServiceKnowsNoWayTo) {
    const egress::HttpsServer service = server();
    const Position island{-80.5, -3.7};
    const Position shore{-79.9, -3.7};
    Roads roads = this->roads(service);
    const double estimated = routing::Travel::earth({island, shore}).way(0, 0, 1).duration;
    EXPECT_EQ(roads.between({island, shore}).way(0, 0, 1).duration, estimated);
    EXPECT_EQ(roads.state().away, std::nullopt);
    roads.between({island, shore});
    EXPECT_EQ(requests(), 1) << "that there is no way is known, too";
}

TEST_P(RoadsTest, AreNotAskedForFarPlacesOrTooMany) {
    const egress::HttpsServer service = server();
    Roads roads = this->roads(service);
    roads.between({madrid, lisbon});
    std::vector<Position> many;
    for (std::size_t i = 0; i <= Roads::places_max; ++i)
        many.push_back({40 + 0.0001 * static_cast<double>(i), -3.7});
    EXPECT_EQ(roads.between(many).places(), many.size());
    EXPECT_EQ(seen(), "");
}

TEST_P(RoadsTest, AskForALargeTableInPieces) {
    const egress::HttpsServer service = server();
    Roads roads = this->roads(service);
    std::vector<Position> many;
    for (int i = 0; i < 72; ++i)
        many.push_back({40 + 0.01 * (i % 12), -3.7 + 0.01 * (i / 12)});
    const routing::Travel travel = roads.between(many);
    EXPECT_GT(requests(), 1);
    EXPECT_LE(requests(), 12);
    for (routing::Place i = 0; i < 72; ++i)
        for (routing::Place j = 0; j < 72; ++j) {
            const int steps = std::abs(static_cast<int>(i % 12) - static_cast<int>(j % 12)) +
                              std::abs(static_cast<int>(i / 12) - static_cast<int>(j / 12));
            ASSERT_EQ(travel.way(0, i, j).duration, 100.0 * steps) << i << ' ' << j;
        }
}

TEST_P(RoadsTest, AskAgainWhereWhatWasKeptIsDamaged) {
    const egress::HttpsServer service = server();
    roads(service).between({madrid, getafe});
    for (const auto& entry : std::filesystem::directory_iterator{*folder_ / "cache"})
        std::ofstream{entry.path()} << "4031 -373 nonsense";
    EXPECT_EQ(roads(service).between({madrid, getafe}).way(0, 0, 1).duration, 1400);
    EXPECT_EQ(requests(), 2);
}

TEST(KeptWays, AreWhatWasKept) {
    const WaysFrom ways{{Cell{4042, -370}, Driven{1234, 5678}}, {Cell{-1, 17999}, std::nullopt}};
    EXPECT_EQ(ways_in(text_of(ways)), ways);
    EXPECT_TRUE(ways_in("1 2 3").empty());
    EXPECT_TRUE(ways_in("99999 0 1 1\n").empty());
    EXPECT_TRUE(ways_in("1 2 3 99999999999\n").empty());
    EXPECT_EQ(Cell::of({-0.004, 0.004}), (Cell{0, 0}));
}

}  // namespace
}  // namespace suncrew::roads
