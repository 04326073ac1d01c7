#include "solar/waterfall.hpp"

#include <numeric>
#include <set>

#include <gtest/gtest.h>

#include "solar/made_weather.hpp"

namespace suncrew::solar {
namespace {

const SkyYear& sky() {
    static const SkyYear year = sky_of(made_year({40.5, -3.75, 600}, 0));
    return year;
}

TEST(Waterfall, SumsFromLightToPower) {
    const Array array{6, 30, 180, 0.1};
    for (const Mounting mounting : {Mounting::roof, Mounting::open_rack})
        for (const Losses& losses : {Losses{}, Losses::of(0.3), Losses::of(0)}) {
            const System system{.arrays = {&array, 1}, .ac_kw = 4, .mounting = mounting, .losses = losses};
            const YearOfPower year = simulate(sky(), system);
            const Waterfall waterfall = waterfall_of(year.stages, losses);
            double left = waterfall.light_kwh;
            for (const EnergyLoss& loss : waterfall.losses)
                left -= loss.kwh;
            EXPECT_NEAR(left, waterfall.ac_kwh, 1e-9 * waterfall.light_kwh);
            EXPECT_NEAR(waterfall.ac_kwh, year.annual_kwh, 1e-9 * year.annual_kwh);
        }
}

TEST(Waterfall, NamesEachLossOnceAndInOrder) {
    const Array array{6, 30, 180, 0.1};
    const System system{.arrays = {&array, 1}, .ac_kw = 4};
    const Waterfall waterfall = waterfall_of(simulate(sky(), system).stages, system.losses);
    std::set<std::string_view> names;
    double before = waterfall.light_kwh;
    for (const EnergyLoss& loss : waterfall.losses) {
        EXPECT_TRUE(names.insert(loss.name).second) << loss.name;
        EXPECT_LT(loss.kwh, 0.2 * before) << loss.name;
        if (loss.name != "spectrum") {
            EXPECT_GT(loss.kwh, 0) << loss.name;
        }
        if (loss.name == "soiling") {
            EXPECT_NEAR(loss.kwh, 0.02 * before, 1e-9 * before);
        }
        before -= loss.kwh;
    }
    EXPECT_EQ(waterfall.losses.front().name, "shading");
    EXPECT_EQ(waterfall.losses.back().name, "clipping");
    EXPECT_EQ(names.size(), 4U + 8U + 2U);
    EXPECT_FALSE(names.contains("snow")) << "what is nothing is not shown";
}

}  // namespace
}  // namespace suncrew::solar
