// Several days, jobs that wait for each other, promises and evenness: what VROOM's form has no member for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/refusal.hpp"
#include "routing/check.hpp"
#include "routing/plan.hpp"
#include "routing/solve.hpp"
#include "routing/vroom_input.hpp"
#include "routing/vroom_output.hpp"

namespace suncrew::routing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Crews 1 and 2 on days 0 to 2: vehicle 10 is crew 1 on day 0, 21 crew 2 on day 1. Places 0 to 3 in a row,
/// 100 s apart; a day has 1000 s.
std::string with_jobs(const std::string& jobs, const std::string& root = "") {
    std::string vehicles;
    for (int crew = 1; crew <= 2; ++crew)
        for (int day = 0; day < 3; ++day)
            vehicles += std::string{vehicles.empty() ? "" : ","} + R"({"id":)" +
                        std::to_string(10 * crew + day) +
                        R"(,"start_index":0,"end_index":0,"time_window":[)" + std::to_string(1000 * day) +
                        "," + std::to_string(1000 * day + 999) + R"(],"suncrew":{"crew":)" +
                        std::to_string(crew) + R"(,"day":)" + std::to_string(day) + "}}";
    return R"({"vehicles":[)" + vehicles + R"(],"jobs":[)" + jobs + "]" + root +
           R"(,"matrices":{"car":{"durations":[[0,100,200,300],[100,0,100,200],[200,100,0,100],[300,200,100,0]]}}})";
}

struct Made {
    std::map<std::uint64_t, std::uint64_t> vehicle_of;  ///< by job
    std::vector<Reason> left_out;
    Cost cost = 0;
};

Made made(const std::string& text) {
    const Problem problem = read_vroom(text);
    const Plan plan = plan_of(problem, solve(problem, Budget::of_iterations(500), {}));
    EXPECT_THAT(check(problem, vroom_solution(problem, plan)), IsEmpty());
    Made made;
    for (const PlannedRoute& route : plan.routes) {
        made.cost += route.cost;
        for (const Step& step : route.steps)
            if (step.type == StepType::job)
                made.vehicle_of[step.id] = problem.vehicles[route.vehicle].id;
    }
    for (const LeftOut& left : plan.left_out)
        made.left_out.push_back(left.reason);
    return made;
}

std::string refused(const std::string& text) {
    try {
        (void)read_vroom(text);
    } catch (const Refusal& refusal) {
        return refusal.field() + " " + refusal.reason();
    }
    return "read";
}

TEST(Crews, AJobComesDaysAfterTheOneItWaitsFor) {
    const Made plan = made(with_jobs(
        R"({"id":1,"location_index":1},{"id":2,"location_index":1,"suncrew":{"after":{"job":1,"days":[2,2]}}})"));
    ASSERT_EQ(plan.vehicle_of.size(), 2U);
    EXPECT_EQ(plan.vehicle_of.at(2) % 10, plan.vehicle_of.at(1) % 10 + 2);
}

TEST(Crews, WhatWaitsForAJobThatCannotBeMadeIsLeftOutToo) {
    const Made plan = made(with_jobs(R"({"id":1,"location_index":1,"skills":[7]},
        {"id":2,"location_index":1,"suncrew":{"after":{"job":1}}})"));
    EXPECT_THAT(plan.vehicle_of, IsEmpty());
    EXPECT_THAT(plan.left_out,
                ElementsAre(Reason::no_vehicle_has_the_skills, Reason::waits_for_one_left_out));
}

constexpr const char* three_days = R"({"id":1,"location_index":1,"service":700},
    {"id":2,"location_index":1,"service":700,"suncrew":{"after":{"job":1,"days":[1,1],"same_crew":true,"whole":true}}},
    {"id":3,"location_index":1,"service":700,"suncrew":{"after":{"job":2,"days":[1,1],"same_crew":true,"whole":true}}})";

TEST(Crews, WorkOfSeveralDaysIsOneCrewsDayAfterDay) {
    const Made plan = made(with_jobs(three_days));
    ASSERT_EQ(plan.vehicle_of.size(), 3U);
    EXPECT_EQ(plan.vehicle_of.at(2), plan.vehicle_of.at(1) + 1);
    EXPECT_EQ(plan.vehicle_of.at(3), plan.vehicle_of.at(2) + 1);
}

TEST(Crews, WorkOfSeveralDaysIsMadeWhollyOrNotAtAll) {
    // Each crew has one day on which it has to be somewhere else.
    const Made plan = made(with_jobs(std::string{three_days} + R"(,
        {"id":4,"location_index":0,"service":900,"priority":9,"skills":[],"suncrew":{"promised":{"vehicle":11,"firm":true}}},
        {"id":5,"location_index":0,"service":900,"priority":9,"suncrew":{"promised":{"vehicle":21,"firm":true}}})"));
    EXPECT_EQ(plan.vehicle_of, (std::map<std::uint64_t, std::uint64_t>{{4, 11}, {5, 21}}));
}

TEST(Crews, AFirmPromiseIsKeptAndAnotherIsWeighed) {
    const auto promised = [](const std::string& rest) {
        return with_jobs(
            R"({"id":1,"location_index":1},{"id":2,"location_index":1,"suncrew":{"promised":{"vehicle":22)" +
            rest + "}}}");
    };
    EXPECT_EQ(made(promised(R"(,"firm":true)")).vehicle_of.at(2), 22U);
    EXPECT_EQ(made(promised(R"(,"other_crew_cost":500,"other_day_cost":500)")).cost, 200);
    // Nothing says where the first is to be made, so it goes along; unless it is promised elsewhere.
    const std::string torn = R"({"id":1,"location_index":3,"suncrew":{"promised":{"vehicle":10,"firm":true}}},
        {"id":2,"location_index":3,"suncrew":{"promised":{"vehicle":22,"other_crew_cost":COST,"other_day_cost":50}}})";
    const auto with_cost = [&](const std::string& cost) {
        return made(with_jobs(std::string{torn}.replace(torn.find("COST"), 4, cost)));
    };
    EXPECT_EQ(with_cost("600").vehicle_of.at(2), 22U);
    EXPECT_EQ(with_cost("600").cost, 1200);
    EXPECT_EQ(with_cost("100").vehicle_of.at(2), 10U);
    EXPECT_EQ(with_cost("100").cost, 600 + 150);
}

TEST(Crews, EachDayLaterCostsAndACrewMayNotBeWanted) {
    const Made plan =
        made(with_jobs(R"({"id":1,"location_index":1,"suncrew":{"not_crews":[1],"cost_per_day":50}})"));
    EXPECT_EQ(plan.vehicle_of.at(1), 20U);
    const Made wished = made(with_jobs(
        R"({"id":1,"location_index":1,"time_windows":[[1000,2999]],"suncrew":{"cost_per_day":50}})"));
    EXPECT_EQ(wished.vehicle_of.at(1) % 10, 1U);
    EXPECT_EQ(wished.cost, 250);
}

/// With which firm promises a search begins is what it ends with, however much else there is to do.
TEST(Crews, AFirmPromiseIsNotGivenUpForMorePriority) {
    std::string jobs =
        R"({"id":1,"location_index":3,"service":300,"suncrew":{"promised":{"vehicle":10,"firm":true}}})";
    for (int id = 2; id <= 20; ++id)
        jobs += R"(,{"id":)" + std::to_string(id) +
                R"(,"location_index":1,"service":350,"priority":100,"time_windows":[[0,999]]})";
    const Problem problem = read_vroom(with_jobs(jobs));
    Sequences start(problem.vehicles.size());
    start.front() = {0};
    for (std::uint64_t seed = 0; seed < 20; ++seed)
        EXPECT_THAT(solve(problem, Budget::of_iterations(100), {.seed = seed, .start = start}).front(),
                    ElementsAre(0U));
}

TEST(Crews, EvennessSpreadsWork) {
    std::string jobs;
    for (int id = 1; id <= 6; ++id)
        jobs += (id == 1 ? "" : ",") + std::string{R"({"id":)"} + std::to_string(id) +
                R"(,"location_index":1,"service":100})";
    const auto most_of_one_vehicle = [&](const std::string& root) {
        std::map<std::uint64_t, int> jobs_of;
        int most = 0;
        for (const auto& [job, vehicle] : made(with_jobs(jobs, root)).vehicle_of)
            most = std::max(most, ++jobs_of[vehicle]);
        return most;
    };
    EXPECT_EQ(most_of_one_vehicle(""), 6);
    EXPECT_LE(most_of_one_vehicle(R"(,"suncrew":{"evenness":1000000})"), 3);
}

TEST(Crews, WhatIsNotThereIsRefusedWithItsPath) {
    const auto after = [](const std::string& second, const std::string& first = "{}") {
        return refused(with_jobs(R"({"id":1,"location_index":1,"suncrew":)" + first +
                                 R"(},{"id":2,"location_index":1,"suncrew":)" + second + "}"));
    };
    EXPECT_EQ(after(R"({"after":{"job":1}})"), "read");
    EXPECT_EQ(after(R"({"after":{"job":3}})"), "jobs[1].suncrew.after.job not_found");
    EXPECT_EQ(after(R"({"after":{"job":2}})"), "jobs[1].suncrew.after waits_for_itself");
    EXPECT_EQ(after(R"({"after":{"job":1}})", R"({"after":{"job":2}})"),
              "jobs[0].suncrew.after waits_for_itself");
    EXPECT_EQ(after(R"({"after":{"job":1,"days":[2,1]}})"), "jobs[1].suncrew.after.days[1] too_small");
    EXPECT_EQ(after(R"({"after":{"job":1,"days":[0,1]}})"), "jobs[1].suncrew.after.days[0] too_small");
    EXPECT_EQ(after(R"({"after":{"job":1,"days":[2]}})"), "jobs[1].suncrew.after.days two_numbers_expected");
    EXPECT_EQ(after(R"({"after":{"job":1,"whole":1}})"),
              "jobs[1].suncrew.after.whole true_or_false_expected");
    EXPECT_EQ(after(R"({"promised":{"vehicle":99}})"), "jobs[1].suncrew.promised.vehicle not_found");
    EXPECT_EQ(after(R"({"promise":{}})"), "jobs[1].suncrew.promise not_supported");
    EXPECT_EQ(refused(with_jobs(R"({"id":1,"location_index":1},
        {"id":2,"location_index":1,"suncrew":{"after":{"job":1}}},
        {"id":3,"location_index":1,"suncrew":{"after":{"job":1}}})")),
              "jobs[2].suncrew.after.job another_job_waits_for_it");
}

/// Job 1 is made by vehicle 10 and job 2 by another, `days` later.
std::vector<std::string> found(const std::string& own, const std::string& vehicle, int day) {
    const Problem problem = read_vroom(
        with_jobs(R"({"id":1,"location_index":1},{"id":2,"location_index":1,"suncrew":)" + own + "}"));
    const auto route = [](const std::string& by, int on, int job) {
        const auto at = [&](int second) { return std::to_string(1000 * on + second); };
        return R"({"vehicle":)" + by + R"(,"steps":[{"type":"start","arrival":)" + at(0) +
               R"(},{"type":"job","id":)" + std::to_string(job) + R"(,"arrival":)" + at(100) +
               R"(},{"type":"end","arrival":)" + at(200) + "}]}";
    };
    return check(problem,
                 R"({"unassigned":[],"routes":[)" + route("10", 0, 1) + "," + route(vehicle, day, 2) + "]}");
}

TEST(Crews, TheCheckSeesDaysCrewsAndPromises) {
    const std::string after = R"({"after":{"job":1,"days":[1,1],"same_crew":true}})";
    EXPECT_THAT(found(after, "11", 1), IsEmpty());
    EXPECT_THAT(found(after, "12", 2), ElementsAre(HasSubstr("is made 2 days after")));
    EXPECT_THAT(found(after, "21", 1), ElementsAre(HasSubstr("by another crew")));
    EXPECT_THAT(found(R"({"not_crews":[2]})", "22", 2),
                ElementsAre(HasSubstr("a crew that does not make it")));
    EXPECT_THAT(found(R"({"not_crews":[2]})", "12", 2), IsEmpty());
    const std::string firm = R"({"promised":{"vehicle":21,"firm":true}})";
    EXPECT_THAT(found(firm, "21", 1), IsEmpty());
    EXPECT_THAT(found(firm, "22", 2), ElementsAre(HasSubstr("not made as it was firmly promised")));
    EXPECT_THAT(found(firm, "11", 1), ElementsAre(HasSubstr("not made as it was firmly promised")));
}

}  // namespace
}  // namespace suncrew::routing
