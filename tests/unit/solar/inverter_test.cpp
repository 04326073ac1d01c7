#include "solar/inverter.hpp"

#include <gtest/gtest.h>

namespace suncrew::solar {
namespace {

TEST(Inverter, NeverGivesMoreThanItsRatingNorMoreThanItTakes) {
    const Inverter inverter{3.0, 0.96, 4};
    EXPECT_EQ(inverter.ac_kw(0), 0);
    double before = 0;
    for (double dc = 0; dc < 6; dc += 0.01) {
        const double ac = inverter.ac_kw(dc);
        EXPECT_LE(ac, dc);
        EXPECT_LE(ac, 3.0);
        EXPECT_GE(ac, before);
        before = ac;
    }
    EXPECT_GT(inverter.unclipped_ac_kw(5), 3.0);
}

TEST(Inverter, HasItsNominalEfficiencyAtTheRatingAndLessBelow) {
    const Inverter inverter{3.0, 0.96, 4};
    EXPECT_NEAR(inverter.unclipped_ac_kw(3.0 / 0.96), 3.0, 1e-12);
    EXPECT_NEAR(inverter.ac_kw(1.5) / 1.5, 0.96, 0.006);
    EXPECT_LT(inverter.ac_kw(0.1) / 0.1, 0.85);
    EXPECT_EQ(inverter.ac_kw(0.0049 * 3), 0);
    EXPECT_GT(inverter.ac_kw(0.0050 * 3), 0);
}

}  // namespace
}  // namespace suncrew::solar
