#include "solar/load.hpp"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "solar/hourly.hpp"
#include "solar/made_weather.hpp"
#include "solar/refused.hpp"
#include "solar/table.hpp"

namespace suncrew::solar {
namespace {

const Place madrid{40.4, -3.7};

double sum(const HourSeries& series) {
    return std::accumulate(series.begin(), series.end(), 0.0);
}

HourSeries load(const HouseholdUse& use, const Place& place = madrid, const WallClock& clock = {}) {
    return household_load(use, place, table().at(place), clock);
}

double of_month(const HourSeries& series, std::size_t month) {
    double kwh = 0;
    for (std::size_t day = 0; day < days_per_year; ++day)
        if (month_of_day(day) == month)
            kwh += sum({series.begin() + static_cast<std::ptrdiff_t>(day * 24),
                        series.begin() + static_cast<std::ptrdiff_t>(day * 24 + 24)});
    return kwh;
}

TEST(Hours, AMonthHasItsDays) {
    std::array<int, 12> days{};
    for (std::size_t day = 0; day < days_per_year; ++day)
        ++days[month_of_day(day)];
    EXPECT_EQ(days, days_in_month);
}

TEST(Hours, HoldTheEnergyOfAllSteps) {
    for (const int per_hour : {1, 2}) {
        const SkyYear sky = sky_of(made_year({40.5, -3.75, 600}, 0, per_hour));
        const Array array{4, 30, 180, 0};
        std::vector<double> kw(sky.size());
        const YearOfPower year = simulate(sky, {.arrays = {&array, 1}, .ac_kw = 4}, kw);
        const HourSeries kwh = energy_by_hour(sky, kw);
        EXPECT_NEAR(sum(kwh), year.annual_kwh, 1e-6);
        const DayCurves curves = day_curves(kwh);
        for (std::size_t month = 0; month < months_per_year; ++month)
            EXPECT_NEAR(
                std::accumulate(curves[month].begin(), curves[month].end(), 0.0) * days_in_month[month],
                year.monthly_kwh[month], 1e-6);
        EXPECT_EQ(curves[5][0], 0);
        EXPECT_GT(curves[5][12], curves[5][7]);
    }
}

TEST(Hours, WallClocksGoAhead) {
    const WallClock still{};
    EXPECT_EQ(still.at(0).hour, 0.5);
    EXPECT_FALSE(still.at(0).weekend);       // Thursday, 1 January 2026
    EXPECT_TRUE(still.at(2 * 24).weekend);   // Saturday
    EXPECT_FALSE(still.at(4 * 24).weekend);  // Monday
    const WallClock ahead{1.25, SummerTime::northern};
    EXPECT_EQ(ahead.at(0).hour, 1.75);
    EXPECT_EQ(ahead.at(90 * 24).hour, 2.75);   // 1 April
    EXPECT_EQ(ahead.at(303 * 24).hour, 2.75);  // 31 October
    EXPECT_EQ(ahead.at(304 * 24).hour, 1.75);
    EXPECT_TRUE(ahead.at(1 * 24 + 23).weekend) << "it is Saturday on the wall already";
    const WallClock behind{-3};
    EXPECT_EQ(behind.at(0).hour, 21.5);
    EXPECT_TRUE((WallClock{0, SummerTime::never, 6}.at(0).weekend));
    const WallClock south{0, SummerTime::southern};
    EXPECT_EQ(south.at(0).hour, 1.5);
    EXPECT_EQ(south.at(180 * 24).hour, 0.5);
    EXPECT_NEAR(ahead_of_sun_h(1, -3.7), 1.2467, 1e-4);
}

TEST(Load, IsTheYearsUse) {
    EXPECT_NEAR(sum(load({3500})), 3500, 1e-6);
    EXPECT_NEAR(sum(load({9000, 0.3, 0.2})), 9000, 1e-6);
    const HourSeries north = load({3500, 0.2, 0.1}, {52.5, 13.4});
    EXPECT_NEAR(sum(north), 3500, 1e-6);
    for (const double kwh : load({3500, 0.3, 0.3}))
        EXPECT_GT(kwh, 0);
}

TEST(Load, HasTheCourseOfAHousehold) {
    const DayCurves curves = day_curves(load({3500}));
    const double mean = 3500.0 / 8760;
    for (const auto& day : curves) {
        EXPECT_EQ(std::max_element(day.begin(), day.end()) - day.begin(), 19);
        EXPECT_LT(day[3], 0.75 * mean);
        EXPECT_GT(day[19], 1.3 * mean);
    }
    EXPECT_GT(curves[0][19], 1.4 * curves[6][19]) << "winter evenings";
    const HourSeries week = load({3500});
    EXPECT_GT(week[4 * 24 + 7], week[2 * 24 + 7]) << "Mondays begin earlier than Saturdays";
}

TEST(Load, TurnsRoundWithTheHemisphere) {
    const HourSeries north = load({3500});
    const HourSeries south = load({3500}, {-33.9, 151.2});
    EXPECT_GT(of_month(north, 0), of_month(north, 6));
    EXPECT_LT(of_month(south, 0), of_month(south, 6));
}

TEST(Load, FollowsTheClockOnTheWall) {
    const DayCurves ahead = day_curves(load({3500}, madrid, {2, SummerTime::never}));
    EXPECT_EQ(std::max_element(ahead[0].begin(), ahead[0].end()) - ahead[0].begin(), 17);
}

TEST(Load, HeatsInTheColdAndCoolsInTheHeat) {
    const HourSeries plain = load({3500});
    const HourSeries heated = load({3500, 0.4, 0});
    const HourSeries cooled = load({3500, 0, 0.4});
    EXPECT_GT(of_month(heated, 0), 1.4 * of_month(plain, 0));
    EXPECT_LT(of_month(heated, 6), of_month(plain, 6));
    EXPECT_GT(of_month(cooled, 6), 1.5 * of_month(plain, 6));
    EXPECT_LT(of_month(cooled, 0), of_month(plain, 0));
    const auto afternoon = day_curves(cooled)[6];
    EXPECT_GT(afternoon[15], afternoon[5]);
}

TEST(Load, RefusesUseThatIsNone) {
    EXPECT_EQ(refused([] { load({0}); }), "invalid out_of_range use.yearly_kwh");
    EXPECT_EQ(refused([] { load({3500, 0.8, 0.2}); }), "invalid out_of_range use.cooling_share");
    EXPECT_EQ(refused([] { load({3500, -0.1, 0.2}); }), "invalid out_of_range use.heating_share");
    EXPECT_EQ(refused([] {
                  load({3500}, madrid, {20, SummerTime::never});
              }),
              "invalid out_of_range clock.ahead_h");
}

}  // namespace
}  // namespace suncrew::solar
