#include "solar/sky_year.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "solar/made_weather.hpp"

namespace suncrew::solar {
namespace {

const Place somewhere{40.5, -3.75, 600};

TEST(SkyYear, HoldsTheHoursOfTheSunAlone) {
    const WeatherYear weather = made_year(somewhere, 0);
    const SkyYear sky = sky_of(weather);
    EXPECT_GT(sky.size(), 4380U);  // half of the year, and the hours of sunrise and sunset
    EXPECT_LT(sky.size(), 4380U + 2 * 365U);
    for (std::size_t i = 0; i < sky.size(); ++i) {
        EXPECT_NEAR(sky.east[i] * sky.east[i] + sky.north[i] * sky.north[i] + sky.up[i] * sky.up[i], 1,
                    1e-12);
        EXPECT_GT(sky.up[i], -0.02);
        const WeatherRecord& record = weather.records[sky.step_of_year[i]];
        EXPECT_EQ(sky.beam[i], sky.up[i] > 0 ? record.dni_w_m2 : 0);
        EXPECT_EQ(sky.month[i], record.month - 1);
    }
}

TEST(SkyYear, LooksAtTheSunWithinTheLitPartOfAnHour) {
    const WeatherYear weather = made_year(somewhere, 0);
    const SkyYear sky = sky_of(weather);
    // In the first lit hour of a day the sun is above the horizon, though it may be below at the middle of
    // that hour.
    double lowest = 1;
    for (std::size_t i = 0; i < sky.size(); ++i)
        lowest = std::min(lowest, sky.up[i]);
    EXPECT_GT(lowest, std::sin(-0.85 * degree));
}

TEST(SkyYear, LooksAtRecordsOfMomentsAtTheirMoment) {
    WeatherYear weather = made_year(somewhere, 0);
    const std::size_t with_means = sky_of(weather).size();
    weather.kind = WeatherYear::Kind::moments;
    const SkyYear sky = sky_of(weather);
    EXPECT_LT(sky.size(), with_means);
    EXPECT_GT(sky.size(), 4300U);
}

TEST(SkyYear, FacesTheSunSouthAtNoonAndEastInTheMorning) {
    const SkyYear sky = sky_of(made_year(somewhere, 0));
    for (std::size_t i = 0; i < sky.size(); ++i) {
        const std::size_t hour = sky.step_of_year[i] % 24;
        if (hour < 10) {
            EXPECT_GT(sky.east[i], 0);
        } else if (hour > 14) {
            EXPECT_LT(sky.east[i], 0);
        } else if (hour == 12) {
            EXPECT_LT(sky.north[i], -0.2);
        }
    }
}

TEST(SkyYear, IsEmptyInThePolarNightAndFullInThePolarDay) {
    const SkyYear sky = sky_of(made_year({78.2, 15.6, 10}, 1));
    EXPECT_EQ(std::count(sky.month.begin(), sky.month.end(), 11), 0);
    EXPECT_EQ(std::count(sky.month.begin(), sky.month.end(), 5), 30 * 24);
    const SkyYear south = sky_of(made_year({-90, 0, 2835}, 0));
    EXPECT_EQ(std::count(south.month.begin(), south.month.end(), 5), 0);
    EXPECT_EQ(std::count(south.month.begin(), south.month.end(), 11), 31 * 24);
}

TEST(SkyYear, TakesTheUsualAlbedoWhereTheFileHasNone) {
    WeatherYear weather = made_year(somewhere, 0);
    const SkyYear usual = sky_of(weather);
    for (WeatherRecord& record : weather.records)
        record.albedo = 0.4;
    const SkyYear bright = sky_of(weather);
    for (WeatherRecord& record : weather.records)
        record.albedo = -9900;
    const SkyYear untold = sky_of(weather);
    for (std::size_t i = 0; i < usual.size(); ++i) {
        EXPECT_DOUBLE_EQ(bright.reflected[i], 2 * usual.reflected[i]);
        EXPECT_EQ(untold.reflected[i], usual.reflected[i]);
    }
}

}  // namespace
}  // namespace suncrew::solar
