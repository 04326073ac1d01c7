#include "solar/strings.hpp"

#include <array>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "solar/refused.hpp"
#include "solar/table.hpp"

namespace suncrew::solar {
namespace {

constexpr ModuleElectrics module{40, 32, 14, -0.0025, -0.0034, 0.0005};
constexpr InverterInputs house{600, 90, 2, 1, 20};
constexpr Extremes mild{-10, 75};

TEST(Extremes, AreNearTheRecordsOfKnownPlaces) {
    // Records as national weather services publish them: Phoenix -9 and 50, Madrid -15 and 43 degrees.
    const auto of = [](double latitude, double longitude) {
        const Place place{latitude, longitude};
        return air_extremes(place, table().at(place));
    };
    const Extremes phoenix = of(33.45, -112.0);
    EXPECT_NEAR(phoenix.lowest_c, -9, 5);
    EXPECT_NEAR(phoenix.highest_c, 50, 5);
    const Extremes madrid = of(40.4, -3.7);
    EXPECT_NEAR(madrid.lowest_c, -15, 6);
    EXPECT_NEAR(madrid.highest_c, 43, 6);
}

TEST(Extremes, AreBeyondEveryMonthOfEveryPlace) {
    for (const Station& station : table().stations()) {
        const MonthlyClimate climate{station.ghi_kwh_m2_day, station.temperature_c};
        const Extremes air = air_extremes(station.place, climate);
        const Extremes cells = cell_extremes(air, ModuleType::standard, Mounting::roof);
        for (const double mean : station.temperature_c) {
            EXPECT_LT(air.lowest_c, mean - 5) << station.name;
            EXPECT_GT(air.highest_c, mean + 3) << station.name;
        }
        EXPECT_EQ(cells.lowest_c, air.lowest_c);
        EXPECT_NEAR(cells.highest_c, air.highest_c + 28.5, 0.1) << station.name;
    }
}

TEST(Strings, AreBoundByColdAndByHeat) {
    // 40 V at -10 degrees are 43.5 V, 32 V at 75 degrees are 26.56 V.
    const StringLengths lengths = string_lengths(module, house, mild);
    EXPECT_EQ(lengths.most, 13);
    EXPECT_EQ(lengths.fewest, 4);
    EXPECT_LE(string_lengths(module, house, {-40, 75}).most, lengths.most);
    EXPECT_GE(string_lengths(module, house, {-10, 95}).fewest, lengths.fewest);
    const InverterInputs exact{13 * 43.5, 4 * 26.56, 2, 1, 20};
    EXPECT_EQ(string_lengths(module, exact, mild).most, 13);
    EXPECT_EQ(string_lengths(module, exact, mild).fewest, 4);
}

TEST(Strings, RefusalsSayWhichLimitFails) {
    const auto with = [](InverterInputs inputs) {
        return refused([&] { string_lengths(module, inputs, mild); });
    };
    EXPECT_EQ(with({43, 20, 2, 1, 20}), "invalid string_voltage_too_high inverter");
    EXPECT_EQ(with({200, 190, 2, 1, 20}), "invalid string_voltage_too_low inverter");
    EXPECT_EQ(with({600, 90, 2, 1, 14}), "invalid string_current_too_high inverter");
    const auto wired = [](std::vector<int> modules, InverterInputs inputs = house) {
        return refused([&] { wire_up(modules, module, std::array{inputs}, mild); });
    };
    EXPECT_EQ(wired({3}), "invalid plane_below_shortest_string roof_planes[0]");
    EXPECT_EQ(wired({0, 8, 2}), "invalid plane_below_shortest_string roof_planes[2]");
    EXPECT_EQ(wired({8, 8, 8}), "invalid too_few_inverter_inputs inverter");
    EXPECT_EQ(wired({27}), "invalid too_few_inverter_inputs inverter");
    EXPECT_EQ(wired({26}), "");
    // From 10 to 13 modules a string: 14 to 19 are neither one nor two.
    EXPECT_EQ(wired({15}, {600, 260, 2, 1, 20}), "invalid no_equal_strings roof_planes[0]");
}

TEST(Strings, HoldEveryModuleOnceWithinEveryLimit) {
    std::mt19937 random{3};
    int wired_up = 0;
    for (int i = 0; i < 3000; ++i) {
        std::vector<InverterInputs> inverters(1 + random() % 2);
        for (InverterInputs& one : inverters)
            one = {400.0 + static_cast<double>(random() % 600), 60.0 + static_cast<double>(random() % 200),
                   1 + static_cast<int>(random() % 4), 1 + static_cast<int>(random() % 3),
                   15.0 + static_cast<double>(random() % 40)};
        const Extremes cells{-30.0 + static_cast<double>(random() % 40),
                             50.0 + static_cast<double>(random() % 40)};
        std::vector<int> modules(1 + random() % 4);
        for (int& count : modules)
            count = static_cast<int>(random() % 30);
        std::vector<WiredInput> inputs;
        if (!refused([&] { inputs = wire_up(modules, module, inverters, cells); }).empty())
            continue;
        ++wired_up;
        std::vector<int> on(inverters.size(), 0);
        for (const WiredInput& input : inputs) {
            const InverterInputs& inverter = inverters.at(input.inverter);
            modules.at(input.plane) -= input.strings * input.modules_each;
            ++on[input.inverter];
            EXPECT_LE(input.strings, inverter.strings_per_mppt);
            EXPECT_LE(input.strings * 14 * (1 + 0.0005 * (cells.highest_c - 25)),
                      inverter.short_circuit_a_max);
            EXPECT_LE(input.modules_each * 40 * (1 - 0.0025 * (cells.lowest_c - 25)),
                      inverter.dc_v_max + 1e-6);
            EXPECT_GE(input.modules_each * 32 * (1 - 0.0034 * (cells.highest_c - 25)),
                      inverter.mppt_v_min - 1e-6);
        }
        for (const int left : modules)
            EXPECT_EQ(left, 0);
        for (std::size_t k = 0; k < on.size(); ++k)
            EXPECT_LE(on[k], inverters[k].mppts);
    }
    EXPECT_GT(wired_up, 300);
}

TEST(Strings, TakeAsFewInputsAsDo) {
    const auto inputs = wire_up(std::array{24}, module, std::array{InverterInputs{600, 90, 2, 2, 40}}, mild);
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(inputs[0].strings, 2);
    EXPECT_EQ(inputs[0].modules_each, 12);
    EXPECT_EQ(wire_up(std::array{25}, module, std::array{InverterInputs{600, 90, 2, 2, 40}}, mild).size(),
              2U);
}

}  // namespace
}  // namespace suncrew::solar
