#include "solar/sun.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace suncrew::solar {
namespace {

constexpr double degree = std::numbers::pi / 180;

double declination_deg(int day) {
    return std::asin(sun_of_day(day).sin_declination) / degree;
}

// The Astronomical Almanac's solstices and equinoxes, within a day's motion of a mean year.
TEST(Sun, StandsWhereTheSeasonsSay) {
    EXPECT_NEAR(declination_deg(172), 23.44, 0.05);
    EXPECT_NEAR(declination_deg(355), -23.44, 0.05);
    EXPECT_NEAR(declination_deg(80), 0, 0.4);
    EXPECT_NEAR(declination_deg(266), 0, 0.4);
    EXPECT_GT(sun_of_day(3).normal_w_m2, sun_of_day(185).normal_w_m2 * 1.06);
}

// Duffie & Beckman, 4th ed., example 1.10.1: 43 degrees north, 15 April, 33.8 MJ/m2 with a constant of 1367
// W/m2.
TEST(Sun, GivesTheTextbooksDailySum) {
    const double textbook_kwh = 33.8 / 3.6 * solar_constant_w_m2 / 1367;
    EXPECT_NEAR(extraterrestrial_kwh_m2(Latitude{43}, sun_of_day(105)), textbook_kwh, 0.03);
}

// Duffie & Beckman, 4th ed., example 1.6.2 b: Madison (43 degrees north), 13 February, 9:30 in the morning:
// zenith 66.5 degrees, azimuth 40 degrees east of south. (Its declination is -14 degrees.)
TEST(Sun, IsSeenInTheDirectionOfTheTextbook) {
    const double hour_angle = -37.5 * degree;
    const SunVector sun =
        sun_vector(Latitude{43}, sun_of_day(44), std::sin(hour_angle), std::cos(hour_angle));
    EXPECT_NEAR(std::acos(sun.up) / degree, 66.5, 0.3);
    EXPECT_NEAR(std::atan2(sun.east, -sun.north) / degree, 40.0, 0.3);
    EXPECT_NEAR(std::hypot(sun.east, sun.north, sun.up), 1, 1e-12);
}

TEST(Sun, NeverRisesInThePolarNightAndNeverSetsOppositeToIt) {
    EXPECT_EQ(sunset_hour_angle(Latitude{80}, sun_of_day(355)), 0);
    EXPECT_EQ(extraterrestrial_kwh_m2(Latitude{80}, sun_of_day(355)), 0);
    EXPECT_DOUBLE_EQ(sunset_hour_angle(Latitude{-80}, sun_of_day(355)), std::numbers::pi);
    EXPECT_GT(extraterrestrial_kwh_m2(Latitude{-90}, sun_of_day(355)), 12);
    EXPECT_NEAR(sunset_hour_angle(Latitude{0}, sun_of_day(355)), std::numbers::pi / 2, 1e-12);
}

TEST(Sun, OfTheSampledDaysIsTheMonths) {
    for (const double latitude : {-60.0, -20.0, 0.0, 35.0, 52.0, 66.0, 75.0, 90.0}) {
        const ByMonth sampled = extraterrestrial_by_month(Latitude{latitude});
        int day_of_year = 1;
        const std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        for (std::size_t month = 0; month < months_per_year; ++month) {
            double sum = 0;
            for (int day = 0; day < days[month]; ++day)
                sum += extraterrestrial_kwh_m2(Latitude{latitude}, sun_of_day(day_of_year++));
            EXPECT_NEAR(sampled[month], sum / days[month], 0.06) << latitude << " month " << month;
        }
    }
}

}  // namespace
}  // namespace suncrew::solar
