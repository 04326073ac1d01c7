#include "solar/rows.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "solar/angles.hpp"

namespace suncrew::solar {
namespace {

TEST(Rows, AreLaidOutAsASquareOfModules) {
    EXPECT_EQ(rows_of(4).rows, 3);  // 14 modules, two high: 3 rows of 3
    EXPECT_NEAR(rows_of(4).row_length, 3 / 3.4, 1e-12);
    EXPECT_TRUE(rows_of(4).ends_count);
    EXPECT_EQ(rows_of(0.1).rows, 1);
    EXPECT_EQ(rows_of(1000).rows, 41);
    EXPECT_FALSE(rows_of(1000).ends_count);
}

/// Share of the beam left to long rows for a sun straight ahead.
double left(double tilt_deg, double ground_coverage, double sun_deg) {
    const Rows rows{{100, 1000, false}, tilt_deg, ground_coverage};
    const double up = std::sin(sun_deg * degree);
    const double ahead = std::cos(sun_deg * degree);
    const double incidence_cos = std::sin(tilt_deg * degree) * ahead + std::cos(tilt_deg * degree) * up;
    return rows.beam_left(incidence_cos, up, ahead, 0);
}

// Plane geometry: rows of slope 1 at a distance of 2, tilted by 30 degrees, end 0.5 above the ground and cos
// 30 degrees behind their front. A sun at atan(0.5 / (2 - cos 30)) just reaches the foot of the next row.
TEST(Rows, ShadeOneAnotherBelowTheLimitingAngle) {
    const double limit = std::atan(0.5 / (2 - std::cos(30 * degree))) / degree;
    EXPECT_NEAR(left(30, 0.5, limit + 0.01), 1, 1e-3);
    EXPECT_EQ(left(30, 0.5, limit + 1), 1);
    EXPECT_LT(left(30, 0.5, limit - 1), 1);
    EXPECT_LT(left(30, 0.5, 2), left(30, 0.5, 10));
    EXPECT_GE(left(30, 0.5, 0.1), 0);
    EXPECT_EQ(left(0, 0.9, 5), 1);
}

TEST(Rows, TakeNoBeamOfASunBehindThem) {
    const Rows rows{{100, 1000, false}, 30, 0.5};
    EXPECT_EQ(rows.beam_left(0.2, 0.4, -0.3, 0), 1);
    EXPECT_EQ(rows.beam_left(0, 0.1, 0.3, 0), 1);
}

TEST(Rows, LetLightInPastTheirEnds) {
    const Rows few{{3, 1, true}, 30, 0.5};
    const Rows many{{100, 1000, false}, 30, 0.5};
    EXPECT_GT(few.beam_left(0.5, 0.1, 0.5, 0.4), many.beam_left(0.5, 0.1, 0.5, 0.4));
    EXPECT_LE(few.beam_left(0.5, 0.1, 0.5, 0.4), 1);
}

TEST(Rows, HideMoreOfTheSkyTheCloserAndSteeperTheyAre) {
    const auto sky = [](double tilt_deg, double coverage) {
        return Rows{{3, 1, true}, tilt_deg, coverage}.sky_left();
    };
    EXPECT_EQ(sky(0, 0.9), 1);
    EXPECT_GT(sky(20, 0.3), sky(20, 0.6));
    EXPECT_GT(sky(20, 0.4), sky(60, 0.4));
    EXPECT_GT(sky(90, 0.99), 0);
    EXPECT_LE(sky(1, 0.01), 1);
}

TEST(Rows, HideTheGroundFromAllButTheFirst) {
    const Rows one{{1, 1, true}, 30, 0.4};
    const Rows many{{50, 1, true}, 30, 0.4};
    EXPECT_NEAR(one.ground_left(0.8, 1), 1, 1e-12);
    EXPECT_LT(many.ground_left(0.8, 1), 1);
    EXPECT_LT(many.ground_left(0.8, 10), many.ground_left(0.8, 0.5));
    EXPECT_EQ(many.ground_left(0, 10), many.ground_left(0, 0.5));
    const Rows flat{{50, 1, true}, 0, 0.4};
    EXPECT_EQ(flat.ground_left(0.8, 1), 1);
}

}  // namespace
}  // namespace suncrew::solar
