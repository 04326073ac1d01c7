#include "solar/perez.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "solar/angles.hpp"

namespace suncrew::solar {
namespace {

/// Perez et al. (1990), table 6, as it was printed: a clearness within each bin, and the coefficients of F1
/// and F2.
struct Printed {
    double clearness;
    std::array<double, 3> f1;
    std::array<double, 3> f2;
};
constexpr std::array<Printed, 8> printed{{
    {1.03, {-0.008, 0.588, -0.062}, {-0.060, 0.072, -0.022}},
    {1.15, {0.130, 0.683, -0.151}, {-0.019, 0.066, -0.029}},
    {1.35, {0.330, 0.487, -0.221}, {0.055, -0.064, -0.026}},
    {1.70, {0.568, 0.187, -0.295}, {0.109, -0.152, -0.014}},
    {2.30, {0.873, -0.392, -0.362}, {0.226, -0.462, 0.001}},
    {3.50, {1.132, -1.237, -0.412}, {0.288, -0.823, 0.056}},
    {5.20, {1.060, -1.600, -0.359}, {0.264, -1.127, 0.131}},
    {8.00, {0.678, -0.327, -0.250}, {0.156, -1.377, 0.251}},
}};

TEST(Perez, BrightensTheSkyAsThePublishedTableSays) {
    for (const double zenith_deg : {0.0, 20.0, 45.0, 70.0, 84.0})
        for (const Printed& bin : printed) {
            const double zenith = zenith_deg * degree;
            const double cubed = 1.041 * zenith * zenith * zenith;
            const double diffuse = 150;
            const double beam = ((bin.clearness * (1 + cubed)) - cubed - 1) * diffuse;
            const double air_mass = 1 / (std::cos(zenith) + 0.15 * std::pow(93.9 - zenith_deg, -1.253));
            const double brightness = diffuse * air_mass / 1367;
            const double f1 = std::max(0.0, bin.f1[0] + bin.f1[1] * brightness + bin.f1[2] * zenith);
            const double f2 = bin.f2[0] + bin.f2[1] * brightness + bin.f2[2] * zenith;
            const SkyLight sky = perez_sky(zenith_deg, beam, diffuse);
            const double lowest = std::max(std::cos(zenith), std::cos(85 * degree));
            EXPECT_NEAR(sky.even / diffuse, 1 - f1, 0.0025) << zenith_deg << " " << bin.clearness;
            EXPECT_NEAR(sky.around_sun * lowest / diffuse, f1, 0.0025) << zenith_deg << " " << bin.clearness;
            EXPECT_NEAR(sky.horizon / diffuse, f2, 0.0025) << zenith_deg << " " << bin.clearness;
            EXPECT_DOUBLE_EQ(sky.beam, beam);
            EXPECT_NEAR(sky.ground, beam * std::cos(zenith) + diffuse, 1e-9);
        }
}

TEST(Perez, GivesAFlatPlaneWhatFallsOnTheGround) {
    for (const double zenith_deg : {5.0, 30.0, 60.0, 84.9})
        for (const double beam : {0.0, 100.0, 900.0}) {
            const SkyLight sky = perez_sky(zenith_deg, beam, 120);
            const double up = std::cos(zenith_deg * degree);
            EXPECT_NEAR(sky.beam * up + sky.even + sky.around_sun * up, beam * up + 120, 1e-9);
        }
}

TEST(Perez, EndsBeforeTheHorizon) {
    const SkyLight low = perez_sky(88, 50, 20);
    EXPECT_EQ(low.beam, 50);
    EXPECT_EQ(low.even, 20);
    EXPECT_EQ(low.around_sun, 0);
    EXPECT_EQ(low.horizon, 0);
    EXPECT_EQ(low.ground, 0);
    const SkyLight under = perez_sky(90.5, 50, 20);
    EXPECT_EQ(under.beam, 0);
    EXPECT_EQ(under.even, 20);
}

TEST(Perez, TakesWhatIsBelowZeroAsNothing) {
    const SkyLight sky = perez_sky(40, -5, -3);
    EXPECT_EQ(sky.beam, 0);
    EXPECT_EQ(sky.even, 0);
    EXPECT_EQ(sky.ground, 0);
}

}  // namespace
}  // namespace suncrew::solar
