#include "solar/horizon.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "solar/angles.hpp"
#include "solar/hourly.hpp"
#include "solar/made_weather.hpp"
#include "solar/refused.hpp"

namespace suncrew::solar {
namespace {

const SkyYear& sky() {
    static const SkyYear year = sky_of(made_year({40.5, -3.75, 600}, 0));
    return year;
}

double roof(const SkyYear& year, double azimuth = 180) {
    const Array array{1, 30, azimuth, 0};
    return simulate(year, {.arrays = {&array, 1}, .ac_kw = 1.5}).annual_kwh;
}

TEST(Horizon, IsStraightBetweenItsHeights) {
    const Horizon horizon{{0, 10, 20, 30}};
    EXPECT_NEAR(horizon.height_deg(0), 0, 1e-12);
    EXPECT_NEAR(horizon.height_deg(45), 5, 1e-12);
    EXPECT_NEAR(horizon.height_deg(180), 20, 1e-12);
    EXPECT_NEAR(horizon.height_deg(315), 15, 1e-12);
    EXPECT_NEAR(horizon.height_deg(-45), 15, 1e-12);
    EXPECT_NEAR(horizon.height_deg(360), 0, 1e-12);
}

TEST(Horizon, OpensTheSkyByItsHeight) {
    EXPECT_NEAR(Horizon{{0}}.open_sky(), 1, 1e-12);
    EXPECT_NEAR(Horizon{{30}}.open_sky(), 0.75, 1e-12);
    EXPECT_NEAR(Horizon{{90}}.open_sky(), 0, 1e-12);
}

TEST(Horizon, ThatIsLevelChangesNothing) {
    // The sun of the first and the last hour may stand a little below it.
    EXPECT_NEAR(roof(seen_over(Horizon{{0}}, sky())) / roof(sky()), 1, 1e-4);
}

TEST(Horizon, TakesTheLightFromWhereItStands) {
    // Hills in the east, up to 40 degrees.
    const SkyYear behind_hills = seen_over(Horizon{{0, 40, 0, 0}}, sky());
    EXPECT_LT(roof(behind_hills, 90), 0.8 * roof(sky(), 90));
    EXPECT_GT(roof(behind_hills, 270), 0.85 * roof(sky(), 270));
    for (std::size_t i = 0; i < sky().size(); ++i) {
        EXPECT_LE(behind_hills.beam[i], sky().beam[i]);
        EXPECT_LE(behind_hills.global[i], sky().global[i] * (1 + 1e-12));
        if (sky().east[i] < -0.01 && sky().north[i] < -0.01) {
            EXPECT_EQ(behind_hills.beam[i], sky().beam[i]);
        }
    }
}

TEST(Horizon, AllAroundLeavesNothing) {
    EXPECT_NEAR(roof(seen_over(Horizon{{90}}, sky())), 0, 1e-9);
}

TEST(Horizon, RefusesWhatIsNone) {
    EXPECT_EQ(refused([] { Horizon{{}}; }), "invalid out_of_range horizon");
    EXPECT_EQ(refused([] { Horizon{{1, 91}}; }), "invalid out_of_range horizon[1]");
    EXPECT_EQ(refused([] { Horizon{std::vector<double>(361, 1.0)}; }), "invalid out_of_range horizon");
}

}  // namespace
}  // namespace suncrew::solar
