#include "solar/synthesis.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "solar/refused.hpp"
#include "solar/table.hpp"

namespace suncrew::solar {
namespace {

constexpr std::array<double, 12> days_of_month{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
const Place madrid{40.4, -3.7, 650};

ByMonth irradiation(const SkyYear& sky) {
    ByMonth sums{};
    for (std::size_t i = 0; i < sky.size(); ++i)
        sums[sky.month[i]] += sky.global[i] / 1000;
    return sums;
}

TEST(Synthesis, HasTheIrradiationOfEachMonth) {
    for (const Place& place :
         {madrid, Place{33.4, -112, 340}, Place{60.2, 24.9}, Place{-33.9, 151.2}, Place{0, 10}}) {
        MonthlyClimate climate = table().at(madrid);
        if (place.latitude_deg < 0)
            std::rotate(climate.ghi_kwh_m2_day.begin(), climate.ghi_kwh_m2_day.begin() + 6,
                        climate.ghi_kwh_m2_day.end());
        if (place.latitude_deg > 55)
            climate.ghi_kwh_m2_day = {0.3, 1, 2.3, 4, 5.5, 6, 5.5, 4.3, 2.6, 1.2, 0.4, 0.2};
        const ByMonth sums = irradiation(sky_of(place, climate));
        for (std::size_t month = 0; month < months_per_year; ++month)
            EXPECT_NEAR(sums[month], climate.ghi_kwh_m2_day[month] * days_of_month[month], 1e-6)
                << place.latitude_deg << " " << month;
    }
}

TEST(Synthesis, HasNoMoreBeamThanTheSunSends) {
    MonthlyClimate bright;
    bright.ghi_kwh_m2_day.fill(15);
    for (const double latitude : {0.0, 45.0, 78.0, -90.0}) {
        const SkyYear sky = sky_of({latitude, 0}, bright);
        for (std::size_t i = 0; i < sky.size(); ++i) {
            EXPECT_LT(sky.beam[i], 1410);
            EXPECT_LE(sky.beam_share[i], 1);
            EXPECT_LE(sky.global[i], 1410 * sky.up[i]);
        }
    }
}

TEST(Synthesis, IsDarkWithoutLightAndInThePolarNight) {
    EXPECT_EQ(sky_of(madrid, {}).size(), 0U);
    MonthlyClimate always;
    always.ghi_kwh_m2_day.fill(1);
    const SkyYear arctic = sky_of({78, 15}, always);
    EXPECT_EQ(std::count(arctic.month.begin(), arctic.month.end(), 11), 0);
    EXPECT_EQ(std::count(arctic.month.begin(), arctic.month.end(), 5), 30 * 24);
}

TEST(Synthesis, IsTheSameEachTime) {
    const SkyYear one = sky_of(madrid, table().at(madrid));
    const SkyYear other = sky_of(madrid, table().at(madrid));
    EXPECT_EQ(one.beam, other.beam);
    EXPECT_EQ(one.air_c, other.air_c);
}

TEST(Synthesis, MixesDullAndClearDays) {
    const SkyYear sky = sky_of(madrid, table().at(madrid));
    double dullest = 1e9;
    double clearest = 0;
    std::array<double, 365> days{};
    for (std::size_t i = 0; i < sky.size(); ++i)
        days[sky.step_of_year[i] / 24] += sky.global[i];
    for (int day = 90; day < 120; ++day) {
        dullest = std::min(dullest, days[static_cast<std::size_t>(day)]);
        clearest = std::max(clearest, days[static_cast<std::size_t>(day)]);
    }
    EXPECT_GT(clearest, 3 * dullest);
}

TEST(Synthesis, MirrorsTheMorningInTheAfternoonButForTheAir) {
    const SkyYear sky = sky_of(madrid, table().at(madrid));
    std::array<std::size_t, 24> at{};
    for (std::size_t i = 0; i < sky.size(); ++i)
        if (sky.step_of_year[i] / 24 == 100)
            at[sky.step_of_year[i] % 24] = i;
    for (std::size_t hour = 7; hour < 12; ++hour) {
        const std::size_t morning = at[hour];
        const std::size_t afternoon = at[23 - hour];
        ASSERT_NE(morning, 0U);
        EXPECT_NEAR(sky.east[morning], -sky.east[afternoon], 1e-12);
        EXPECT_GT(sky.east[morning], 0);
        EXPECT_DOUBLE_EQ(sky.beam[morning], sky.beam[afternoon]);
        EXPECT_LT(sky.air_c[morning], sky.air_c[afternoon]);
    }
}

TEST(Synthesis, RefusesClimatesThatCannotBe) {
    MonthlyClimate broken = table().at(madrid);
    broken.ghi_kwh_m2_day[2] = -1;
    EXPECT_EQ(refused([&] { sky_of(madrid, broken); }), "invalid out_of_range climate.ghi_kwh_m2_day");
    EXPECT_EQ(refused([&] {
                  sky_of({91, 0}, table().at(madrid));
              }),
              "invalid out_of_range place.latitude_deg");
}

}  // namespace
}  // namespace suncrew::solar
