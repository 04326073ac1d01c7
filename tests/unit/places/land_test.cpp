#include "places/land.hpp"

#include <cstring>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace suncrew::places {
namespace {

/// Writes an outline as the packing script does.
class Outline {
public:
    Outline& country(const char* code, bool corner_is_inside, std::uint32_t lines) {
        put(code[0]).put(code[1]).put(static_cast<std::uint16_t>(corner_is_inside ? 1 : 0));
        return put(lines);
    }
    Outline& line(std::initializer_list<std::pair<double, double>> degrees) {
        put(static_cast<std::uint32_t>(degrees.size()));
        for (const auto& [longitude, latitude] : degrees)
            put(static_cast<std::int32_t>(longitude * micro))
                .put(static_cast<std::int32_t>(latitude * micro));
        return *this;
    }
    std::vector<std::uint8_t> bytes;

private:
    template <class T>
    Outline& put(T value) {
        const auto at = bytes.size();
        bytes.resize(at + sizeof value);
        std::memcpy(bytes.data() + at, &value, sizeof value);
        return *this;
    }
};

Point degrees(double latitude, double longitude) {
    return {longitude * micro, latitude * micro};
}

/// The cell from 10° E 40° N, west of 10.5° E the country AA, north-east of it BB, the rest sea.
Outline two_countries() {
    Outline outline;
    outline.country("AA", true, 1).line({{10.5, 39.5}, {10.5, 41.5}});
    outline.country("BB", false, 1).line({{10.5, 41.5}, {10.5, 40.5}, {11.5, 40.5}});
    return outline;
}

TEST(NearestLand, IsTheCountryAroundThePoint) {
    const Outline outline = two_countries();
    const Cell cell{130, 190};
    const auto land = nearest_land(outline.bytes, cell, degrees(40.1, 10.49));
    ASSERT_TRUE(land);
    EXPECT_EQ(land->country.text(), "AA");
    EXPECT_EQ(land->distance_km, 0);
    EXPECT_EQ(nearest_land(outline.bytes, cell, degrees(40.6, 10.51))->country.text(), "BB");
    EXPECT_EQ(nearest_land(outline.bytes, cell, degrees(40.6, 10.51))->distance_km, 0);
}

TEST(NearestLand, AtSeaIsTheDistanceToTheCoast) {
    const Outline outline = two_countries();
    const auto land = nearest_land(outline.bytes, Cell{130, 190}, degrees(40.4, 10.9));
    ASSERT_TRUE(land);
    EXPECT_EQ(land->country.text(), "BB");
    EXPECT_NEAR(land->distance_km, 11.12, 0.05);
    const auto west = nearest_land(outline.bytes, Cell{130, 190}, degrees(40.1, 10.52));
    EXPECT_EQ(west->country.text(), "AA");
    EXPECT_NEAR(west->distance_km, 1.70, 0.02) << "a degree of longitude is shorter up here";
}

TEST(NearestLand, OfACellFullOfLandHasNoEdges) {
    Outline outline;
    outline.country("CC", true, 0);
    EXPECT_EQ(nearest_land(outline.bytes, Cell{130, 190}, degrees(40.7, 10.7))->country.text(), "CC");
    EXPECT_FALSE(nearest_land(outline.bytes, Cell{130, 191}, degrees(40.7, 10.99)))
        << "of the cell beside nothing is known but its edges";
}

TEST(NearestLand, OfTheCellBehindTheAntimeridian) {
    Outline outline;
    outline.country("DD", false, 1).line({{-179.99, -20}, {-179.99, -10}});
    const Point point = degrees(-15.5, 179.995);
    const auto land = nearest_land(outline.bytes, Cell{74, 360}, point);
    ASSERT_TRUE(land);
    EXPECT_NEAR(land->distance_km, 1.607, 0.01);
}

TEST(NearestLand, RefusesBytesThatAreNoOutline) {
    Outline outline = two_countries();
    outline.bytes.pop_back();
    const Point sea = degrees(40.1, 10.9);
    EXPECT_THROW(nearest_land(outline.bytes, Cell{130, 190}, sea), std::runtime_error);
    Outline endless;
    endless.country("AA", false, 0xffffffff);
    EXPECT_THROW(nearest_land(endless.bytes, Cell{130, 190}, sea), std::runtime_error);
    EXPECT_THROW(nearest_land(Outline{}.country("AA", false, 1).line({}).bytes, Cell{130, 190}, sea),
                 std::runtime_error);
    EXPECT_FALSE(nearest_land({}, Cell{130, 190}, sea));
}

TEST(Cells, WithinADistanceHoldAllOfIt) {
    const CellBox here = cells_within(degrees(40.5, 10.5), 3);
    EXPECT_EQ(here.south_west, here.north_east);
    const CellBox corner = cells_within(degrees(40.01, 10.01), 3);
    EXPECT_EQ(corner.south_west, (Cell{129, 189}));
    EXPECT_EQ(corner.north_east, (Cell{130, 190}));
    const CellBox pole = cells_within(degrees(89.99, 0), 3);
    EXPECT_EQ(pole.north_east.column - pole.south_west.column, 359);
    EXPECT_EQ(pole.north_east.row, 179);
    EXPECT_EQ((Cell{130, -1}.id()), (Cell{130, 359}.id()));
}

}  // namespace
}  // namespace suncrew::places
