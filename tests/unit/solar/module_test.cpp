#include "solar/module.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace suncrew::solar {
namespace {

constexpr double pi = std::numbers::pi;

double at_degrees(double angle) {
    return incidence_modifier(std::cos(angle * pi / 180));
}

TEST(IncidenceModifier, FallsFromOneToNothing) {
    EXPECT_DOUBLE_EQ(incidence_modifier(1), 1);
    EXPECT_EQ(incidence_modifier(0), 0);
    EXPECT_EQ(incidence_modifier(-0.5), 0);
    double before = 1.0001;
    for (double angle = 0; angle <= 90; angle += 1) {
        EXPECT_LE(at_degrees(angle), before);
        before = at_degrees(angle);
    }
    // Duffie & Beckman, 4th ed., chapter 5 reads about 0.95 at 60 degrees for one cover of plain glass.
    EXPECT_NEAR(at_degrees(60), 0.95, 0.015);
    EXPECT_GT(at_degrees(40), 0.99);
}

TEST(IncidenceModifier, OfTheGroundIsNothingOnAFlatRoof) {
    EXPECT_NEAR(ground_incidence_modifier(0), 0, 1e-9);
    EXPECT_GT(ground_incidence_modifier(90), 0.9);
    EXPECT_GT(sky_incidence_modifier(0), 0.93);
}

TEST(CellTemperature, OnARoofIsHigherThanOnARack) {
    EXPECT_NEAR(800 * cell_heating_c_per_w_m2(Mounting::open_rack), 25 * (1 - 0.2 / 0.9), 1e-9);
    EXPECT_GT(cell_heating_c_per_w_m2(Mounting::roof), cell_heating_c_per_w_m2(Mounting::open_rack));
}

TEST(AirTemperature, SwingsAroundItsMeanAndPeaksInTheAfternoon) {
    double sum = 0;
    double highest = -1;
    double lowest = 1;
    double hour_of_highest = 0;
    for (int step = 0; step < 240; ++step) {
        const double angle = (step / 240.0 - 0.5) * 2 * pi;
        const double swing = temperature_swing(std::sin(angle), std::cos(angle));
        // The source's own form.
        const double t = angle + 11 * pi / 12;
        const double source = 0.4632 * std::cos(t - 3.805) + 0.0984 * std::cos(2 * t - 0.360) +
                              0.0168 * std::cos(3 * t - 0.822) + 0.0138 * std::cos(4 * t - 3.513);
        EXPECT_NEAR(swing, source, 1e-12);
        sum += swing;
        lowest = std::min(lowest, swing);
        if (swing > highest) {
            highest = swing;
            hour_of_highest = 12 + angle * 12 / pi;
        }
    }
    EXPECT_NEAR(sum / 240, 0, 1e-9);
    EXPECT_NEAR(highest - lowest, 1, 0.05);
    EXPECT_NEAR(hour_of_highest, 15, 1);
    EXPECT_NEAR(temperature_amplitude_c(0.5), 7.69, 1e-9);
    EXPECT_EQ(temperature_amplitude_c(0.1), 0);
}

TEST(Losses, AreThoseOfPvwatts) {
    EXPECT_NEAR(Losses{}.total(), 0.140757, 5e-7);
}

}  // namespace
}  // namespace suncrew::solar
