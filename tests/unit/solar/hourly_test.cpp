#include "solar/hourly.hpp"

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "solar/made_weather.hpp"
#include "solar/refused.hpp"

namespace suncrew::solar {
namespace {

const Place madrid{40.5, -3.75, 600};

const SkyYear& sky() {
    static const SkyYear year = sky_of(made_year(madrid, 0));
    return year;
}

YearOfPower one_kw(double tilt, double azimuth, const SkyYear& year = sky(),
                   Mounting mounting = Mounting::roof) {
    const Array array{1, tilt, azimuth, 0};
    return simulate(year, {.arrays = {&array, 1}, .ac_kw = 1.5, .mounting = mounting});
}

TEST(Hourly, IsTheSumOfItsMonths) {
    const YearOfPower year = one_kw(30, 180);
    EXPECT_NEAR(std::accumulate(year.monthly_kwh.begin(), year.monthly_kwh.end(), 0.0), year.annual_kwh,
                1e-9);
    EXPECT_NEAR(year.annual_kwh, year.stages.after_clipping, 1e-9);
    EXPECT_GT(year.annual_kwh, 1000);
    EXPECT_LT(year.annual_kwh, 2500);
}

TEST(Hourly, LosesAtEachStage) {
    const Array array{4, 30, 180, 0.1};
    for (const Mounting mounting : {Mounting::roof, Mounting::open_rack}) {
        const EnergyStages stages =
            simulate(sky(), {.arrays = {&array, 1}, .ac_kw = 2.5, .mounting = mounting}).stages;
        EXPECT_LT(stages.after_shading, stages.light * 0.9001);
        EXPECT_LT(stages.after_cover, stages.after_shading);
        EXPECT_NEAR(stages.after_spectrum, stages.after_cover, 0.02 * stages.after_cover);
        EXPECT_LT(stages.after_modules, stages.after_spectrum);
        EXPECT_NEAR(stages.after_losses, stages.after_modules * (1 - 0.140757), 0.01);
        EXPECT_NEAR(stages.after_inverter / stages.after_losses, 0.955, 0.02);
        EXPECT_LT(stages.after_clipping, stages.after_inverter);
    }
}

TEST(Hourly, GivesThePowerOfEachStep) {
    const Array array{2, 30, 180, 0};
    const System system{.arrays = {&array, 1}, .ac_kw = 1.2};
    std::vector<double> kw(sky().size());
    const YearOfPower year = simulate(sky(), system, kw);
    EXPECT_NEAR(std::accumulate(kw.begin(), kw.end(), 0.0), year.annual_kwh, 1e-6);
    for (const double power : kw) {
        EXPECT_GE(power, 0);
        EXPECT_LE(power, 1.2);
    }
    EXPECT_EQ(simulate(sky(), system).annual_kwh, year.annual_kwh);
    std::vector<double> too_few(kw.size() - 1);
    EXPECT_EQ(refused([&] { simulate(sky(), system, too_few); }), "invalid out_of_range ac_kw");
}

TEST(Hourly, IsTheSameInHalfHoursNearly) {
    const SkyYear halves = sky_of(made_year(madrid, 0, 2));
    EXPECT_NEAR(one_kw(30, 180, halves).annual_kwh / one_kw(30, 180).annual_kwh, 1, 0.003);
}

TEST(Hourly, IsTheSameAllAroundWhenFlat) {
    const double flat = one_kw(0, 0).annual_kwh;
    for (double azimuth = 0; azimuth <= 360; azimuth += 30)
        EXPECT_NEAR(one_kw(0, azimuth).annual_kwh, flat, 1e-9);
    for (const Mounting mounting : {Mounting::roof, Mounting::open_rack})
        EXPECT_NEAR(one_kw(30, 0, sky(), mounting).annual_kwh, one_kw(30, 360, sky(), mounting).annual_kwh,
                    1e-9);
    EXPECT_NEAR(one_kw(0, 0, sky(), Mounting::open_rack).stages.after_shading, one_kw(0, 0).stages.light,
                1e-9);
}

TEST(Hourly, IsBestTowardsTheEquator) {
    const double south = one_kw(35, 180).annual_kwh;
    for (double azimuth = 0; azimuth < 360; azimuth += 15)
        EXPECT_LE(one_kw(35, azimuth).annual_kwh, south * 1.005);
    EXPECT_LT(one_kw(90, 0).annual_kwh, 0.35 * south);
    EXPECT_GT(one_kw(90, 180).annual_kwh, 0.5 * south);
    const SkyYear sydney = sky_of(made_year({-33.9, 151.2, 20}, 10));
    EXPECT_GT(one_kw(30, 0, sydney).annual_kwh, 1.2 * one_kw(30, 180, sydney).annual_kwh);
}

// Mornings are cooler than afternoons, and only by that does east beat west.
TEST(Hourly, KnowsThatMorningsAreCooler) {
    const double east = one_kw(35, 90).annual_kwh;
    const double west = one_kw(35, 270).annual_kwh;
    EXPECT_NEAR(east / west, 1.01, 0.015);
}

TEST(Hourly, ShadesRowsMoreTheCloserTheyStand) {
    const auto rack = [](double coverage, double azimuth) {
        const Array array{4, 35, azimuth, 0};
        return simulate(sky(), {.arrays = {&array, 1},
                                .ac_kw = 4,
                                .mounting = Mounting::open_rack,
                                .ground_coverage = coverage})
            .stages;
    };
    for (const double azimuth : {90.0, 180.0, 270.0}) {
        EXPECT_LT(rack(0.7, azimuth).after_shading, rack(0.4, azimuth).after_shading);
        EXPECT_GT(rack(0.01, azimuth).after_shading, 0.99 * rack(0.01, azimuth).light);
        EXPECT_EQ(rack(0.7, azimuth).light, rack(0.4, azimuth).light);
    }
}

TEST(Hourly, FallsWithShadeAndHeat) {
    const auto shaded = [](double fraction) {
        const Array array{1, 30, 180, fraction};
        return simulate(sky(), {.arrays = {&array, 1}, .ac_kw = 1.5}).annual_kwh;
    };
    EXPECT_LT(shaded(0.5), 0.52 * shaded(0));
    EXPECT_GT(shaded(0.5), 0.45 * shaded(0));
    EXPECT_EQ(shaded(1), 0);
    WeatherYear weather = made_year(madrid, 0);
    for (WeatherRecord& record : weather.records)
        record.air_c += 10;
    EXPECT_NEAR(one_kw(30, 180, sky_of(weather)).annual_kwh / shaded(0), 1 - 10 * 0.0039, 0.004);
    EXPECT_LT(one_kw(30, 180).annual_kwh, one_kw(30, 180, sky(), Mounting::open_rack).stages.after_modules);
}

TEST(Hourly, SumsPlanesBeforeTheInverter) {
    const std::array<Array, 2> east_west{Array{3, 25, 90, 0}, Array{3, 25, 270, 0}};
    const std::array<Array, 1> south{Array{6, 25, 180, 0}};
    const double two = simulate(sky(), {.arrays = east_west, .ac_kw = 3}).annual_kwh;
    const double two_free = simulate(sky(), {.arrays = east_west, .ac_kw = 8}).annual_kwh;
    const double one = simulate(sky(), {.arrays = south, .ac_kw = 3}).annual_kwh;
    const double one_free = simulate(sky(), {.arrays = south, .ac_kw = 8}).annual_kwh;
    EXPECT_GT(two / two_free, one / one_free);  // they do not peak together
    const double halves = simulate(sky(), {.arrays = {&east_west[0], 1}, .ac_kw = 4}).annual_kwh +
                          simulate(sky(), {.arrays = {&east_west[1], 1}, .ac_kw = 4}).annual_kwh;
    EXPECT_NEAR(two_free, halves, 1e-2 * halves);
}

TEST(Hourly, JoinsPlanesToWhatTheyAreTogether) {
    const std::array<Array, 3> planes{Array{3, 25, 90, 0.1}, Array{5, 40, 200, 0}, Array{0.4, 5, 0, 0.5}};
    const System system{.arrays = planes, .ac_kw = 4, .modules = ModuleType::premium};
    std::vector<double> kw(sky().size());
    std::vector<double> joined_kw(sky().size());
    const YearOfPower year = simulate(sky(), system, kw);
    std::array<RoofPlaneYear, 3> ones;
    std::array<PlaneShare, 3> shares;
    for (std::size_t i = 0; i < planes.size(); ++i) {
        Array one_kw = planes[i];
        one_kw.dc_kw = 1;
        ones[i] = simulate_plane(sky(), one_kw, system.modules, system.losses);
        shares[i] = {&ones[i], planes[i].dc_kw};
    }
    const YearOfPower joined = join(sky(), shares, 4, system.inverter_efficiency, joined_kw);
    EXPECT_NEAR(joined.annual_kwh, year.annual_kwh, 1e-6);
    for (std::size_t month = 0; month < months_per_year; ++month)
        EXPECT_NEAR(joined.monthly_kwh[month], year.monthly_kwh[month], 1e-6);
    for (std::size_t i = 0; i < kw.size(); ++i)
        ASSERT_NEAR(joined_kw[i], kw[i], 1e-9);
    for (const auto stage :
         {&EnergyStages::light, &EnergyStages::after_shading, &EnergyStages::after_cover,
          &EnergyStages::after_spectrum, &EnergyStages::after_modules, &EnergyStages::after_losses,
          &EnergyStages::after_inverter, &EnergyStages::after_clipping})
        EXPECT_NEAR(joined.stages.*stage, year.stages.*stage, 1e-6);
    joined_kw.pop_back();
    EXPECT_EQ(refused([&] { join(sky(), shares, 4, 0.96, joined_kw); }), "invalid out_of_range ac_kw");
}

TEST(Hourly, GrowsWithTheSystem) {
    const auto of = [](double kw) {
        const Array array{kw, 20, 180, 0};
        return simulate(sky(), {.arrays = {&array, 1}, .ac_kw = kw / 1.2}).annual_kwh;
    };
    EXPECT_NEAR(of(8), 2 * of(4), 1e-6);
    EXPECT_NEAR(of(1000), 250 * of(4), 1e-3);
}

TEST(Hourly, RefusesWhatNoRoofHas) {
    const auto with = [](Array array, double ac_kw = 3, double coverage = 0.4) {
        return refused([&] {
            simulate(sky(), {.arrays = {&array, 1}, .ac_kw = ac_kw, .ground_coverage = coverage});
        });
    };
    EXPECT_EQ(with({1, 20, 180, 0}), "");
    EXPECT_EQ(with({std::nan(""), 20, 180, 0}), "invalid out_of_range arrays[0].dc_kw");
    EXPECT_EQ(with({1, 90.5, 180, 0}), "invalid out_of_range arrays[0].tilt_deg");
    EXPECT_EQ(with({1, 20, 360.1, 0}), "invalid out_of_range arrays[0].azimuth_deg");
    EXPECT_EQ(with({1, 20, 180, -0.1}), "invalid out_of_range arrays[0].shading_fraction");
    EXPECT_EQ(with({1, 20, 180, 0}, 0), "invalid out_of_range ac_kw");
    EXPECT_EQ(with({1, 20, 180, 0}, 3, 1), "invalid out_of_range ground_coverage");
}

}  // namespace
}  // namespace suncrew::solar
