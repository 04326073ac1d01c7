// A plan that holds, and what the check says of it with one thing changed at a time.
#include "routing/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/refusal.hpp"
#include "routing/vroom_input.hpp"

namespace suncrew::routing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Places 0, 1 and 2 in a row, 100 s and 1000 m apart.
constexpr const char* problem_text = R"({
  "vehicles": [
    {"id": 1, "start_index": 0, "end_index": 0, "capacity": [3], "skills": [1], "time_window": [0, 1000],
     "max_tasks": 3, "max_travel_time": 400, "costs": {"fixed": 50},
     "breaks": [{"id": 4, "service": 60, "time_windows": [[150, 300]]}]},
    {"id": 2, "start_index": 0}],
  "jobs": [
    {"id": 1, "location_index": 1, "service": 10, "setup": 5, "delivery": [2], "skills": [1],
     "time_windows": [[0, 120], [500, 600]]},
    {"id": 2, "location_index": 2, "skills": [8]}],
  "shipments": [{"amount": [3], "pickup": {"id": 1, "location_index": 1}, "delivery": {"id": 1, "location_index": 2}}],
  "matrices": {"car": {"durations": [[0,100,200],[100,0,100],[200,100,0]],
                       "distances": [[0,1000,2000],[1000,0,1000],[2000,1000,0]]}}})";

constexpr const char* solution_text = R"({"summary": {"cost": 450, "distance": 4000},
  "unassigned": [{"id": 2, "type": "job"}],
  "routes": [{"vehicle": 1, "steps": [
    {"type": "start", "arrival": 0},
    {"type": "job", "id": 1, "arrival": 100, "waiting_time": 0},
    {"type": "pickup", "id": 1, "arrival": 115},
    {"type": "break", "id": 4, "arrival": 150, "waiting_time": 0},
    {"type": "delivery", "id": 1, "arrival": 275},
    {"type": "end", "arrival": 475}]}]})";

std::string changed(std::string text, const std::string& what, const std::string& into) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), into);
}

Problem problem() {
    std::string text = problem_text;
    for (const char* vehicle : {R"("id": 2, "start_index": 0)"})
        text = changed(text, vehicle, std::string{vehicle} + R"(, "capacity": [0])");
    return read_vroom(text);
}

/// What is found with a piece of the solution replaced.
std::vector<std::string> found(const std::string& what, const std::string& into) {
    return check(problem(), changed(solution_text, what, into));
}

/// What is found with a piece of the problem replaced.
std::vector<std::string> found_with(const std::string& what, const std::string& into) {
    std::string text = changed(problem_text, R"("id": 2, "start_index": 0)", R"("id": 2, "capacity": [0])");
    return check(read_vroom(changed(text, what, into)), solution_text);
}

TEST(Check, APlanThatHolds) {
    EXPECT_THAT(check(problem(), solution_text), IsEmpty());
}

TEST(Check, TimesThatCannotBe) {
    EXPECT_THAT(found(R"("id": 1, "arrival": 100)", R"("id": 1, "arrival": 99)"),
                Contains(HasSubstr("arrives before it can be there")));
    EXPECT_THAT(found(R"("arrival": 275)", R"("arrival": 270)"),
                Contains(HasSubstr("arrives before it can be")));
    EXPECT_THAT(found(R"("arrival": 100, "waiting_time": 0)", R"("arrival": 100, "waiting_time": 30)"),
                Contains(HasSubstr("job 1 begins outside of its time windows")));
    EXPECT_THAT(found_with(R"("setup": 5)", R"("setup": 40)"),
                Contains(HasSubstr("arrives before it can be")));
    EXPECT_THAT(found_with("[0, 1000]", "[0, 470]"), Contains(HasSubstr("ends after its time window")));
    EXPECT_THAT(found_with("[0, 1000]", "[10, 1000]"), Contains(HasSubstr("starts before its time window")));
    EXPECT_THAT(found_with(R"("max_travel_time": 400)", R"("max_travel_time": 399)"),
                Contains(HasSubstr("travels longer than it may")));
}

TEST(Check, Breaks) {
    EXPECT_THAT(found_with("[[150, 300]]", "[[160, 300]]"), Contains(HasSubstr("break 4 begins outside")));
    EXPECT_THAT(found(R"({"type": "break", "id": 4, "arrival": 150, "waiting_time": 0},)", ""),
                Contains(HasSubstr("break 4 is not taken")));
    EXPECT_THAT(found(R"("type": "break", "id": 4)", R"("type": "break", "id": 5)"),
                Contains(HasSubstr("has no break 5")));
    EXPECT_THAT(found(R"("arrival": 150)", R"("arrival": 110)"),
                Contains(HasSubstr("before what comes before it")));
}

TEST(Check, LoadsSkillsAndNumbers) {
    EXPECT_THAT(found_with(R"("capacity": [3])", R"("capacity": [2])"),
                Contains(HasSubstr("more on board than its capacity 0")));
    EXPECT_THAT(found_with(R"("capacity": [3])", R"("capacity": [1])"),
                Contains(HasSubstr("starts with more than its capacity 0")));
    EXPECT_THAT(found_with(R"("skills": [1], "time_window")", R"("skills": [2], "time_window")"),
                Contains(HasSubstr("lacks a skill for job 1")));
    EXPECT_THAT(found_with(R"("max_tasks": 3)", R"("max_tasks": 2)"),
                Contains(HasSubstr("more tasks than it may")));
}

TEST(Check, ShipmentsGoFromPickupToDelivery) {
    EXPECT_THAT(found(R"({"type": "pickup", "id": 1, "arrival": 115},)", ""),
                Contains(HasSubstr("delivery 1 is made without its pickup")));
    EXPECT_THAT(found(R"({"type": "delivery", "id": 1, "arrival": 275},)", ""),
                Contains(HasSubstr("delivery 1 is not made, but its pickup is")));
}

TEST(Check, EachVisitOnceOrLeftOut) {
    EXPECT_THAT(found(R"({"id": 2, "type": "job"})", ""),
                Contains(HasSubstr("job 2 is neither made nor said")));
    EXPECT_THAT(found(R"({"id": 2, "type": "job"})", R"({"id": 2, "type": "job"}, {"id": 1, "type": "job"})"),
                Contains(HasSubstr("job 1 is made")));
    EXPECT_THAT(found(R"({"type": "pickup", "id": 1)", R"({"type": "job", "id": 1)"),
                Contains(HasSubstr("job 1 is made twice")));
    EXPECT_THAT(found(R"("type": "job", "id": 1)", R"("type": "job", "id": 7)"),
                Contains(HasSubstr("there is no job 7")));
    EXPECT_THAT(found(R"("vehicle": 1)", R"("vehicle": 3)"), Contains(HasSubstr("there is no vehicle 3")));
}

TEST(Check, StartAndEnd) {
    EXPECT_THAT(found(R"({"type": "start", "arrival": 0},)", ""),
                Contains(HasSubstr("not begin at its start")));
    EXPECT_THAT(found(R"(,
    {"type": "end", "arrival": 475})",
                      ""),
                Contains(HasSubstr("does not come to its end")));
}

TEST(Check, SumsAreComputedAnew) {
    EXPECT_THAT(found(R"("cost": 450)", R"("cost": 449)"), Contains(HasSubstr("summary.cost")));
    EXPECT_THAT(found(R"("distance": 4000)", R"("distance": 3999)"), Contains(HasSubstr("summary.distance")));
}

TEST(Check, WhatIsNoSolutionIsRefusedWithThePath) {
    try {
        (void)found(R"("arrival": 475)", R"("arrival": "late")");
        FAIL();
    } catch (const Refusal& refusal) {
        EXPECT_EQ(refusal.field(), "routes[0].steps[5].arrival");
    }
    EXPECT_THROW(check(problem(), "[]"), Refusal);
    EXPECT_THROW(check(problem(), "{}"), Refusal);
}

}  // namespace
}  // namespace suncrew::routing
