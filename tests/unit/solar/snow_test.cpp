#include "solar/snow.hpp"

#include <algorithm>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "solar/hourly.hpp"
#include "solar/made_weather.hpp"
#include "solar/weather_file.hpp"

namespace suncrew::solar {
namespace {

constexpr std::size_t first_of_february = 31 * 24;

/// A clear place at which it snows 20 cm on 1 February at midnight, and which is at `air_c` since.
WeatherYear snowy(double air_c) {
    WeatherYear weather = made_year({45, 8, 200}, 1);
    for (std::size_t i = 0; i < weather.records.size(); ++i) {
        weather.records[i].snow_cm = i >= first_of_february && i < first_of_february + 20 * 24 ? 20 : 0;
        weather.records[i].air_c = air_c;
    }
    return weather;
}

/// What is left at the hours of the day so many days after the fall.
std::vector<double> on_day(const std::vector<double>& left, const SkyYear& sky, std::size_t day) {
    std::vector<double> hours;
    for (std::size_t k = 0; k < sky.size(); ++k)
        if (sky.step_of_year[k] / 24 == 31 + day)
            hours.push_back(left[k]);
    return hours;
}

TEST(Snow, LiesOnAPlaneUntilItIsWarmEnough) {
    const WeatherYear cold = snowy(-30);
    const SkyYear sky = sky_of(cold);
    const std::vector<double> left = left_by_snow(cold, sky, 30, 180);
    ASSERT_EQ(left.size(), sky.size());
    EXPECT_THAT(on_day(left, sky, 0), testing::Each(0.0));
    EXPECT_THAT(on_day(left, sky, 19), testing::Each(0.0)) << "light of 1000 W/m2 is as much as 12.5 degrees";
    EXPECT_THAT(on_day(left, sky, 20), testing::Each(1.0)) << "none lies any more";
    EXPECT_EQ(left.front(), 1);
}

TEST(Snow, SlidesByTheSineOfTheTilt) {
    const WeatherYear mild = snowy(1);
    const SkyYear sky = sky_of(mild);
    const std::vector<double> left = left_by_snow(mild, sky, 30, 180);
    // 0.0985 an hour from midnight on: half is free in the sixth hour, all in the eleventh.
    for (std::size_t k = 0; k < sky.size(); ++k) {
        const std::size_t hour =
            sky.step_of_year[k] - std::min<std::size_t>(sky.step_of_year[k], first_of_february);
        if (sky.step_of_year[k] < first_of_february || hour >= 24)
            continue;
        EXPECT_EQ(left[k], hour < 5 ? 0 : hour < 10 ? 0.5 : 1) << hour;
    }
    const std::vector<double> flat = left_by_snow(mild, sky, 0, 180);
    EXPECT_THAT(on_day(flat, sky, 19), testing::Each(0.0)) << "nothing slides off what lies flat";
}

TEST(Snow, TakesWhatItCoversOfTheYear) {
    const WeatherYear cold = snowy(-30);
    const SkyYear sky = sky_of(cold);
    const std::vector<double> left = left_by_snow(cold, sky, 30, 180);
    Array plane{5, 30, 180, 0};
    System system{.arrays = {&plane, 1}, .ac_kw = 5};
    const YearOfPower bare = simulate(sky, system);
    EXPECT_EQ(bare.stages.after_snow, bare.stages.after_modules);
    plane.left_by_snow = left;
    const YearOfPower covered = simulate(sky, system);
    EXPECT_EQ(covered.monthly_kwh[0], bare.monthly_kwh[0]);
    EXPECT_LT(covered.monthly_kwh[1], 0.4 * bare.monthly_kwh[1]) << "20 days of 28";
    EXPECT_GT(covered.monthly_kwh[1], 0.2 * bare.monthly_kwh[1]);
    EXPECT_EQ(covered.stages.after_modules, bare.stages.after_modules);
    EXPECT_LT(covered.stages.after_snow, bare.stages.after_snow);
}

TEST(Snow, OfAWeatherThatKnowsNoneIsRefused) {
    WeatherYear weather = snowy(0);
    const SkyYear sky = sky_of(weather);
    for (std::size_t i = 0; i < snowless_records_max; ++i)
        weather.records[i].snow_cm.reset();
    EXPECT_NO_THROW(left_by_snow(weather, sky, 30, 180));
    weather.records.back().snow_cm.reset();
    EXPECT_THROW(left_by_snow(weather, sky, 30, 180), std::runtime_error);
}

TEST(Snow, IsReadFromFilesThatHaveIt) {
    const WeatherYear weather = snowy(-5);
    std::string text = as_tmy2(weather);
    const WeatherYear none = read_weather(as_sam(weather, true), "a.csv");
    EXPECT_FALSE(none.records[0].snow_cm);
    // Columns 134 to 136 of a TMY2 record; 999 where it is not known.
    const std::size_t first = text.find('\n') + 1;
    text.replace(first + 133, 3, "012");
    const std::size_t second = text.find('\n', first) + 1;
    text.replace(second + 133, 3, "999");
    const WeatherYear read = read_weather(text, "a.tm2");
    EXPECT_EQ(read.records[0].snow_cm, 12);
    EXPECT_FALSE(read.records[1].snow_cm);
    EXPECT_EQ(read.records[2].snow_cm, 0);
}

}  // namespace
}  // namespace suncrew::solar
