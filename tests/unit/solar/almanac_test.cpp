#include "solar/almanac.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace suncrew::solar {
namespace {

constexpr Observer colorado{39.742476, -105.1786, 1830.14, 820, 11};

TEST(Almanac, AgreesWithTheAlgorithmThroughAYear) {
    Almanac almanac;
    double farthest = 0;
    double farthest_seen = 0;
    for (int hour = 0; hour < 366 * 24; hour += 5) {
        const double moment = julian_day(2004, 1, 1, hour);
        const GeocentricSun exact = geocentric_sun(moment, terrestrial_time_ahead_s(2004));
        const GeocentricSun kept = almanac.at(moment, 2004);
        const double across = std::remainder(kept.right_ascension_deg - exact.right_ascension_deg, 360);
        farthest =
            std::max({farthest, std::abs(across), std::abs(kept.declination_deg - exact.declination_deg)});
        farthest_seen = std::max(farthest_seen, std::abs(sun_position(moment, kept, colorado).zenith_deg -
                                                         sun_position(moment, exact, colorado).zenith_deg));
        EXPECT_NEAR(kept.distance_au, exact.distance_au, 1e-6);
    }
    EXPECT_LT(farthest, 2e-5);
    EXPECT_LT(farthest_seen, 2e-5);
}

double utc_hours(double moment, int year, int month, int day) {
    return (moment - julian_day(year, month, day, 0)) * 24;
}

// The Astronomical Almanac's examples as table A6 of the source gives them, at 35 degrees north and south of
// Greenwich's meridian.
TEST(Daylight, BeginsAndEndsWhenTheAlmanacSays) {
    Almanac almanac;
    const Daylight winter = daylight(julian_day(1994, 1, 2, 12), 1994, {35, 0}, almanac);
    EXPECT_NEAR(utc_hours(winter.sunrise, 1994, 1, 2), 7 + 8 / 60.0 + 12 / 3600.0, 5 / 3600.0);
    EXPECT_NEAR(utc_hours(winter.sunset, 1994, 1, 2), 16 + 59 / 60.0 + 55 / 3600.0, 5 / 3600.0);
    const Daylight south = daylight(julian_day(1996, 7, 5, 12), 1996, {-35, 0}, almanac);
    EXPECT_NEAR(utc_hours(south.sunrise, 1996, 7, 5), 7 + 8 / 60.0 + 15 / 3600.0, 5 / 3600.0);
    EXPECT_NEAR(utc_hours(south.sunset, 1996, 7, 5), 17 + 1 / 60.0 + 4 / 3600.0, 5 / 3600.0);
    const Daylight summer = daylight(julian_day(2004, 12, 4, 12), 2004, {-35, 0}, almanac);
    EXPECT_NEAR(utc_hours(summer.sunrise, 2004, 12, 4), 4 + 38 / 60.0 + 57 / 3600.0, 5 / 3600.0);
    EXPECT_NEAR(utc_hours(summer.sunset, 2004, 12, 4), 19 + 2 / 60.0 + 2 / 3600.0, 5 / 3600.0);
}

TEST(Daylight, IsThatOfTheNearestTransitAroundTheGlobe) {
    Almanac almanac;
    for (const double longitude : {-180.0, -120.0, -1.0, 0.0, 77.0, 179.0})
        for (int hour = 0; hour < 48; ++hour) {
            const double moment = julian_day(2021, 3, 20, hour);
            const Daylight day = daylight(moment, 2021, {10, longitude}, almanac);
            EXPECT_LE(std::abs(day.transit - moment), 0.501);
            EXPECT_NEAR((day.sunset - day.sunrise) * 24, 12.1, 0.1);
            EXPECT_LT(day.sunrise, day.transit);
        }
}

TEST(Daylight, KnowsThePolarDayAndThePolarNight) {
    Almanac almanac;
    EXPECT_EQ(daylight(julian_day(2021, 12, 21, 12), 2021, {75, 20}, almanac).kind,
              Daylight::Kind::sun_never_rises);
    EXPECT_EQ(daylight(julian_day(2021, 6, 21, 12), 2021, {75, 20}, almanac).kind,
              Daylight::Kind::sun_never_sets);
    EXPECT_EQ(daylight(julian_day(2021, 6, 21, 12), 2021, {-90, 0}, almanac).kind,
              Daylight::Kind::sun_never_rises);
    EXPECT_EQ(daylight(julian_day(2021, 6, 21, 12), 2021, {90, 0}, almanac).kind,
              Daylight::Kind::sun_never_sets);
}

}  // namespace
}  // namespace suncrew::solar
