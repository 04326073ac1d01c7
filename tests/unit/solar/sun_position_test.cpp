#include "solar/sun_position.hpp"

#include <gtest/gtest.h>

namespace suncrew::solar {
namespace {

// NREL/TP-560-34302, table A5.1: 17 October 2003, 12:30:30 seven hours behind Greenwich, in Colorado.
const double example_day = julian_day(2003, 10, 17, 12.0 + 30.0 / 60 + 30.0 / 3600 + 7);
constexpr double example_ahead_s = 67;
constexpr Observer example_observer{39.742476, -105.1786, 1830.14, 820, 11};

TEST(SunPosition, IsThatOfThePublishedExample) {
    EXPECT_NEAR(example_day, 2452930.312847, 1e-6);
    const GeocentricSun sun = geocentric_sun(example_day, example_ahead_s);
    EXPECT_NEAR(sun.right_ascension_deg, 202.227408, 1e-5);
    EXPECT_NEAR(sun.declination_deg, -9.314340, 1e-5);
    EXPECT_NEAR(sun.distance_au, 0.9965422974, 1e-9);
    EXPECT_NEAR(sidereal_time_deg(example_day, sun), 318.511910, 1e-5);
    const SunPosition seen = sun_position(example_day, sun, example_observer);
    EXPECT_NEAR(seen.zenith_deg, 50.11162, 1e-5);
    EXPECT_NEAR(seen.azimuth_deg, 194.34024, 1e-5);
}

// Table A4.1 of the same.
TEST(SunPosition, CountsDaysAsThePublishedTable) {
    EXPECT_DOUBLE_EQ(julian_day(2000, 1, 1, 12), 2451545.0);
    EXPECT_DOUBLE_EQ(julian_day(1999, 1, 1, 0), 2451179.5);
    EXPECT_DOUBLE_EQ(julian_day(1987, 1, 27, 0), 2446822.5);
    EXPECT_DOUBLE_EQ(julian_day(1987, 6, 19, 12), 2446966.0);
    EXPECT_DOUBLE_EQ(julian_day(1988, 1, 27, 0), 2447187.5);
    EXPECT_DOUBLE_EQ(julian_day(1988, 6, 19, 12), 2447332.0);
    EXPECT_DOUBLE_EQ(julian_day(1900, 1, 1, 0), 2415020.5);
    EXPECT_DOUBLE_EQ(julian_day(1600, 12, 31, 0), 2305812.5);
    EXPECT_DOUBLE_EQ(julian_day(2003, 12, 31, 25), julian_day(2004, 1, 1, 1));
}

TEST(SunPosition, TerrestrialTimeIsAheadAsTheTablesSay) {
    // Published values of the source's own table.
    EXPECT_NEAR(terrestrial_time_ahead_s(1975), 45.5, 0.1);
    EXPECT_NEAR(terrestrial_time_ahead_s(1990), 56.9, 0.1);
    EXPECT_NEAR(terrestrial_time_ahead_s(2000), 63.8, 0.1);
    EXPECT_NEAR(terrestrial_time_ahead_s(2005), 64.7, 0.1);
    EXPECT_NEAR(terrestrial_time_ahead_s(1850), 66.7, 1e-9);
}

}  // namespace
}  // namespace suncrew::solar
