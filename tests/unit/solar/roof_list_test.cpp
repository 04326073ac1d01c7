#include "solar/roof_list.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "solar/refused.hpp"

namespace suncrew::solar {
namespace {

ListedRoof only_roof(std::string_view list) {
    DataText text{list, "roofs.csv"};
    const RoofList roofs{text, {}};
    text.require_next();
    return roofs.read(text);
}

std::string complaint(std::string_view list) {
    try {
        only_roof(list);
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

TEST(RoofList, ReadsWhatALineSays) {
    const ListedRoof roof = only_roof(
        "dc_kw,Tilt,azimuth,name,latitude,longitude,elevation_m,mount,module,losses,dc_ac,"
        "inverter_efficiency\n4.5,20,180,\"Elm, 3\",40.5,-3.7,600,roof,thin-film,10,1.1,97\n");
    EXPECT_EQ(roof.name, "Elm, 3");
    EXPECT_EQ(roof.plane.dc_kw, 4.5);
    EXPECT_EQ(roof.plane.tilt_deg, 20);
    EXPECT_EQ(roof.plane.azimuth_deg, 180);
    ASSERT_TRUE(roof.place);
    EXPECT_EQ(roof.place->longitude_deg, -3.7);
    EXPECT_EQ(roof.place->elevation_m, 600);
    EXPECT_EQ(roof.equipment.mounting, Mounting::roof);
    EXPECT_EQ(roof.equipment.modules, ModuleType::thin_film);
    EXPECT_NEAR(roof.equipment.losses.total(), 0.1, 1e-12);
    EXPECT_EQ(roof.equipment.dc_ac_ratio, 1.1);
    EXPECT_NEAR(roof.equipment.inverter_efficiency, 0.97, 1e-12);
}

TEST(RoofList, TakesTheUsualWhereALineSaysNothing) {
    const ListedRoof roof = only_roof("tilt,azimuth,dc_kw,mount,losses\n20,360,4,,\n");
    EXPECT_FALSE(roof.place);
    EXPECT_EQ(roof.equipment.mounting, Mounting::open_rack);
    EXPECT_NEAR(roof.equipment.losses.total(), 0.140757, 5e-7);
}

TEST(RoofList, SaysWhereItIsWrong) {
    EXPECT_EQ(complaint("tilt,azimuth\n"), "roofs.csv, line 1, column 1: there is no column dc_kw");
    EXPECT_EQ(complaint("tilt,azimuth,dc_kw,colour\n"),
              "roofs.csv, line 1, column 20: there is no meaning to a column colour");
    EXPECT_EQ(complaint("tilt,azimuth,dc_kw,latitude\n"),
              "roofs.csv, line 1, column 1: there is no column longitude");
    EXPECT_EQ(complaint("tilt,azimuth,dc_kw,longitude\n"),
              "roofs.csv, line 1, column 1: there is no column latitude");
    EXPECT_EQ(complaint("tilt,azimuth,dc_kw\n20,361,4\n"),
              "roofs.csv, line 2, column 4: the azimuth is not a number from 0 to 360");
    EXPECT_EQ(complaint("tilt,azimuth,dc_kw\n20,180\n"),
              "roofs.csv, line 2, column 7: cell 3 of the line is missing");
    EXPECT_EQ(complaint("tilt,azimuth,dc_kw,mount\n20,180,4,tree\n"),
              "roofs.csv, line 2, column 10: not one of rack and roof");
    EXPECT_EQ(complaint("tilt,azimuth,dc_kw,latitude,longitude\n20,180,4,,\n"),
              "roofs.csv, line 2, column 10: the latitude is not a number from -90 to 90");
}

TEST(Equipment, MakesTheInverterOfItsRatio) {
    const Array planes[]{{3, 20, 90, 0}, {3, 20, 270, 0}};
    const System system = system_of(planes, {});
    EXPECT_NEAR(system.ac_kw, 5, 1e-12);
    EXPECT_EQ(refused([&] { check(system); }), "");
}

}  // namespace
}  // namespace suncrew::solar
