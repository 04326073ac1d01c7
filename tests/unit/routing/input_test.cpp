#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/refusal.hpp"
#include "routing/check.hpp"
#include "routing/plan.hpp"
#include "routing/solomon.hpp"
#include "routing/solve.hpp"
#include "routing/vroom_input.hpp"
#include "routing/vroom_output.hpp"

namespace suncrew::routing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Read>
std::string refused(Read read, const std::string& text) {
    try {
        read(text);
    } catch (const Refusal& refusal) {
        return refusal.field() + " " + refusal.reason();
    }
    return "read";
}

std::string vroom(const std::string& vehicle, const std::string& rest) {
    return refused(read_vroom, R"({"vehicles":[{"id":1,"start":[2,41])" + vehicle + "}]" + rest + "}");
}

TEST(VroomInput, SaysWhereAMistakeIs) {
    EXPECT_EQ(vroom("", ""), "read");
    EXPECT_EQ(vroom("", R"(,"jobs":[{"id":1,"location":[2,41],"time_windows":[[5,4]]}])"),
              "jobs[0].time_windows[0] window_ends_before_it_begins");
    EXPECT_EQ(vroom("", R"(,"jobs":[{"id":1,"location":[2,41],"time_windows":[[0,9],[20,30],[9,12]]}])"),
              "jobs[0].time_windows windows_overlap");
    EXPECT_EQ(vroom("", R"(,"jobs":[{"id":1,"location":[2,41],"service":-1}])"), "jobs[0].service negative");
    EXPECT_EQ(vroom("", R"(,"jobs":[{"id":1,"location":[2,41],"service":1.5}])"),
              "jobs[0].service whole_number_expected");
    EXPECT_EQ(vroom("", R"(,"jobs":[{"id":1,"location":[2,91]}])"), "jobs[0].location[1] out_of_range");
    EXPECT_EQ(vroom("", R"(,"jobs":[{"id":1}])"), "jobs[0].location missing");
    EXPECT_EQ(vroom("", R"(,"jobs":[{"id":1,"location":[2,41]},{"id":1,"location":[2,41]}])"),
              "jobs[1].id listed_twice");
    EXPECT_EQ(vroom("", R"(,"jobs":[{"id":1,"location":[2,41],"priority":101}])"),
              "jobs[0].priority too_large");
    EXPECT_EQ(vroom(R"(,"capacity":[1])", R"(,"jobs":[{"id":1,"location":[2,41],"delivery":[1,2]}])"),
              "jobs[0].delivery wrong_size");
    EXPECT_EQ(vroom("", R"(,"jobs":[{"id":1,"location":[2,41],"delivery":[1]}])"),
              "vehicles[0].capacity missing");
    EXPECT_EQ(vroom(R"(,"speed_factor":0)", ""), "vehicles[0].speed_factor out_of_range");
    EXPECT_EQ(vroom(R"(,"time_window":[9,8])", ""), "vehicles[0].time_window window_ends_before_it_begins");
    EXPECT_EQ(vroom("", R"(,"shipments":[{"pickup":{"id":1,"location":[2,41]}}])"),
              "shipments[0].delivery missing");
}

TEST(VroomInput, WhatWouldBePassedOverIsRefused) {
    EXPECT_EQ(vroom(R"(,"max_distance":9)", ""), "vehicles[0].max_distance not_supported");
    EXPECT_EQ(vroom(R"(,"steps":[])", ""), "vehicles[0].steps not_supported");
    EXPECT_EQ(vroom(R"(,"breaks":[{"id":1,"max_load":[2]}])", ""),
              "vehicles[0].breaks[0].max_load not_supported");
    EXPECT_EQ(vroom("", R"(,"job":[])"), "job not_supported");
    EXPECT_EQ(vroom("", R"(,"jobs":[],"jobs":[])"), "jobs duplicate_member");
}

TEST(VroomInput, TablesHaveTheirSize) {
    const auto with = [](const std::string& car, const std::string& index) {
        return refused(read_vroom, R"({"vehicles":[{"id":1,"start_index":)" + index +
                                       R"(}],"matrices":{"car":{)" + car + "}}}");
    };
    EXPECT_EQ(with(R"("durations":[[0,1],[1,0]])", "1"), "read");
    EXPECT_EQ(with(R"("durations":[[0,1],[1,0]])", "2"), "vehicles[0].start_index too_large");
    EXPECT_EQ(with(R"("durations":[[0,1],[1]])", "1"), "matrices.car.durations[1] wrong_size");
    EXPECT_EQ(with(R"("durations":[[0,-1],[1,0]])", "1"), "matrices.car.durations[0][1] negative");
    EXPECT_EQ(with(R"("durations":[[0,1],[1,0]],"costs":[[0]])", "1"), "matrices.car.costs wrong_size");
    EXPECT_EQ(with(R"("durations":[])", "0"), "matrices empty");
    EXPECT_EQ(refused(read_vroom, R"({"vehicles":[{"id":1,"profile":"bike","start_index":0}],)"
                                  R"("matrices":{"car":{"durations":[[0]]}}})"),
              "vehicles[0].profile no_matrix_of_this_profile");
}

TEST(VroomInput, EqualCoordinatesAreOnePlace) {
    const Problem problem = read_vroom(
        R"({"vehicles":[{"id":1,"start":[2,41]}],"jobs":[{"id":1,"location":[2,41]},{"id":2,"location":[3,41]}]})");
    EXPECT_EQ(problem.travel.places(), 2U);
    EXPECT_EQ(problem.visits[0].place, *problem.vehicles[0].start);
}

constexpr const char* solomon_text = R"(TINY

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.   XCOORD.   YCOORD.    DEMAND   READY TIME   DUE DATE   SERVICE TIME

    0      0      0    0     0   100    0
    1      3      4    6     0   50     10
    2      0      5.5  5     20  90     10
)";

TEST(Solomon, IsReadAndSolvedInItsOwnUnits) {
    const Problem problem = read_solomon(solomon_text);
    EXPECT_TRUE(is_solomon(solomon_text));
    EXPECT_FALSE(is_solomon("{\"vehicles\":[]}"));
    EXPECT_EQ(problem.vehicles.size(), 2U);
    EXPECT_EQ(problem.visits[1].windows, (Windows{{20, 90}}));
    const Plan plan = plan_of(problem, solve(problem, Budget::of_iterations(50), {}));
    ASSERT_EQ(plan.routes.size(), 2U);  // both together are more than the capacity
    EXPECT_DOUBLE_EQ(plan.routes[0].cost + plan.routes[1].cost, 21);
    EXPECT_THAT(check(problem, vroom_solution(problem, plan)), IsEmpty());
}

TEST(Solomon, SaysInWhichLineAMistakeIs) {
    const auto with = [](const std::string& what, const std::string& into) {
        std::string text = solomon_text;
        return refused(read_solomon, text.replace(text.find(what), what.size(), into));
    };
    EXPECT_EQ(with("5.5", "x"), "line 12 number_expected");
    EXPECT_EQ(with("20  90 ", "95  90 "), "line 12 window_ends_before_it_begins");
    EXPECT_EQ(with("50     10", "50    -10"), "line 11 negative_duration");
    EXPECT_EQ(with("    2      0", "    1      0"), "line 12 customer_twice");
    EXPECT_EQ(with("6     0   50", "0   50"), "line 11 number_expected");
    EXPECT_EQ(with("90     10", "90     10 7"), "line 12 more_numbers_than_expected");
    EXPECT_EQ(with("    0      0      0 ", "    3      0      0 "), "line 10 depot_expected");
    EXPECT_EQ(with("VEHICLE", "VAN"), "line 3 heading_expected");
    EXPECT_EQ(with("  2         10", "  99999         10"), "line 5 whole_number_expected");
    EXPECT_EQ(refused(read_solomon, ""), "line 0 heading_expected");
}

}  // namespace
}  // namespace suncrew::routing
