// What every plan keeps, whoever finds it: each is held against its problem by the check, which shares
// nothing with the solver.
#include "routing/solve.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "routing/check.hpp"
#include "routing/made_up.hpp"
#include "routing/plan.hpp"
#include "routing/vroom_input.hpp"
#include "routing/vroom_output.hpp"

namespace suncrew::routing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::made_up_problem;

std::string solution_of(const Problem& problem, std::uint64_t iterations, const SolveOptions& options = {}) {
    return vroom_solution(problem,
                          plan_of(problem, solve(problem, Budget::of_iterations(iterations), options)));
}

std::size_t served(const Sequences& sequences) {
    std::size_t count = 0;
    for (const auto& sequence : sequences)
        count += sequence.size();
    return count;
}

RC_GTEST_PROP(Solve, EveryLimitHoldsInEveryPlan, ()) {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    const Problem problem = read_vroom(made_up_problem(seed));
    const auto violations = check(problem, solution_of(problem, 200, {.seed = seed, .threads = 1}));
    if (!violations.empty())
        RC_FAIL("seed " + std::to_string(seed) + ": " + violations.front());
}

RC_GTEST_PROP(Solve, WhatIsLeftOutAsHopelessIsSo, ()) {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    const Problem problem = read_vroom(made_up_problem(seed));
    const Plan plan = plan_of(problem, solve(problem, Budget::of_iterations(100), {}));
    for (const LeftOut& left : plan.left_out) {
        if (left.reason == Reason::vehicles_are_full || left.reason == Reason::waits_for_one_left_out)
            continue;
        // Alone with the whole fleet, it is still left out.
        Problem alone = problem;
        alone.visits.clear();
        const Visit& visit = problem.visits[left.visit];
        const std::size_t first = left.visit - (visit.kind == Kind::delivery ? 1U : 0U);
        for (std::size_t i = first; i < first + (visit.kind == Kind::job ? 1U : 2U); ++i)
            alone.visits.push_back(problem.visits[i]);
        alone.visits.front().after.reset();
        RC_ASSERT(served(solve(alone, Budget::of_iterations(50), {})) == 0U);
    }
}

TEST(Solve, TheSameSeedThreadsAndIterationsGiveTheSamePlan) {
    for (const unsigned threads : {1U, 2U, 3U})
        for (const std::uint64_t seed : {4U, 5U, 6U}) {
            const Problem problem = read_vroom(made_up_problem(seed));
            EXPECT_EQ(solution_of(problem, 300, {.seed = 9, .threads = threads}),
                      solution_of(problem, 300, {.seed = 9, .threads = threads}));
        }
}

TEST(Solve, WhatItReportsOnlyGetsBetterAndIsWhatItGives) {
    const Problem problem = read_vroom(made_up_problem(12));
    std::vector<Worth> reported;
    const auto sequences = solve(problem, Budget::of_iterations(2000), {.seed = 1, .threads = 2},
                                 [&](const Worth& worth) { reported.push_back(worth); });
    ASSERT_GE(reported.size(), 2U);
    for (std::size_t i = 1; i < reported.size(); ++i)
        EXPECT_LE(reported[i], reported[i - 1]);
    Cost cost = 0;
    for (const PlannedRoute& route : plan_of(problem, sequences).routes)
        cost += route.cost;
    EXPECT_NEAR(cost, reported.back().cost, 1e-6 * cost);
}

/// One vehicle from 2.00, 41.00, with what is given besides, and jobs in its surroundings.
Problem with_vehicle(const std::string& members, const std::string& jobs) {
    return read_vroom(R"({"vehicles":[{"id":1,"start":[2,41],"end":[2,41])" + members + R"(}],"jobs":[)" +
                      jobs + "]}");
}

std::vector<Reason> reasons(const Problem& problem) {
    std::vector<Reason> reasons;
    for (const LeftOut& left : plan_of(problem, solve(problem, Budget::of_iterations(50), {})).left_out)
        reasons.push_back(left.reason);
    return reasons;
}

TEST(Solve, SaysWhyAVisitIsLeftOut) {
    EXPECT_THAT(reasons(read_vroom(R"({"vehicles":[],"jobs":[{"id":1,"location":[2,41]}]})")),
                ElementsAre(Reason::no_vehicle));
    EXPECT_THAT(reasons(with_vehicle("", R"({"id":1,"location":[2,41],"skills":[7]})")),
                ElementsAre(Reason::no_vehicle_has_the_skills));
    EXPECT_THAT(reasons(with_vehicle(R"(,"capacity":[3])", R"({"id":1,"location":[2,41],"delivery":[4]})")),
                ElementsAre(Reason::too_large_for_every_vehicle_with_the_skills));
    EXPECT_THAT(reasons(with_vehicle(R"(,"time_window":[0,600])", R"({"id":1,"location":[3,41]})")),
                ElementsAre(Reason::out_of_reach_in_its_time));
    EXPECT_THAT(reasons(with_vehicle(R"(,"max_tasks":1)",
                                     R"({"id":1,"location":[2,41]},{"id":2,"location":[2,41]})")),
                ElementsAre(Reason::vehicles_are_full));
}

TEST(Solve, SaysSoWhereTooManyAreLeftOutToLookAtEveryVehicle) {
    Problem problem;
    problem.travel = Travel::plane({{0, 0}});
    problem.visits.assign(150'000, {.place = 0, .windows = {{2000, 3000}}, .delivery = {}, .pickup = {}});
    for (std::uint64_t id = 0; id < 17; ++id)
        problem.vehicles.push_back({.id = id, .shift = {0, 100.0 + static_cast<double>(id)}, .capacity = {}});
    const Plan plan = plan_of(problem, Sequences(problem.vehicles.size()));
    EXPECT_EQ(plan.left_out.size(), problem.visits.size());
    EXPECT_EQ(plan.left_out.front().reason, Reason::no_place_found);
}

TEST(Solve, LeavesOutTheLowestPriority) {
    const Problem problem = with_vehicle(
        R"(,"max_tasks":1)", R"({"id":1,"location":[2,41]},{"id":2,"location":[2.1,41],"priority":1})");
    EXPECT_THAT(solve(problem, Budget::of_iterations(200), {}), ElementsAre(ElementsAre(1U)));
}

TEST(Solve, ABreakIsTakenOnTheWayAndDrivingGoesOnAfterIt) {
    // About 5570 s one way; the break has to begin in the middle of it.
    const Problem problem =
        with_vehicle(R"(,"breaks":[{"id":9,"time_windows":[[2000,2100]],"service":1000}])",
                     R"({"id":1,"location":[2.85,41],"time_windows":[[0,6600]]})");
    const Plan plan = plan_of(problem, solve(problem, Budget::of_iterations(20), {}));
    ASSERT_THAT(plan.left_out, IsEmpty());
    const auto& steps = plan.routes.at(0).steps;
    ASSERT_EQ(steps.size(), 4U);
    EXPECT_EQ(steps[1].type, StepType::pause);
    EXPECT_EQ(steps[1].arrival + steps[1].waiting, 2000);
    EXPECT_EQ(steps[2].arrival, steps[0].arrival + steps[2].travel + 1000);
}

TEST(Solve, NothingToDoIsAnEmptyPlan) {
    const Problem problem = read_vroom(R"({"vehicles":[{"id":1,"start":[2,41]}]})");
    EXPECT_THAT(solve(problem, Budget::of_iterations(100), {.seed = 1, .threads = 2}),
                ElementsAre(IsEmpty()));
}

TEST(Solve, ATimeThatIsOverGivesAPlanNevertheless) {
    const Problem problem = read_vroom(made_up_problem(3));
    const auto past = Budget::Clock::now() - std::chrono::seconds{2};
    const Sequences sequences = solve(problem, Budget::until(past, past + std::chrono::seconds{1}), {});
    EXPECT_THAT(check(problem, vroom_solution(problem, plan_of(problem, sequences))), IsEmpty());
}

}  // namespace
}  // namespace suncrew::routing
