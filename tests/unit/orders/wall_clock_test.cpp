#include "orders/wall_clock.hpp"

#include <gtest/gtest.h>

namespace suncrew::orders {
namespace {

solar::WallClock at(std::string_view country, double latitude, double longitude) {
    return wall_clock(*places::parse_country(country), {latitude, longitude});
}

TEST(WallClock, IsAheadOfTheSunByTheTimeZone) {
    EXPECT_NEAR(at("ES", 40.42, -3.70).ahead_h, 1.247, 0.001);
    EXPECT_NEAR(at("DE", 52.52, 13.40).ahead_h, 0.107, 0.001);
    EXPECT_NEAR(at("PT", 38.72, -9.14).ahead_h, 0.609, 0.001);
    EXPECT_NEAR(at("US", 39.74, -104.99).ahead_h, -0.001, 0.001);
    EXPECT_NEAR(at("NZ", -36.85, 174.76).ahead_h, 0.349, 0.001);
}

TEST(WallClock, StaysBesideTheSunBeyondTheDateLine) {
    EXPECT_NEAR(at("NZ", -43.95, -176.55).ahead_h, -0.23, 0.01);
}

TEST(WallClock, HasTheSummerOfItsHalfOfTheEarth) {
    EXPECT_EQ(at("GB", 51.5, -0.1).summer, solar::SummerTime::northern);
    EXPECT_EQ(at("AU", -33.9, 151.2).summer, solar::SummerTime::southern);
}

}  // namespace
}  // namespace suncrew::orders
