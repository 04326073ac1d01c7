#include "solar/irradiance.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace suncrew::solar {
namespace {

constexpr double pi = std::numbers::pi;

TEST(Diffuse, ShareFallsAsTheSkyClears) {
    for (const double sunset : {1.2, 1.6}) {
        double before = 1.01;
        for (double clearness = 0.3; clearness <= 0.8; clearness += 0.05) {
            const double share = diffuse_share(clearness, sunset);
            EXPECT_LT(share, before);
            EXPECT_GE(share, 0);
            before = share;
        }
    }
    EXPECT_EQ(diffuse_share(0.1, 1.2), diffuse_share(0.3, 1.2));
    EXPECT_EQ(diffuse_share(1.5, 1.6), diffuse_share(0.8, 1.6));
}

// Collares-Pereira and Rabl's formula is made so that its hours add up to the day: with the proportion that
// the source states, pi / 24 over (sin w - w cos w), the sum over the day is one, within the fit's 1.5 %.
TEST(DayProfile, HoursOfTheSourceAddUpToTheDay) {
    for (const double sunset : {0.9, 1.3, pi / 2, 1.9, 2.2}) {
        const DayProfile profile{sunset};
        constexpr int steps = 1000;
        double sum = 0;
        for (int step = 0; step < steps; ++step) {
            const double angle = sunset * (2 * (step + 0.5) / steps - 1);
            sum += profile.global(std::cos(angle), std::cos(angle) - std::cos(sunset));
        }
        const double hours = sum * (sunset * 24 / pi / steps);
        EXPECT_NEAR(hours * (pi / 24) / (std::sin(sunset) - sunset * std::cos(sunset)), 1, 0.015) << sunset;
    }
}

TEST(Transposition, OfAFlatPlaneIsTheHorizontal) {
    const SunVector sun{0.3, -0.4, std::sqrt(1 - 0.25)};
    const Horizontal light{600, 150, 450 / sun.up, 0.5};
    const PlaneIrradiance flat = transpose(light, sun, Facing{0, 123}, 0.2);
    EXPECT_NEAR(flat.directional + flat.sky + flat.ground, 600, 1e-9);
    EXPECT_EQ(flat.ground, 0);
}

TEST(Transposition, OfAPlaneThatLooksAwayHasNoBeam) {
    const SunVector sun{0, -0.8, 0.6};
    const Horizontal light{600, 150, 750, 0.55};
    const PlaneIrradiance north = transpose(light, sun, Facing{90, 0}, 0.2);
    EXPECT_EQ(north.directional, 0);
    EXPECT_NEAR(north.sky, 150 * 0.45 / 2, 1e-9);
    EXPECT_NEAR(north.ground, 600 * 0.2 / 2, 1e-9);
    const PlaneIrradiance south = transpose(light, sun, Facing{90, 180}, 0.2);
    EXPECT_NEAR(south.directional, 750 * 0.8 + 150 * 0.55 * 0.8 / 0.6, 1e-9);
}

TEST(Facing, CountsItsAzimuthClockwiseFromNorth) {
    EXPECT_NEAR((Facing{90, 90}.east), 1, 1e-12);
    EXPECT_NEAR((Facing{90, 180}.north), -1, 1e-12);
    EXPECT_NEAR((Facing{90, 270}.east), -1, 1e-12);
    EXPECT_NEAR((Facing{90, 360}.north), (Facing{90, 0}.north), 1e-12);
}

}  // namespace
}  // namespace suncrew::solar
