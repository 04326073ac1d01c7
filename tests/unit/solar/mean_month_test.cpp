#include "solar/mean_month.hpp"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

namespace suncrew::solar {
namespace {

TEST(DaysByClearness, HaveTheMeanAndSpreadBetweenTheEnds) {
    for (double mean = 0.08; mean < 0.75; mean += 0.03) {
        const std::vector<double> days = days_by_clearness(mean, 31);
        EXPECT_NEAR(std::accumulate(days.begin(), days.end(), 0.0) / 31, mean, 0.003);
        EXPECT_TRUE(std::is_sorted(days.begin(), days.end()));
        EXPECT_GE(days.front(), 0.05);
        EXPECT_LE(days.back(), 0.85);
    }
    EXPECT_EQ(days_by_clearness(0.03, 3), (std::vector<double>{0.03, 0.03, 0.03}));
    EXPECT_EQ(days_by_clearness(0.85, 2), (std::vector<double>{0.85, 0.85}));
}

// Liu & Jordan's generalised curves, as Duffie & Beckman, fig. 2.9.2 shows them: where the month's clearness
// is 0.5, about a quarter of the days are duller than 0.37 and a quarter clearer than 0.65.
TEST(DaysByClearness, AreDistributedAsThePublishedCurves) {
    const std::vector<double> days = days_by_clearness(0.5, 1000);
    EXPECT_NEAR(days[250], 0.37, 0.04);
    EXPECT_NEAR(days[750], 0.65, 0.04);
}

// Duffie & Beckman, 4th ed., example 2.10.1 and the correlation's own corners.
TEST(DiffuseShare, FallsAsTheHourClears) {
    EXPECT_NEAR(diffuse_share(0.1), 0.991, 1e-9);
    EXPECT_EQ(diffuse_share(0.9), 0.165);
    EXPECT_NEAR(diffuse_share(0.22), diffuse_share(0.2200001), 0.01);
    EXPECT_NEAR(diffuse_share(0.8), 0.165, 0.01);
    double before = 1;
    for (double clearness = 0.05; clearness < 0.78; clearness += 0.01) {
        EXPECT_LT(diffuse_share(clearness), before);
        before = diffuse_share(clearness);
    }
}

TEST(AirTemperature, SwingsAroundItsMeanAndPeaksInTheAfternoon) {
    double sum = 0;
    double highest = -1;
    double lowest = 1;
    double hour_of_highest = 0;
    for (double hour = 0; hour < 24; hour += 0.1) {
        const double swing = temperature_swing(hour);
        sum += swing;
        lowest = std::min(lowest, swing);
        if (swing > highest) {
            highest = swing;
            hour_of_highest = hour;
        }
    }
    EXPECT_NEAR(sum / 240, 0, 1e-9);
    EXPECT_NEAR(highest - lowest, 1, 0.05);
    EXPECT_NEAR(hour_of_highest, 15, 1);
    EXPECT_NEAR(temperature_amplitude_c(0.5), 7.69, 1e-9);
    EXPECT_EQ(temperature_amplitude_c(0.1), 0);
}

}  // namespace
}  // namespace suncrew::solar
