// Two routes that exchange their ends: what is said of it beforehand, and what comes of it.
#include "routing/tails.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "routing/check.hpp"
#include "routing/plan.hpp"
#include "routing/solve.hpp"
#include "routing/vroom_input.hpp"
#include "routing/vroom_output.hpp"

namespace suncrew::routing {
namespace {

namespace json = boost::json;

/// Vehicles that are alike, and jobs with windows, loads both ways and setups; by tables that know no
/// triangle inequality. The same seed gives the same.
Problem alike(std::uint64_t seed, std::size_t vehicles, std::size_t jobs) {
    Random random{seed};
    const auto below = [&](std::size_t end) { return static_cast<std::int64_t>(random.below(end)); };
    json::array fleet;
    const std::int64_t tasks = 3 + below(8);
    const std::int64_t travel = 400 + below(2000);
    const json::array capacity{6 + below(20), 4 + below(12)};
    const std::int64_t fixed = below(2) * 100;
    for (std::size_t i = 0; i < vehicles; ++i)
        fleet.push_back(json::object{{"id", i},
                                     {"start_index", 0},
                                     {"end_index", 0},
                                     {"capacity", capacity},
                                     {"max_tasks", tasks},
                                     {"max_travel_time", travel},
                                     {"costs", {{"fixed", fixed}}},
                                     {"time_window", {0, 4000}}});
    json::array work;
    for (std::size_t i = 0; i < jobs; ++i) {
        const std::int64_t open = below(3000);
        json::object job{{"id", i},
                         {"location_index", 1 + below(jobs)},
                         {"service", below(60)},
                         {"setup", below(30)},
                         {"delivery", {below(4), below(3)}},
                         {"pickup", {below(4), below(3)}}};
        if (below(3) > 0)
            job["time_windows"] =
                json::array{json::array{open, open + 200 + below(600)}, json::array{open + 900, open + 1000}};
        work.push_back(std::move(job));
    }
    json::array table;
    for (std::size_t from = 0; from <= jobs; ++from) {
        json::array row;
        for (std::size_t to = 0; to <= jobs; ++to)
            row.push_back(from == to ? 0 : 20 + below(200));
        table.push_back(std::move(row));
    }
    return read_vroom(json::serialize(
        json::object{{"vehicles", fleet}, {"jobs", work}, {"matrices", {{"car", {{"durations", table}}}}}}));
}

/// A route with jobs put in one after another wherever they fit.
Route filled(const Instance& instance, std::uint32_t van, std::uint32_t first, std::uint32_t end) {
    Route route{instance, van};
    for (std::uint32_t task = first; task < end; ++task)
        for (std::size_t behind = 0; behind <= route.size(); ++behind)
            if (route.job_price(task, behind, never) != never) {
                route.insert(task, behind);
                break;
            }
    return route;
}

/// Another route of the same vehicle.
Route of(const Route& like, const std::vector<std::uint32_t>& visits) {
    Route route{like};
    route.assign(visits);
    return route;
}

RC_GTEST_PROP(Tails, AnExchangeCostsWhatWasSaidAndHolds, ()) {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    const Problem problem = alike(seed, 2, 16);
    const Instance instance{problem};
    RC_ASSERT(instance.has_free_tails());
    const Route one = filled(instance, 0, 0, 8);
    const Route other = filled(instance, 1, 8, 16);
    const std::vector<std::uint32_t> here{one.visits().begin(), one.visits().end()};
    const std::vector<std::uint32_t> there{other.visits().begin(), other.visits().end()};
    const auto holds = [&](const Route& route) {
        return route.empty() || (route.holds() && route.size() <= problem.vehicles.front().tasks_max);
    };
    for (std::size_t behind = 1; behind <= here.size(); ++behind)
        for (std::size_t onto = 1; onto <= there.size(); ++onto) {
            const auto cut = here.begin() + static_cast<std::ptrdiff_t>(behind);
            const auto cut_there = there.begin() + static_cast<std::ptrdiff_t>(onto) - 1;
            std::vector<std::uint32_t> joined{here.begin(), cut};
            joined.insert(joined.end(), cut_there, there.end());
            std::vector<std::uint32_t> rest{there.begin(), cut_there};
            rest.insert(rest.end(), cut, here.end());
            const Route after = of(one, joined);
            const Route after_there = of(other, rest);
            const Cost more = after.cost() + after_there.cost() - one.cost() - other.cost();
            const Cost price = one.tail_price(behind, other, onto);
            const bool all_hold = holds(after) && holds(after_there);
            if (price != never) {
                RC_ASSERT(all_hold);
                RC_ASSERT(std::abs(price - more) < 1e-6);
            } else {
                RC_ASSERT(!all_hold || more > -1e-6);
            }
        }
}

RC_GTEST_PROP(Tails, EveryLimitHoldsInPlansOfVehiclesThatAreAlike, ()) {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    const Problem problem = alike(seed, 6, 24);
    const auto violations =
        check(problem, vroom_solution(problem, plan_of(problem, solve(problem, Budget::of_iterations(50),
                                                                      {.seed = seed, .threads = 2}))));
    if (!violations.empty())
        RC_FAIL("seed " + std::to_string(seed) + ": " + violations.front());
}

RC_GTEST_PROP(Tails, WhatIsExchangedCanBePutBack, ()) {
    const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
    const Problem problem = alike(seed, 4, 24);
    const Instance instance{problem};
    Solution solution{instance};
    for (std::uint32_t request = 0; request < 24; ++request)
        for (std::uint32_t route = 0; route < 4 && !solution.serves(request); ++route)
            if (const std::size_t end = solution.route(route).size();
                solution.route(route).job_price(request, end, never) != never)
                solution.insert_job(request, route, end);
    solution.keep();
    const Sequences before = solution.sequences();
    const Worth worth = solution.worth();
    for (std::uint32_t a = 0; a < 4; ++a)
        for (std::uint32_t b = 0; b < 4; ++b)
            for (std::size_t behind = 1; a != b && behind <= solution.route(a).size(); ++behind)
                for (std::size_t onto = 1; onto <= solution.route(b).size(); ++onto) {
                    const Cost price = solution.route(a).tail_price(behind, solution.route(b), onto);
                    if (price == never)
                        continue;
                    solution.exchange_tails(a, behind, b, onto);
                    RC_ASSERT(std::abs(solution.worth().cost - worth.cost - price) < 1e-6);
                    for (std::uint32_t task = 0; task < 24; ++task)
                        if (const auto [route, position] = solution.spot(task); route != Solution::no_route)
                            RC_ASSERT(solution.route(route).stops()[position] == task);
                    solution.undo();
                    RC_ASSERT(solution.sequences() == before);
                    RC_ASSERT(solution.worth() == worth);
                }
}

TEST(Tails, AreNotFreeWhereMoreThanRoomAndTimeTiesARoute) {
    const auto free_tails = [](const char* vehicle, const char* more) {
        const std::string one = std::string{R"({"id":1,"start":[2,41])"} + vehicle + "}";
        const std::string two = std::string{R"({"id":2,"start":[2,41])"} + vehicle + "}";
        return Instance{read_vroom(R"({"vehicles":[)" + one + "," + two +
                                   R"(],"jobs":[{"id":1,"location":[2,41]},{"id":2,"location":[2,41.1]}])" +
                                   more + "}")}
            .has_free_tails();
    };
    EXPECT_TRUE(free_tails("", ""));
    EXPECT_FALSE(free_tails(R"(,"breaks":[{"id":1,"time_windows":[[0,9]],"service":1}])", ""));
    EXPECT_FALSE(free_tails("", R"(,"shipments":[{"pickup":{"id":3,"location":[2,41]},)"
                                R"("delivery":{"id":4,"location":[2,41.1]}}])"));
    EXPECT_FALSE(free_tails("", R"(,"suncrew":{"evenness":1})"));
}

}  // namespace
}  // namespace suncrew::routing
