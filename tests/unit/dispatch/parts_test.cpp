#include <limits>

#include <gtest/gtest.h>

#include "dispatch/assignment.hpp"
#include "dispatch/cost.hpp"
#include "dispatch/day_set.hpp"
#include "dispatch/skill.hpp"

namespace suncrew::dispatch {
namespace {

TEST(SkillSet, IncludesWhatItContains) {
    const SkillSet roofer{Skill::pitched_roof, Skill::tile};
    EXPECT_TRUE(roofer.includes({}));
    EXPECT_TRUE(roofer.includes({Skill::tile}));
    EXPECT_TRUE(roofer.includes(roofer));
    EXPECT_FALSE(roofer.includes({Skill::tile, Skill::battery}));
    EXPECT_FALSE(SkillSet{}.includes(roofer));
}

TEST(SkillSet, IsStoredAsAMaskOfKnownSkills) {
    EXPECT_EQ((SkillSet{Skill::pitched_roof, Skill::heights}.mask()), 0b1000001U);
    EXPECT_EQ(SkillSet::from_mask(0b1000001U), (SkillSet{Skill::pitched_roof, Skill::heights}));
    EXPECT_EQ(SkillSet::from_mask(0b1111111U)->mask(), 0b1111111U);
    EXPECT_EQ(SkillSet::from_mask(0b10000000U), std::nullopt);
}

TEST(DaySet, FindsTheFirstCommonDayInAnyWord) {
    DaySet a;
    DaySet b;
    for (const int day : {1, 63, 64, 300, DaySet::ahead_max})
        a.add(day);
    EXPECT_EQ(a.first_common(b), std::nullopt);
    b.add(DaySet::ahead_max);
    EXPECT_EQ(a.first_common(b), DaySet::ahead_max);
    b.add(64);
    b.add(62);
    EXPECT_EQ(a.first_common(b), 64);
    a.remove(64);
    EXPECT_EQ(b.first_common(a), DaySet::ahead_max);
}

TEST(DaySet, KnowsNoDayBeforeTomorrowOrTooFarAhead) {
    DaySet days;
    for (const std::int64_t day : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{DaySet::ahead_max + 1},
                                   std::numeric_limits<std::int64_t>::max()}) {
        days.add(day);
        EXPECT_FALSE(days.contains(day));
    }
    EXPECT_EQ(days.first_common(days), std::nullopt);
}

TEST(Cost, GrowsWithTheWayTheLoadAndTheDaysAndFallsWithWaitingAndRating) {
    const Prospect usual{20, 1, 10, 5, 4.0};
    const auto dearer = [&](Prospect other) { return cost_km(other) > cost_km(usual); };
    EXPECT_TRUE(dearer({21, 1, 10, 5, 4.0}));
    EXPECT_TRUE(dearer({20, 2, 10, 5, 4.0}));
    EXPECT_TRUE(dearer({20, 1, 11, 5, 4.0}));
    EXPECT_TRUE(dearer({20, 1, 10, 4, 4.0}));
    EXPECT_TRUE(dearer({20, 1, 10, 5, 3.9}));
    EXPECT_EQ(cost_km({20, 1, 10, 5, std::nullopt}), cost_km(usual));
    EXPECT_EQ(cost_km({20, 1, 10, waited_days_max + 9, 4.0}), cost_km({20, 1, 10, waited_days_max, 4.0}));
}

TEST(Cost, GrowsWithTheRefusalsToBeExpected) {
    EXPECT_GT(cost_km({20, 1, 10, 5, 4.0, 0.5}), cost_km({20, 1, 10, 5, 4.0, 0.6}));
    EXPECT_DOUBLE_EQ(cost_km({20, 1, 10, 5, 4.0, 0}) - cost_km({20, 1, 10, 5, 4.0, 1}), refusal_km);
    EXPECT_EQ(cost_km({20, 1, 10, 5, 4.0, -1}), cost_km({20, 1, 10, 5, 4.0, 0}));
}

TEST(Cost, OneAnswerSaysLittleOfACrewAndManySayMuch) {
    EXPECT_DOUBLE_EQ(acceptance({}), usual_acceptance);
    EXPECT_GT(acceptance({1, 0}), acceptance({}));
    EXPECT_LT(acceptance({0, 1}), acceptance({}));
    EXPECT_GT(acceptance({0, 1}), 0.5);
    EXPECT_LT(acceptance({0, 100}), 0.05);
    EXPECT_GT(acceptance({0, 4'000'000'000U}), 0);
    EXPECT_LT(acceptance({4'000'000'000U, 0}), 1);
}

TEST(Cost, IsAlwaysOneThatTheMatrixTakes) {
    const double infinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(cost_m({0, 0, 0, waited_days_max, 5.0}), 0U);
    EXPECT_EQ(cost_m({1.2345, 0, 0, waited_days_max, 5.0}), 1235U);
    for (const double way : {1e9, infinity, std::numeric_limits<double>::quiet_NaN()})
        EXPECT_EQ(cost_m({way, 0, 0, 0, 5.0}), CostMatrix::cost_max);
    EXPECT_EQ(cost_m({0, 0, -3, 1000, 9.0}), 0U);
}

}  // namespace
}  // namespace suncrew::dispatch
