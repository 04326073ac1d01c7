#include "solar/weather_file.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "solar/made_weather.hpp"

namespace suncrew::solar {
namespace {

using testing::HasSubstr;

const Place somewhere{40.5, -3.75, 600};

const WeatherYear& made() {
    static const WeatherYear weather = made_year(somewhere, 0);
    return weather;
}

std::string complaint(const std::string& text) {
    try {
        read_weather(text, "w.csv");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

std::string with(std::string text, const std::string& part, const std::string& other) {
    const std::size_t at = text.find(part);
    EXPECT_NE(at, std::string::npos) << part;
    return text.replace(at, part.size(), other);
}

/// The text with its line `number`, from 1, replaced: several lines, or none, may stand for it.
std::string with_line(const std::string& text, int number, const std::string& other) {
    std::size_t begin = 0;
    for (int line = 1; line < number; ++line)
        begin = text.find('\n', begin) + 1;
    std::string changed = text;
    return changed.replace(begin, text.find('\n', begin) + 1 - begin, other);
}

std::string line_of(const std::string& text, int number) {
    std::size_t begin = 0;
    for (int line = 1; line < number; ++line)
        begin = text.find('\n', begin) + 1;
    return text.substr(begin, text.find('\n', begin) + 1 - begin);
}

void expect_same(const WeatherYear& read, const WeatherYear& written) {
    EXPECT_NEAR(read.place.latitude_deg, written.place.latitude_deg, 1e-3);
    EXPECT_NEAR(read.place.longitude_deg, written.place.longitude_deg, 1e-3);
    EXPECT_EQ(read.place.elevation_m, written.place.elevation_m);
    EXPECT_EQ(read.time_zone_h, written.time_zone_h);
    EXPECT_DOUBLE_EQ(read.step_h, written.step_h);
    ASSERT_EQ(read.records.size(), written.records.size());
    for (std::size_t i = 0; i < read.records.size(); ++i) {
        const WeatherRecord& r = read.records[i];
        const WeatherRecord& w = written.records[i];
        ASSERT_TRUE(r.month == w.month && r.day == w.day && std::abs(r.hour - w.hour) < 1e-9) << i;
        ASSERT_TRUE(r.ghi_w_m2 == w.ghi_w_m2 && r.dni_w_m2 == w.dni_w_m2 && r.dhi_w_m2 == w.dhi_w_m2) << i;
        ASSERT_NEAR(r.air_c, w.air_c, 1e-9);
        ASSERT_NEAR(r.wind_m_s, w.wind_m_s, 1e-9);
        ASSERT_NEAR(r.pressure_hpa, w.pressure_hpa, 1e-9);
    }
}

TEST(WeatherFile, IsReadInEveryFormat) {
    for (const std::string& text :
         {as_sam(made(), false), as_tmy2(made()), as_tmy3(made()), as_epw(made()), as_power(made())}) {
        const WeatherYear read = read_weather(text, "w.csv");
        expect_same(read, made());
        EXPECT_EQ(read.kind, WeatherYear::Kind::means);
    }
    for (const std::string& text : {as_sam(made(), true), as_pvgis(made())}) {
        const WeatherYear read = read_weather(text, "w.csv");
        expect_same(read, made());
        EXPECT_EQ(read.kind, WeatherYear::Kind::moments);
    }
}

TEST(WeatherFile, OfPvgisMayLookBeforeTheHour) {
    // Three quarters of an hour further west the sun is where it was here that much earlier.
    WeatherYear weather = made_year({40.5, somewhere.longitude_deg - 0.75 * 15, 600}, 0);
    weather.place = somewhere;
    const std::string text = as_pvgis(weather);
    const WeatherYear read = read_weather(with(text, "Offset (h): 0.5", "Offset (h): -0.25"), "w.csv");
    EXPECT_NEAR(read.records[0].hour, -0.25, 1e-9);
    EXPECT_NEAR(read.records[8759].hour, 22.75, 1e-9);
    EXPECT_EQ(read.doubt, std::nullopt);
    EXPECT_THAT(complaint(with(text, "Offset (h): 0.5", "Offset (h): 2")), HasSubstr("from -1 to 1"));
}

TEST(WeatherFile, OfPowerSaysWhatIsMissing) {
    const std::string text = as_power(made());
    EXPECT_THAT(complaint(with(text, "Location:", "Site:")), HasSubstr("no line of the location"));
    EXPECT_THAT(complaint(with(text, "Latitude  40.5", "Latitude  abc")), HasSubstr("line 4, column 21"));
    EXPECT_THAT(complaint(with(text, "-END HEADER-", "-END-")), HasSubstr("does not end with -END HEADER-"));
    EXPECT_THAT(complaint(with(text, "WS10M", "WS2M")), HasSubstr("ws10m"));
    EXPECT_THAT(complaint(with(text, "\n2003,1,1,12,", "\n2003,1,1,12,-999,")), HasSubstr("line 20"));
}

TEST(WeatherFile, KnowsPlacesOnAllSidesOfTheGlobe) {
    const WeatherYear south_east = made_year({-33.5, 151.25, 20}, 10);
    for (const std::string& text : {as_sam(south_east, false), as_tmy2(south_east), as_tmy3(south_east)})
        expect_same(read_weather(text, "w.csv"), south_east);
    const WeatherYear west = made_year({33.5, -112.0, 339}, -7);
    expect_same(read_weather(as_tmy2(west), "w.csv"), west);
}

TEST(WeatherFile, TakesCarriageReturnsAndAByteOrderMark) {
    std::string text = as_sam(made(), false);
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
        text.replace(at, 1, "\r\n");
    expect_same(read_weather("\xef\xbb\xbf" + text, "w.csv"), made());
}

TEST(WeatherFile, TakesStepsWithinTheHour) {
    const WeatherYear quarters = made_year(somewhere, 0, 4);
    expect_same(read_weather(as_epw(quarters), "w.csv"), quarters);
    const WeatherYear halves = made_year(somewhere, 0, 2);
    const WeatherYear read = read_weather(as_sam(halves, true), "w.csv");
    expect_same(read, halves);
    EXPECT_EQ(read.records.size(), 17520U);
}

TEST(WeatherFile, LeavesOutALeapDay) {
    std::string text = as_sam(made(), false);
    std::string leap_day;
    for (int hour = 0; hour < 24; ++hour)
        leap_day += printed("2004,2,29,%d,0,0,0,10,1,1000,0.2\n", hour);
    const int first_of_march = 3 + 59 * 24 + 1;
    text = with_line(text, first_of_march, leap_day + line_of(text, first_of_march));
    expect_same(read_weather(text, "w.csv"), made());
}

TEST(WeatherFile, KeepsTheAlbedoThatIsTold) {
    WeatherYear snowy = made();
    for (WeatherRecord& record : snowy.records)
        record.albedo = 0.65;
    EXPECT_EQ(read_weather(as_tmy3(snowy), "w.csv").records[100].albedo, 0.65);
    EXPECT_EQ(read_weather(as_tmy3(made()), "w.csv").records[100].albedo, -9900);
    EXPECT_EQ(read_weather(as_epw(made()), "w.csv").records[100].albedo, std::nullopt);
}

TEST(WeatherFile, SaysWhereAFigureIsWrong) {
    const std::string text = as_sam(made(), false);
    EXPECT_EQ(complaint(with_line(text, 5, "2003,1,1,1,0,x,0,10,1,1000,0.2\n")),
              "w.csv, line 5, column 14: DNI is not a number from -20 to 2000");
    EXPECT_EQ(complaint(with_line(text, 5, "2003,1,1,1,0,nan,0,10,1,1000,0.2\n")),
              "w.csv, line 5, column 14: DNI is not a number from -20 to 2000");
    EXPECT_EQ(complaint(with_line(text, 5, "2003,1,1,1,0,0,-999,10,1,1000,0.2\n")),
              "w.csv, line 5, column 16: DHI is not a number from -20 to 2000");
    EXPECT_EQ(complaint(with_line(text, 5, "2003,1,1,1,0,0,0,,1,1000,0.2\n")),
              "w.csv, line 5, column 18: the temperature is not a number from -90 to 65");
    EXPECT_EQ(complaint(with_line(text, 5, "2003,13,1,1,0,0,0,9,1,1000,0.2\n")),
              "w.csv, line 5, column 6: the month is not a whole number from 1 to 12");
    EXPECT_EQ(complaint(with_line(text, 5, "2003,2,30,1,0,0,0,9,1,1000,0.2\n")),
              "w.csv, line 5, column 1: month 2 has no day 30");
    EXPECT_EQ(complaint(with_line(text, 5, "2003,1,1,1,0,0\n")),
              "w.csv, line 5, column 15: cell 7 of the line is missing");
    EXPECT_EQ(complaint(with_line(text, 5, "2003,1,1,1,\"0,0,0,9\n")),
              "w.csv, line 5, column 12: quote_not_closed");
}

TEST(WeatherFile, SaysWhatIsMissing) {
    const std::string text = as_sam(made(), false);
    EXPECT_EQ(complaint(with(text, "Tdry", "Twet")),
              "w.csv, line 3, column 1: there is no column temperature");
    EXPECT_EQ(complaint(with(text, "Time Zone", "Zone")),
              "w.csv, line 1, column 1: there is no column time zone");
    EXPECT_EQ(complaint(with(text, "GHI,DNI", "DNI,DNI")), "w.csv, line 3, column 25: a second column dni");
    EXPECT_EQ(complaint(with(as_tmy3(made()), "Wspd (m/s)", "Wind")),
              "w.csv, line 2, column 1: there is no column wspd (m/s)");
    EXPECT_THAT(complaint(with(as_epw(made()), "DATA PERIODS", "DATA")),
                HasSubstr("there is no line DATA PERIODS"));
    EXPECT_THAT(complaint(with(as_pvgis(made()), "time(UTC)", "time")),
                HasSubstr("there is no line of columns"));
    EXPECT_EQ(complaint(""), "w.csv, line 1, column 1: the file ends too early");
    EXPECT_EQ(complaint("anything\n"),
              "w.csv, line 1, column 1: neither TMY2, TMY3, EPW, PVGIS CSV, NASA POWER CSV, PSM nor SAM CSV");
}

TEST(WeatherFile, RefusesGapsAndRepetitions) {
    const std::string text = as_sam(made(), false);
    EXPECT_EQ(complaint(with_line(text, 100, "")),
              "w.csv, line 100, column 1: this is of day 5 of month 1, 01:30; the record of day 5 of month "
              "1, 00:30 is due");
    EXPECT_EQ(complaint(with_line(text, 100, line_of(text, 99) + line_of(text, 99))),
              "w.csv, line 100, column 1: this is of day 4 of month 1, 23:30; the record of day 5 of month "
              "1, 00:30 is due");
    EXPECT_EQ(
        complaint(with_line(text, 8763, "")),
        "w.csv, line 8762, column 1: the year ends here, before the record of day 31 of month 12, 23:30");
    EXPECT_EQ(complaint(text + line_of(text, 4)),
              "w.csv, line 8764, column 1: the year is over before this record");
    EXPECT_EQ(complaint(with_line(text, 4, "")),
              "w.csv, line 4, column 1: the first record is of day 1 of month 1, 01:30 and not of the first "
              "step of a year");
    EXPECT_EQ(complaint(text.substr(0, text.find('\n', text.find("Year")) + 1)),
              "w.csv, line 1, column 1: there are no records of a year");
    // Two records an hour whose minutes are not told look like repetitions.
    EXPECT_THAT(complaint(as_sam(made_year(somewhere, 0, 2), false)), HasSubstr("does not follow the first"));
}

TEST(WeatherFile, RefusesMoreLightThanThereIs) {
    const std::string text = as_sam(made(), false);
    EXPECT_THAT(
        complaint(with_line(text, 16, "2003,1,1,12,300,1500,90,9,1,1000,0.2\n")),
        HasSubstr("line 16, column 17: DNI of 1500 W/m2 is more than the sun can send here and now, 14"));
    EXPECT_THAT(complaint(with_line(text, 16, "2003,1,1,12,1500,300,90,9,1,1000,0.2\n")),
                HasSubstr("line 16, column 13: GHI of 1500"));
    EXPECT_THAT(complaint(with_line(text, 6, "2003,1,1,2,0,0,90,9,1,1000,0.2\n")),
                HasSubstr("line 6, column 16: DHI of 90"));
}

TEST(WeatherFile, RefusesAWrongTimeZone) {
    WeatherYear wrong = made();
    wrong.time_zone_h = 2;
    EXPECT_THAT(complaint(as_sam(wrong, false)), HasSubstr("line 2, column "));
    EXPECT_THAT(complaint(as_sam(wrong, false)), HasSubstr("the time zone or the place is wrong"));
    wrong.time_zone_h = 1;
    EXPECT_THAT(complaint(as_sam(wrong, false)), HasSubstr("the time zone or the place is wrong"));
    wrong.time_zone_h = -1;
    EXPECT_THAT(complaint(as_epw(wrong)), HasSubstr("line 1, column "));
    EXPECT_EQ(read_weather(as_sam(made(), false), "w.csv").doubt, std::nullopt);
    wrong.time_zone_h = 0.5;
    EXPECT_THAT(read_weather(as_sam(wrong, false), "w.csv").doubt.value_or(""),
                testing::AllOf(testing::StartsWith("w.csv, line 2, column "), HasSubstr(" h before the sun"),
                               testing::EndsWith("may be wrong")));
}

TEST(WeatherFile, TakesAPolarNight) {
    const WeatherYear arctic = made_year({78.2, 15.6, 10}, 1);
    expect_same(read_weather(as_sam(arctic, false), "w.csv"), arctic);
}

TEST(WeatherFile, TakesSlightlyNegativeNightsAsDark) {
    const std::string text = with_line(as_sam(made(), false), 5, "2003,1,1,1,-2,-0,-1,9,1,1000,0.2\n");
    const WeatherYear read = read_weather(text, "w.csv");
    EXPECT_EQ(read.records[1].ghi_w_m2, 0);
    EXPECT_EQ(read.records[1].dhi_w_m2, 0);
}

TEST(WeatherFile, OfTmy2IsReadByItsColumns) {
    const std::string text = as_tmy2(made());
    EXPECT_EQ(complaint(with_line(text, 2, line_of(text, 2).substr(0, 60) + "\n")),
              "w.csv, line 2, column 61: the line ends before character 71");
    std::string broken = line_of(text, 2);
    broken[18] = 'x';
    EXPECT_EQ(complaint(with_line(text, 2, broken)),
              "w.csv, line 2, column 18: GHI is not a whole number from 0 to 2000");
}

TEST(WeatherFile, ThatCannotBeReadIsNamed) {
    const std::filesystem::path nowhere{"/nonexistent/w.csv"};
    EXPECT_THAT([&] { read_weather(nowhere); },
                testing::ThrowsMessage<std::runtime_error>(HasSubstr("/nonexistent/w.csv")));
}

}  // namespace
}  // namespace suncrew::solar
