// What a new plan keeps of the last one, whatever has happened between them.
#include "planning/replan.hpp"

#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/refusal.hpp"
#include "routing/random.hpp"

namespace suncrew::planning {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Time day_length = 86'400;
constexpr Time told_window = 7200;

Shift shift_on(int day) {
    return {day, {day * day_length + 8 * 3600, day * day_length + 17 * 3600}};
}

Crew crew_with(std::uint64_t id, int days) {
    Crew crew{.id = id, .home = {41, 2}};
    for (int day = 0; day < days; ++day)
        crew.shifts.push_back(shift_on(day));
    return crew;
}

routing::Budget short_search() {
    return routing::Budget::of_iterations(60);
}

const Order* order_in(const Situation& situation, std::uint64_t id) {
    const auto found = std::ranges::find(situation.orders, id, &Order::id);
    return found == situation.orders.end() ? nullptr : &*found;
}

/// A situation with everything there is, in which nothing is agreed yet.
class Maker {
public:
    explicit Maker(std::uint64_t seed) : random_{seed} {}

    Situation situation() {
        Situation made{.horizon_days = static_cast<int>(2 + random_.below(5))};
        for (std::uint64_t id = 0; id < 1 + random_.below(5); ++id) {
            Crew crew{.id = id, .home = place(), .skills = skills(2)};
            for (int day = 0; day < made.horizon_days; ++day)
                if (!one_in(6))
                    crew.shifts.push_back(shift_on(day));
            made.crews.push_back(std::move(crew));
        }
        for (std::uint64_t id = 0; id < 2 + random_.below(20); ++id)
            made.orders.push_back(order(id));
        return made;
    }

    /// Some of the plan is agreed, but no piece without the one before it, and what is whole together.
    void agree(Situation& situation, const Replanned& plan) {
        std::map<std::uint64_t, std::size_t> agreed_pieces;
        std::vector<Visit> visits = plan.visits;
        std::sort(visits.begin(), visits.end(),
                  [](const Visit& a, const Visit& b) { return a.piece < b.piece; });
        situation.agreed.clear();
        for (const Visit& visit : visits)
            if ((visit.piece == 0 || agreed_pieces[visit.order] == visit.piece) &&
                (order_in(situation, visit.order)->pieces[visit.piece].whole || !one_in(4))) {
                ++agreed_pieces[visit.order];
                situation.agreed.push_back({visit.order,
                                            visit.piece,
                                            visit.crew,
                                            visit.day,
                                            {visit.begins, visit.begins + told_window}});
            }
    }

    /// Sickness, weather, cancellations, refusals, and new orders.
    void happen(Situation& situation) {
        for (Crew& crew : situation.crews)
            std::erase_if(crew.shifts, [&](const Shift&) { return one_in(12); });
        std::erase_if(situation.orders, [&](const Order&) { return one_in(12); });
        for (Order& order : situation.orders) {
            if (one_in(10))
                order.closed_days.push_back(static_cast<int>(random_.below(5)));
            if (one_in(10))
                order.declined_by.push_back(random_.below(5));
        }
        for (std::size_t more = random_.below(8); more > 0; --more)
            situation.orders.push_back(order(next_id_++));
    }

private:
    bool one_in(std::size_t count) { return random_.below(count) == 0; }
    dispatch::Position place() { return {41 + 0.6 * random_.fraction(), 2 + 0.6 * random_.fraction()}; }
    routing::Skills skills(std::size_t each_in) {
        routing::Skills skills;
        for (std::uint32_t skill = 0; skill < 2; ++skill)
            if (one_in(each_in))
                skills.push_back(skill);
        return skills;
    }
    Order order(std::uint64_t id) {
        Order made{
            .id = id, .site = place(), .skills = skills(4), .priority = static_cast<int>(random_.below(3))};
        made.first_day = static_cast<int>(random_.below(3));
        for (std::size_t piece = 0; piece < 1 + random_.below(3); ++piece)
            made.pieces.push_back({.service = static_cast<Time>(1800 + random_.below(4 * 3600)),
                                   .days_after_min = static_cast<int>(1 + random_.below(2)),
                                   .days_after_max = static_cast<int>(2 + random_.below(4)),
                                   .same_crew = one_in(2),
                                   .whole = one_in(3)});
        return made;
    }

    routing::Random random_;
    std::uint64_t next_id_ = 100;
};

bool works(const Situation& situation, std::uint64_t crew, int day) {
    const auto found = std::ranges::find(situation.crews, crew, &Crew::id);
    return std::ranges::any_of(found->shifts, [&](const Shift& shift) { return shift.day == day; });
}

/// What is true of the situation alone; nothing of how it was planned.
bool explains(const Situation& situation, const Replanned& plan, const Broken& broken) {
    const Agreed& agreed = broken.agreed;
    const Order* const order = order_in(situation, agreed.order);
    switch (broken.cause) {
        case Cause::order_gone:
            return order == nullptr;
        case Cause::crew_gone:
            return !works(situation, agreed.crew, agreed.day);
        case Cause::crew_declined:
            return std::ranges::count(order->declined_by, agreed.crew) > 0;
        case Cause::site_closed:
            return std::ranges::count(order->closed_days, agreed.day) > 0;
        case Cause::bound_to_a_broken_one:
            return std::ranges::any_of(plan.broken, [&](const Broken& other) {
                return other.agreed.order == agreed.order && other.cause != Cause::bound_to_a_broken_one;
            });
        case Cause::out_of_horizon:
        case Cause::no_longer_in_time:
            return false;  // nothing of this kind has happened
    }
    return false;
}

std::string fault_of(const Situation& situation, const Replanned& plan) {
    std::map<std::pair<std::uint64_t, std::size_t>, const Visit*> made;
    for (const Visit& visit : plan.visits)
        if (!made.emplace(std::pair{visit.order, visit.piece}, &visit).second)
            return "a piece twice";
    for (const Visit& visit : plan.visits) {
        const Order* const order = order_in(situation, visit.order);
        const auto crew = std::ranges::find(situation.crews, visit.crew, &Crew::id);
        const Piece& piece = order->pieces.at(visit.piece);
        const Shift shift = shift_on(visit.day);
        if (!works(situation, visit.crew, visit.day) || visit.begins < shift.hours.from ||
            visit.begins + piece.service > shift.hours.to)
            return "outside of a shift";
        if (!std::ranges::includes(crew->skills, order->skills))
            return "without the skills";
        if (visit.day < order->first_day || std::ranges::count(order->closed_days, visit.day) > 0)
            return "on a closed day";
        if (std::ranges::count(order->declined_by, visit.crew) > 0)
            return "by a crew that has declined";
        if (visit.piece + 1 < order->pieces.size() && order->pieces[visit.piece + 1].whole &&
            !made.contains({visit.order, visit.piece + 1}))
            return "work begun that is not made whole";
        if (visit.piece == 0)
            continue;
        const auto before = made.find({visit.order, visit.piece - 1});
        if (before == made.end())
            return "a piece without the one before it";
        const int days = visit.day - before->second->day;
        if (days < piece.days_after_min || days > piece.days_after_max ||
            (piece.same_crew && visit.crew != before->second->crew))
            return "a piece at odds with the one before it";
    }
    return {};
}

RC_GTEST_PROP(Replan, AnAgreedVisitIsBrokenByNothingButAnEventThatExplainsIt, ()) {
    Maker maker{*rc::gen::arbitrary<std::uint64_t>()};
    Situation situation = maker.situation();
    Replanned plan = replan(situation, short_search());
    RC_ASSERT(fault_of(situation, plan) == "");
    for (int round = 0; round < 3; ++round) {
        maker.agree(situation, plan);
        maker.happen(situation);
        plan = replan(situation, short_search(), 7, 2);
        RC_ASSERT(fault_of(situation, plan) == "");
        for (const Broken& broken : plan.broken)
            if (!explains(situation, plan, broken))
                RC_FAIL("cause " + std::to_string(static_cast<int>(broken.cause)) + " explains nothing");
        for (const Agreed& agreed : situation.agreed) {
            const bool is_broken = std::ranges::any_of(plan.broken, [&](const Broken& broken) {
                return broken.agreed.order == agreed.order && broken.agreed.piece == agreed.piece;
            });
            const bool is_kept = std::ranges::any_of(plan.visits, [&](const Visit& visit) {
                return visit.order == agreed.order && visit.piece == agreed.piece && visit.agreed &&
                       visit.crew == agreed.crew && visit.day == agreed.day &&
                       agreed.begins.from <= visit.begins && visit.begins <= agreed.begins.to;
            });
            RC_ASSERT(is_broken != is_kept);
        }
    }
}

Situation two_crews() {
    return {.horizon_days = 3,
            .crews = {crew_with(1, 3), crew_with(2, 3)},
            .orders = {{.id = 5, .site = {41.1, 2}, .pieces = {{.service = 3600}}}}};
}

TEST(Replan, ASickCrewsVisitGoesToAnotherWithTheCauseNamed) {
    Situation situation = two_crews();
    situation.agreed = {{5, 0, 1, 0, {40'000, 47'200}}};
    Replanned plan = replan(situation, short_search());
    ASSERT_THAT(plan.visits, SizeIs(1));
    EXPECT_TRUE(plan.visits[0].agreed);
    EXPECT_GE(plan.visits[0].begins, 40'000);
    situation.crews[0].shifts.erase(situation.crews[0].shifts.begin());
    plan = replan(situation, short_search());
    ASSERT_THAT(plan.broken, SizeIs(1));
    EXPECT_EQ(plan.broken[0].cause, Cause::crew_gone);
    ASSERT_THAT(plan.visits, SizeIs(1));
    EXPECT_FALSE(plan.visits[0].agreed);
    EXPECT_EQ(plan.visits[0].crew, 2U);
    EXPECT_EQ(plan.visits[0].day, 0);
}

TEST(Replan, AgreedVisitsThatNoLongerFitTogetherAreGivenUpOneByOne) {
    Situation situation = two_crews();
    situation.orders.push_back({.id = 6, .site = {41.1, 2}, .pieces = {{.service = 3600}}});
    situation.agreed = {{5, 0, 1, 0, {40'000, 41'000}}, {6, 0, 1, 0, {40'500, 41'500}}};
    const Replanned plan = replan(situation, short_search());
    ASSERT_THAT(plan.broken, SizeIs(1));
    EXPECT_EQ(plan.broken[0].agreed.order, 6U);
    EXPECT_EQ(plan.broken[0].cause, Cause::no_longer_in_time);
    EXPECT_THAT(plan.visits, SizeIs(2));
}

TEST(Replan, NewOrdersComeAsEarlyAsTheyCan) {
    const Replanned plan = replan(two_crews(), short_search());
    ASSERT_THAT(plan.visits, SizeIs(1));
    EXPECT_EQ(plan.visits[0].day, 0);
    EXPECT_GT(plan.road_km, 20);
}

TEST(Replan, GoesByTheTravelTimesThatItIsGiven) {
    std::size_t places = 0;
    const auto slow = [&](std::vector<dispatch::Position> positions) {
        places = positions.size();
        const std::size_t ways = positions.size() * positions.size();
        return routing::Travel::tables(
            positions.size(),
            {{std::vector<std::uint32_t>(ways, 3 * 3600), std::vector<std::uint32_t>(ways, 50'000), {}}});
    };
    const Replanned plan = replan(two_crews(), short_search(), 1, 1, {}, slow);
    EXPECT_EQ(places, 3U) << "two homes and a site";
    ASSERT_THAT(plan.visits, SizeIs(1));
    EXPECT_GE(plan.visits[0].begins, (8 + 3) * 3600);
    EXPECT_NEAR(plan.road_km, 100, 1e-9);
    const auto too_slow = [](std::vector<dispatch::Position> positions) {
        return routing::Travel::tables(
            positions.size(),
            {{std::vector<std::uint32_t>(positions.size() * positions.size(), 5 * 3600), {}, {}}});
    };
    EXPECT_THAT(replan(two_crews(), short_search(), 1, 1, {}, too_slow).waiting, SizeIs(1));
}

TEST(Replan, WhereNobodyCanWorkAnOrderWaits) {
    Situation situation = two_crews();
    situation.orders[0].closed_days = {0, 1, 2};
    const Replanned plan = replan(situation, short_search());
    EXPECT_THAT(plan.visits, IsEmpty());
    ASSERT_THAT(plan.waiting, SizeIs(1));
    EXPECT_EQ(plan.waiting[0].order, 5U);
}

TEST(Replan, TheSameSituationGivesTheSamePlan) {
    const Situation situation = Maker{3}.situation();
    const auto begins = [&] {
        std::vector<Time> times;
        for (const Visit& visit : replan(situation, short_search(), 5, 2).visits)
            times.push_back(visit.begins);
        return times;
    };
    EXPECT_EQ(begins(), begins());
}

TEST(Replan, WhatIsListedTwiceOrBeyondItsBoundsIsRefused) {
    const auto refused = [](const auto& change) {
        Situation situation = two_crews();
        change(situation);
        try {
            (void)replan(situation, short_search());
        } catch (const Refusal& refusal) {
            return refusal.field() + " " + refusal.reason();
        }
        return std::string{"planned"};
    };
    EXPECT_EQ(refused([](Situation& s) { s.crews.push_back(s.crews[0]); }), "crews listed_twice");
    EXPECT_EQ(refused([](Situation& s) { s.orders.push_back(s.orders[0]); }), "orders listed_twice");
    EXPECT_EQ(refused([](Situation& s) { s.crews[0].shifts.push_back(shift_on(0)); }), "shifts listed_twice");
    EXPECT_EQ(refused([](Situation& s) {
                  s.agreed = {{5, 0, 1, 0, {}}, {5, 0, 2, 0, {}}};
              }),
              "agreed listed_twice");
    EXPECT_EQ(refused([](Situation& s) { s.horizon_days = 31; }), "horizon_days out_of_range");
    EXPECT_EQ(refused([](Situation& s) { s.horizon_days = 0; }), "horizon_days out_of_range");
    EXPECT_EQ(refused([](Situation& s) { s.orders[0].pieces[0].days_after_min = 0; }),
              "days_after_min out_of_range");
    EXPECT_EQ(refused([](Situation& s) { s.orders[0].pieces.resize(6); }), "pieces too_many");
}

}  // namespace
}  // namespace suncrew::planning
