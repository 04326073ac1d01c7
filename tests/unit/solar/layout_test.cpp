#include "solar/layout.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

#include "solar/refused.hpp"
#include "solar/roof_band.hpp"

namespace suncrew::solar {
namespace {

constexpr ModuleSize module{1.134, 1.762};
constexpr Setbacks setbacks{0.3, 0.4, 0.5, 0.2};
constexpr double near_m = 1e-6;

ModuleLayout lay(const RoofSurface& surface, const Setbacks& free = setbacks) {
    return lay_out(surface, free, module, "roof_planes[0]");
}

double distance_m(Point p, Point a, Point b) {
    const double run = b.x_m - a.x_m;
    const double rise = b.y_m - a.y_m;
    const double along =
        std::clamp(((p.x_m - a.x_m) * run + (p.y_m - a.y_m) * rise) / (run * run + rise * rise), 0.0, 1.0);
    return std::hypot(p.x_m - a.x_m - along * run, p.y_m - a.y_m - along * rise);
}

/// Whether a point is inside by the angle that the outline turns around it.
bool turned_around(const std::vector<Point>& outline, Point p) {
    double turned = 0;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point& a = outline[i];
        const Point& b = outline[(i + 1) % outline.size()];
        turned += std::remainder(
            std::atan2(b.y_m - p.y_m, b.x_m - p.x_m) - std::atan2(a.y_m - p.y_m, a.x_m - p.x_m),
            2 * std::numbers::pi);
    }
    return std::abs(turned) > std::numbers::pi;
}

/// The least setback of all holds everywhere on a module, tried at points of its edge.
void expect_sound(const ModuleLayout& layout, const RoofSurface& surface, const Setbacks& free) {
    const double least = std::min({free.eave_m, free.ridge_m, free.sides_m});
    for (std::size_t i = 0; i < layout.modules.size(); ++i) {
        const Rectangle& one = layout.modules[i];
        for (std::size_t j = 0; j < i; ++j)
            ASSERT_FALSE(overlap(one, layout.modules[j])) << i << ' ' << j;
        for (const Rectangle& thing : surface.obstructions)
            ASSERT_FALSE(overlap(
                one, {thing.x_m - free.obstruction_m, thing.y_m - free.obstruction_m,
                      thing.width_m + 2 * free.obstruction_m, thing.height_m + 2 * free.obstruction_m}));
        for (int k = 0; k <= 20; ++k)
            for (const Point p : {Point{one.x_m + k * one.width_m / 20, one.y_m},
                                  Point{one.x_m + k * one.width_m / 20, one.top_m()},
                                  Point{one.x_m, one.y_m + k * one.height_m / 20},
                                  Point{one.right_m(), one.y_m + k * one.height_m / 20}}) {
                double nearest = 1e9;
                for (std::size_t e = 0; e < surface.outline.size(); ++e)
                    nearest = std::min(
                        nearest,
                        distance_m(p, surface.outline[e], surface.outline[(e + 1) % surface.outline.size()]));
                ASSERT_GE(nearest, least - near_m);
                if (nearest > near_m) {
                    ASSERT_TRUE(turned_around(surface.outline, p));
                }
            }
    }
}

/// A grid from the lower left of a rectangular plane, less what stands in the way.
std::size_t naive_grid(const RoofSurface& surface, double eave_m, double rafter_m, double width_m,
                       double height_m) {
    std::size_t count = 0;
    for (double y = setbacks.eave_m; y + height_m <= rafter_m - setbacks.ridge_m;
         y += height_m + module_gap_m)
        for (double x = setbacks.sides_m; x + width_m <= eave_m - setbacks.sides_m;
             x += width_m + module_gap_m) {
            const Rectangle here{x, y, width_m, height_m};
            count += std::none_of(surface.obstructions.begin(), surface.obstructions.end(),
                                  [&](const Rectangle& thing) {
                                      return overlap(here, {thing.x_m - setbacks.obstruction_m,
                                                            thing.y_m - setbacks.obstruction_m,
                                                            thing.width_m + 2 * setbacks.obstruction_m,
                                                            thing.height_m + 2 * setbacks.obstruction_m});
                                  })
                         ? 1
                         : 0;
        }
    return count;
}

TEST(Layout, FillsARectangleInRowsFromItsCorner) {
    const ModuleLayout layout = lay(rectangular(8, 5));
    // 7 m between the sides hold six modules upright, 4.3 m from eave to ridge two of them.
    EXPECT_EQ(layout.orientation, Orientation::portrait);
    EXPECT_EQ(layout.rows, 2);
    ASSERT_EQ(layout.modules.size(), 12U);
    EXPECT_NEAR(layout.modules[0].x_m, 0.5, near_m);
    EXPECT_NEAR(layout.modules[1].x_m, 0.5 + 1.134 + 0.02, near_m);
    EXPECT_NEAR(layout.modules[6].x_m, 0.5, near_m);
    EXPECT_NEAR(layout.modules[0].y_m, 0.3, near_m);
    EXPECT_NEAR(layout.modules[6].y_m, 0.3 + 1.762 + 0.02, near_m);
}

TEST(Layout, TurnsModulesWhereThatHoldsMore) {
    EXPECT_EQ(lay(rectangular(10, 2.0)).orientation, Orientation::landscape);
    EXPECT_EQ(lay(rectangular(10, 2.0)).modules.size(), 5U);
    EXPECT_EQ(lay(rectangular(10, 2.47)).orientation, Orientation::portrait);
    EXPECT_TRUE(lay(rectangular(1.5, 1.5)).modules.empty());
}

TEST(Layout, FitsExactlyWhatJustFits) {
    const double width = 4 * 1.134 + 3 * 0.02 + 2 * 0.5;
    const double height = 1.762 + 0.3 + 0.4;
    EXPECT_EQ(lay(rectangular(width, height)).modules.size(), 4U);
    EXPECT_EQ(lay(rectangular(width - 0.001, height)).modules.size(), 3U);
    EXPECT_LT(lay(rectangular(width, height - 0.001)).modules.size(), 4U);
}

TEST(Layout, NeverHoldsLessThanAGridAndNeverBreaksARule) {
    std::mt19937 random{11};
    std::uniform_real_distribution<double> unit{0, 1};
    std::size_t more = 0;
    for (int i = 0; i < 400; ++i) {
        const double eave = 2 + 18 * unit(random);
        const double rafter = 1.5 + 10 * unit(random);
        RoofSurface surface = rectangular(eave, rafter);
        const auto things = static_cast<std::size_t>(5 * unit(random));
        while (surface.obstructions.size() < things)
            surface.obstructions.push_back({eave * unit(random), rafter * unit(random),
                                            0.2 + 1.5 * unit(random), 0.2 + 1.5 * unit(random)});
        const ModuleLayout layout = lay(surface);
        const std::size_t grid = std::max(naive_grid(surface, eave, rafter, 1.134, 1.762),
                                          naive_grid(surface, eave, rafter, 1.762, 1.134));
        ASSERT_GE(layout.modules.size(), grid);
        more += layout.modules.size() - grid;
        expect_sound(layout, surface, setbacks);
    }
    EXPECT_GT(more, 100U) << "rows that move out of the way hold more than a grid";
}

TEST(Layout, KeepsToAnyOutline) {
    std::mt19937 random{5};
    std::uniform_real_distribution<double> unit{0, 1};
    std::size_t placed = 0;
    for (int i = 0; i < 300; ++i) {
        // A star around a point has no crossing edges, and as many bays as corners.
        RoofSurface surface;
        const int corners = 3 + static_cast<int>(9 * unit(random));
        for (int k = 0; k < corners; ++k) {
            const double angle = 2 * std::numbers::pi * (k + 0.8 * unit(random)) / corners;
            const double far = 2 + 8 * unit(random);
            surface.outline.push_back({far * std::cos(angle), far * std::sin(angle)});
        }
        if (i % 2 == 1)
            std::reverse(surface.outline.begin(), surface.outline.end());
        surface.obstructions = {{unit(random), unit(random), 0.5, 0.7}};
        ModuleLayout layout;
        ASSERT_EQ(refused([&] { layout = lay(surface); }), "");
        placed += layout.modules.size();
        expect_sound(layout, surface, setbacks);
    }
    EXPECT_GT(placed, 3000U);
}

TEST(Layout, LooksUpToTheHipsOfATriangle) {
    const RoofSurface triangle{{{0, 0}, {12, 0}, {6, 6}}};
    const ModuleLayout layout = lay(triangle);
    ASSERT_GT(layout.rows, 1);
    const auto in_row = [&](double y) {
        return std::count_if(layout.modules.begin(), layout.modules.end(),
                             [&](const Rectangle& m) { return std::abs(m.y_m - y) < near_m; });
    };
    EXPECT_GT(in_row(layout.modules.front().y_m), in_row(layout.modules.back().y_m));
    // The hip is a side: as far from it as sides ask, and as near as that allows.
    const RoofSurface mirrored{{{0, 0}, {-12, 0}, {-6, 6}}};
    EXPECT_EQ(lay(mirrored).modules.size(), layout.modules.size());
}

TEST(Layout, MeasuresEachEdgeByItsOwnSetback) {
    const Setbacks uneven{0.1, 1.0, 0.6, 0};
    const auto stretches = free_stretches(rectangular(10, 6), uneven, 0.1, 2);
    ASSERT_EQ(stretches.size(), 1U);
    EXPECT_NEAR(stretches[0].from_m, 0.6, near_m);
    EXPECT_NEAR(stretches[0].to_m, 9.4, near_m);
    EXPECT_TRUE(free_stretches(rectangular(10, 6), uneven, 0.05, 2).empty());
    EXPECT_FALSE(free_stretches(rectangular(10, 6), uneven, 3, 5).empty());
    EXPECT_TRUE(free_stretches(rectangular(10, 6), uneven, 3, 5.01).empty());
    // Off an obstruction on both sides, and beyond one that is above the band.
    RoofSurface with_chimney = rectangular(10, 6);
    with_chimney.obstructions = {{4, 1, 1, 1}};
    EXPECT_EQ(free_stretches(with_chimney, uneven, 0.1, 1.5).size(), 2U);
    EXPECT_EQ(free_stretches(with_chimney, uneven, 2, 3).size(), 1U);
}

TEST(Layout, RefusesWhatIsNoRoofPlane) {
    const auto with = [](const RoofSurface& surface) { return refused([&] { lay(surface); }); };
    EXPECT_EQ(with({{{0, 0}, {4, 0}}}), "invalid out_of_range roof_planes[0].outline");
    EXPECT_EQ(with({std::vector<Point>(25, Point{})}), "invalid out_of_range roof_planes[0].outline");
    EXPECT_EQ(with({{{0, 0}, {4, 4}, {4, 0}, {0, 4}}}), "invalid not_a_roof_plane roof_planes[0].outline");
    EXPECT_EQ(with({{{0, 0}, {4, 0}, {2, 0}, {2, 4}}}), "invalid not_a_roof_plane roof_planes[0].outline");
    EXPECT_EQ(with({{{0, 0}, {0.5, 0}, {0.5, 0.5}}}), "invalid not_a_roof_plane roof_planes[0].outline");
    EXPECT_EQ(with({{{0, 0}, {std::nan(""), 0}, {4, 4}}}),
              "invalid out_of_range roof_planes[0].outline[1].x_m");
    EXPECT_EQ(with({{{0, 0}, {4, 0}, {4, 101}}}), "invalid out_of_range roof_planes[0].outline[2].y_m");
    RoofSurface surface = rectangular(4, 4);
    surface.obstructions = {{1, 1, 0, 1}};
    EXPECT_EQ(with(surface), "invalid out_of_range roof_planes[0].obstructions[0].width_m");
    surface.obstructions.assign(25, {1, 1, 1, 1});
    EXPECT_EQ(with(surface), "invalid out_of_range roof_planes[0].obstructions");
    EXPECT_EQ(refused([] {
                  lay(rectangular(4, 4), {0.3, -0.1, 0.3, 0.3});
              }),
              "invalid out_of_range setbacks");
}

}  // namespace
}  // namespace suncrew::solar
