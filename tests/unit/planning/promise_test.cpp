#include "planning/promise.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace suncrew::planning {
namespace {

TEST(PromiseTest, WithoutEnoughVisitsThePriorHoldsAndGrowsWithThePlaceInTheDay) {
    EXPECT_EQ(spread_of({}, 1), prior_spread(1));
    EXPECT_EQ(spread_of(std::vector<double>(visits_enough - 1, 90), 2), prior_spread(2));
    EXPECT_LT(prior_spread(1).late_min, prior_spread(2).late_min);
    EXPECT_EQ(prior_spread(4), prior_spread(9));
    EXPECT_EQ(prior_spread(0), prior_spread(1));
}

TEST(PromiseTest, TheMiddleFourFifthsOfWhatWasIsPromised) {
    std::vector<double> minutes;
    for (int i = 100; i >= 0; --i)
        minutes.push_back(i - 20);
    const Spread spread = spread_of(minutes, 1);
    EXPECT_DOUBLE_EQ(spread.early_min, -10);
    EXPECT_DOUBLE_EQ(spread.late_min, 70);
}

TEST(PromiseTest, ThePlannedBeginningIsAlwaysInside) {
    EXPECT_EQ(spread_of(std::vector<double>(50, 25), 1), (Spread{0, 25}));
    EXPECT_EQ(spread_of(std::vector<double>(50, -25), 1), (Spread{-25, 0}));
}

}  // namespace
}  // namespace suncrew::planning
