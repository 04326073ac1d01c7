#include "dispatch/travel.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/great_circle.hpp"

namespace suncrew::dispatch {
namespace {

Position any_position() {
    return {*rc::gen::inRange(-90'000, 90'001) / 1000.0, *rc::gen::inRange(-180'000, 180'001) / 1000.0};
}

TEST(Travel, AQuarterAndHalfOfTheEarth) {
    const double quarter = earth_radius_km * std::numbers::pi / 2;
    EXPECT_NEAR(great_circle_km({0, 0}, {90, 0}), quarter, 1e-9);
    EXPECT_NEAR(great_circle_km({0, 0}, {0, 90}), quarter, 1e-9);
    EXPECT_NEAR(great_circle_km({90, 0}, {-90, 0}), 2 * quarter, 1e-9);
    EXPECT_NEAR(great_circle_km({0, -180}, {0, 180}), 0, 1e-9);
    EXPECT_NEAR(great_circle_km({12.5, 20}, {-12.5, -160}), 2 * quarter, 1e-3);
}

// The spherical law of cosines, which is another formula for the same and good at such distances.
TEST(Travel, AWayAcrossEurope) {
    const double rad = std::numbers::pi / 180;
    const double angle = std::acos(std::sin(40 * rad) * std::sin(52 * rad) +
                                   std::cos(40 * rad) * std::cos(52 * rad) * std::cos(17 * rad));
    EXPECT_NEAR(great_circle_km({40, -4}, {52, 13}), earth_radius_km * angle, 1e-6);
}

TEST(Travel, NearPointsDoNotVanish) {
    EXPECT_NEAR(great_circle_km({48, 11}, {48.00001, 11}), 0.00111195, 1e-8);
    EXPECT_EQ(great_circle_km({48, 11}, {48, 11}), 0);
}

TEST(Travel, WhatIsNoPlaceHasNoDistance) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(std::isnan(great_circle_km({nan, 0}, {0, 0})));
    EXPECT_TRUE(std::isnan(great_circle_km({0, 0}, {0, std::numeric_limits<double>::infinity()})));
}

RC_GTEST_PROP(Travel, IsAMetric, ()) {
    const Position a = any_position();
    const Position b = any_position();
    const Position c = any_position();
    RC_ASSERT(great_circle_km(a, b) >= 0);
    RC_ASSERT(great_circle_km(a, b) <= earth_radius_km * std::numbers::pi * (1 + 1e-12));
    RC_ASSERT(great_circle_km(a, b) == great_circle_km(b, a));
    RC_ASSERT(great_circle_km(a, c) <= great_circle_km(a, b) + great_circle_km(b, c) + 1e-3);
    RC_ASSERT(road_km(a, b) == road_factor * great_circle_km(a, b));
}

}  // namespace
}  // namespace suncrew::dispatch
