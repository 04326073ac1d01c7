#include "solar/cover.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "solar/angles.hpp"

namespace suncrew::solar {
namespace {

TEST(Cover, LetsAllThroughHeadOnAndLittleAtGrazing) {
    EXPECT_EQ(BeamCover::glass().through(1), 1);
    EXPECT_EQ(BeamCover::glass().through(std::cos(50 * degree)), 1);
    EXPECT_LT(BeamCover::glass().through(std::cos(80 * degree)), 0.95);
    EXPECT_LT(BeamCover::glass().through(0), 0.35);
    EXPECT_GT(BeamCover::glass().through(0), 0);
    double before = 0;
    for (double cosine = 0; cosine <= 1; cosine += 0.001) {
        EXPECT_GE(BeamCover::glass().through(cosine), before);
        before = BeamCover::glass().through(cosine);
    }
}

TEST(Cover, LetsTheSkyThroughAsAtItsEffectiveAngle) {
    EXPECT_LT(sky_through_cover(0), 0.97);
    EXPECT_GT(sky_through_cover(0), 0.95);
    EXPECT_GT(sky_through_cover(46), sky_through_cover(0));  // steeper planes see it less aslant
    EXPECT_NEAR(ground_through_cover(0), 0, 1e-9);           // which a flat plane sees edge on
    EXPECT_LT(ground_through_cover(20), 0.75);
    EXPECT_NEAR(ground_through_cover(90), sky_through_cover(90), 0.01);
    for (double tilt = 0; tilt <= 90; tilt += 1) {
        EXPECT_LE(sky_through_cover(tilt), 1);
        EXPECT_LE(ground_through_cover(tilt), 1);
    }
}

}  // namespace
}  // namespace suncrew::solar
