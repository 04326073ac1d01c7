#include "commands/yield_batch.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace suncrew::commands {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
namespace fs = std::filesystem;

class YieldBatch : public testing::Test {
protected:
    YieldBatch() {
        options_.climate = true;
        options_.climate_table = SUNCREW_DATA "/climate/cities.csv";
        fs::create_directory(folder_);
    }
    ~YieldBatch() override { fs::remove_all(folder_); }

    /// The lines that come out, and what the command ends with.
    std::vector<std::string> run(const std::string& list, BatchForm form = BatchForm::csv) {
        const std::string file = folder_ / "roofs.csv";
        std::ofstream{file} << list;
        Skies skies{options_};
        std::stringstream out;
        status_ = run_batch(file, skies, {}, form, out);
        std::vector<std::string> lines;
        for (std::string line; std::getline(out, line);)
            lines.push_back(line);
        return lines;
    }

    SkyOptions options_;
    int status_ = -1;

private:
    fs::path folder_ = fs::temp_directory_path() / ("suncrew_yield_batch." + std::to_string(::getpid()));
};

constexpr const char* names = "name,latitude,longitude,tilt,azimuth,dc_kw\n";

TEST_F(YieldBatch, GivesALineForEachRoofInItsOrder) {
    const auto lines =
        run(std::string{names} + "a,40.4,-3.7,30,180,4\nb,40.4,-3.7,30,0,4\n\nc,52.5,13.4,30,180,4\n");
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_THAT(lines[0], StartsWith("line,name,annual_kwh,jan_kwh,"));
    EXPECT_THAT(lines[1], StartsWith("2,a,"));
    EXPECT_THAT(lines[2], StartsWith("3,b,"));
    EXPECT_THAT(lines[3], StartsWith("5,c,"));
    const auto annual = [&lines](std::size_t line) { return std::stod(lines[line].substr(4)); };
    EXPECT_GT(annual(1), 1.5 * annual(2));
    EXPECT_GT(annual(1), 1.2 * annual(3));
    EXPECT_EQ(status_, 0);
}

TEST_F(YieldBatch, LosesNoRoofToAnother) {
    const auto lines =
        run(std::string{names} + "a,40.4,-3.7,95,180,4\nb,0,-150,30,180,4\nc,40.4,-3.7,30,180,4\n");
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_THAT(lines[1], HasSubstr("line 2, column 13: the tilt is not a number from 0 to 90"));
    EXPECT_THAT(lines[2], HasSubstr("place_without_climate (place)"));
    EXPECT_THAT(lines[3], StartsWith("4,c,"));
    EXPECT_EQ(status_, 1);
}

TEST_F(YieldBatch, SpeaksJsonALine) {
    const auto lines = run(std::string{names} + "\"a \"\"b\"\"\",40.4,-3.7,30,180,4\nc,40.4,-3.7,30,180,x\n",
                           BatchForm::json);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_THAT(lines[0], StartsWith(R"({"line":2,"name":"a \"b\"","annual_kwh":)"));
    EXPECT_THAT(lines[0], HasSubstr(R"("monthly_kwh":[)"));
    EXPECT_THAT(lines[1], StartsWith(R"({"line":3,"name":"","error":")"));
}

// More than one part of the list is computed at a time.
TEST_F(YieldBatch, KeepsTheOrderOfALongList) {
    std::string list = names;
    for (int roof = 0; roof < 1100; ++roof)
        list += std::to_string(roof) + ",40.4,-3.7,30,180," + std::to_string(1 + roof) + "\n";
    const auto lines = run(list);
    ASSERT_EQ(lines.size(), 1101U);
    const double one_kw = std::stod(lines[1].substr(lines[1].find(',', 2) + 1));
    for (std::size_t roof = 0; roof < 1100; ++roof) {
        const std::string& line = lines[roof + 1];
        const std::string begin = std::to_string(roof + 2) + ',' + std::to_string(roof) + ',';
        ASSERT_THAT(line, StartsWith(begin));
        // Rows shade one another more where there are more of them.
        ASSERT_NEAR(std::stod(line.substr(begin.size())) / one_kw, static_cast<double>(roof + 1),
                    0.03 * static_cast<double>(roof + 1));
    }
}

TEST_F(YieldBatch, RefusesAListWithoutItsNames) {
    EXPECT_THAT([&] { run("1,2,3\n"); },
                testing::ThrowsMessage<std::runtime_error>(HasSubstr("line 1, column 1")));
    EXPECT_THAT([&] { run(""); }, testing::Throws<std::runtime_error>());
}

TEST_F(YieldBatch, NeedsAPlaceForTheClimate) {
    const auto lines = run("tilt,azimuth,dc_kw\n30,180,4\n");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_THAT(lines[1], HasSubstr("need a latitude and a longitude"));
}

TEST(Skies, WantOneSourceOfWeather) {
    const auto both = [] { Skies skies{{.weather = "w.csv", .climate = true}}; };
    const auto none = [] { Skies skies{SkyOptions{}}; };
    EXPECT_THROW(both(), std::runtime_error);
    EXPECT_THROW(none(), std::runtime_error);
    SkyOptions half;
    half.latitude_deg = 3;
    EXPECT_THROW(half.place(), std::runtime_error);
}

}  // namespace
}  // namespace suncrew::commands
