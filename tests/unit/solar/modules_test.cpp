#include "solar/modules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace suncrew::solar {
namespace {

/// What the makers and the California Energy Commission's list say of the modules that stand for the types:
/// at 1000 W/m2 and 25 degrees, and the loss of power by degree.
struct Sheet {
    ModuleType type;
    double rated_v, rated_a, open_v, short_a;
    double power_change_per_c;
};
constexpr std::array<Sheet, 3> sheets{{
    {ModuleType::standard, 35.8, 9.01, 43.3, 9.51, -0.0038},
    {ModuleType::premium, 54.7, 5.98, 64.9, 6.46, -0.0038},
    {ModuleType::thin_film, 183.6, 2.37, 219.6, 2.55, -0.0032},
}};

TEST(SingleDiode, GivesTheModulesOfTheListTheirRatings) {
    for (const Sheet& sheet : sheets) {
        const SingleDiode& module = figures_of(sheet.type).diode;
        const DiodeCurve curve{module, 1000, 25};
        const double rated_w = sheet.rated_v * sheet.rated_a;
        EXPECT_NEAR(curve.most_power_w(), rated_w, 0.001 * rated_w);
        EXPECT_NEAR(curve.current_a(sheet.open_v), 0, 0.005 * sheet.short_a);
        EXPECT_NEAR(curve.current_a(sheet.short_a * module.series_ohm), sheet.short_a, 0.001 * sheet.short_a);
        EXPECT_NEAR(curve.voltage_v(sheet.rated_v + sheet.rated_a * module.series_ohm), sheet.rated_v,
                    0.001 * sheet.rated_v);
        EXPECT_NEAR(figures_of(sheet.type).rated_w, rated_w, 1e-9);
    }
}

TEST(SingleDiode, LosesPowerWithHeatAsTheSheetsSay) {
    for (const Sheet& sheet : sheets) {
        const ModuleFigures& module = figures_of(sheet.type);
        const double warm = DiodeCurve{module.diode, 1000, 45}.most_power_w() / module.rated_w;
        const double cold = DiodeCurve{module.diode, 1000, 5}.most_power_w() / module.rated_w;
        EXPECT_NEAR((warm - cold) / 40, sheet.power_change_per_c, 0.0003);
    }
}

TEST(SingleDiode, LosesMoreThanItsShareInWeakLight) {
    for (const Sheet& sheet : sheets) {
        const ModuleFigures& module = figures_of(sheet.type);
        const auto share = [&module](double light) {
            return DiodeCurve{module.diode, light, 25}.most_power_w() / module.rated_w / (light / 1000);
        };
        EXPECT_LT(share(200), 1);
        EXPECT_GT(share(200), 0.9);
        EXPECT_LT(share(20), share(200));
        EXPECT_GT(share(1), 0);
    }
}

// No point of the curve, tried one by one, gives more.
TEST(SingleDiode, FindsTheMostPower) {
    for (const Sheet& sheet : sheets)
        for (const double light : {1.0, 40.0, 700.0, 1500.0})
            for (const double cell_c : {-60.0, 0.0, 80.0, 140.0}) {
                const DiodeCurve curve{figures_of(sheet.type).diode, light, cell_c};
                double best = 0;
                for (double volts = 0; volts < 2 * sheet.open_v; volts += sheet.open_v / 5000)
                    best = std::max(best, curve.current_a(volts) * curve.voltage_v(volts));
                EXPECT_NEAR(curve.most_power_w(), best, 1e-6 * best + 1e-9);
                EXPECT_GE(curve.most_power_w(), best * (1 - 1e-12));
            }
}

TEST(PowerTable, AgreesWithTheCurves) {
    for (const Sheet& sheet : sheets) {
        const ModuleFigures& module = figures_of(sheet.type);
        double worst = 0;
        for (double light = 1; light < 1500; light *= 1.013)
            for (double cell_c = -45; cell_c < 100; cell_c += 1.37)
                worst = std::max(
                    worst, std::abs(PowerTable::of(sheet.type).share_of_rating(light, cell_c) -
                                    DiodeCurve{module.diode, light, cell_c}.most_power_w() / module.rated_w));
        EXPECT_LT(worst, 3e-5);
    }
}

TEST(PowerTable, HoldsItsEndsAndGivesNothingInTheDark) {
    const PowerTable& table = PowerTable::of(ModuleType::standard);
    EXPECT_EQ(table.share_of_rating(0.99, 20), 0);
    EXPECT_EQ(table.share_of_rating(5000, 20), table.share_of_rating(1800, 20));
    EXPECT_EQ(table.share_of_rating(500, -300), table.share_of_rating(500, -80));
    EXPECT_EQ(table.share_of_rating(500, 300), table.share_of_rating(500, 140));
}

TEST(Modules, AreHotterOnARoofAndCoolerInTheWind) {
    const double rack = cell_heating_c_per_w_m2(ModuleType::standard, Mounting::open_rack);
    const double roof = cell_heating_c_per_w_m2(ModuleType::standard, Mounting::roof);
    // The nominal temperature itself: 800 W/m2 and a wind of 1 m/s at the module, 25 and 29 degrees above the
    // air when nothing is taken as power.
    const double efficiency = figures_of(ModuleType::standard).efficiency;
    EXPECT_NEAR(800 * rack * wind_cooling(1 / 0.51), 25 * (1 - efficiency / 0.9), 1e-9);
    EXPECT_NEAR(800 * roof * wind_cooling(1 / 0.51), 29 * (1 - efficiency / 0.9), 1e-9);
    EXPECT_GT(wind_cooling(0), wind_cooling(2));
    EXPECT_EQ(wind_cooling(-3), wind_cooling(0));
}

TEST(Modules, UseMoreOfTheLightThroughMoreAir) {
    EXPECT_NEAR(air_mass_modifier(48.2, 0), 1, 0.002);  // air mass 1.5
    EXPECT_LT(air_mass_modifier(0, 0), 1);
    EXPECT_LT(air_mass_modifier(48.2, 3000), air_mass_modifier(48.2, 0));
    EXPECT_EQ(air_mass_modifier(89, 0), air_mass_modifier(86, 0));
}

}  // namespace
}  // namespace suncrew::solar
