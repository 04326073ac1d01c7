// Any text as a weather file: what is read is a whole year within its bounds that can be simulated, or a
// complaint says where. A text that begins with "year\n" is taken as the place and the cells of the records
// of a year, over and over, so that whole years are tried too.
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

#include "base/csv.hpp"
#include "property.hpp"
#include "solar/hourly.hpp"
#include "solar/weather_file.hpp"

using namespace suncrew;

namespace {

constexpr std::array<int, 12> days_of_month{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/// The first line is the place; the others are GHI, DNI, DHI, temperature and wind.
std::string year_of(std::string_view text) {
    Lines place{text};
    std::string year = "Latitude,Longitude,Time Zone\n" + std::string{place.next().value_or("")} +
                       "\nYear,Month,Day,Hour,GHI,DNI,DHI,Temperature,Wind Speed\n";
    Lines cells = place;
    for (int month = 1; month <= 12; ++month)
        for (int day = 1; day <= days_of_month[static_cast<std::size_t>(month - 1)]; ++day)
            for (int hour = 0; hour < 24; ++hour) {
                auto line = cells.next();
                if (!line) {
                    cells = place;
                    line = cells.next();
                }
                year += "2003," + std::to_string(month) + ',' + std::to_string(day) + ',' +
                        std::to_string(hour) + ',' + std::string{line.value_or("")} + '\n';
            }
    return year;
}

void check(const solar::WeatherYear& weather) {
    fuzz::must_hold(weather.records.size() % solar::hours_per_year == 0 && !weather.records.empty(),
                    "a year has all its steps");
    for (const solar::WeatherRecord& record : weather.records)
        fuzz::must_hold(record.dni_w_m2 >= 0 && record.dni_w_m2 < 1500 && record.dhi_w_m2 >= 0 &&
                            record.dhi_w_m2 < 1500 && record.air_c >= -90 && record.air_c <= 65,
                        "a record is within its bounds");
    const solar::Array array{1, 30, 180, 0};
    const solar::YearOfPower year = simulate(
        sky_of(weather), {.arrays = {&array, 1}, .ac_kw = 1, .mounting = solar::Mounting::open_rack});
    fuzz::must_hold(std::isfinite(year.annual_kwh) && year.annual_kwh >= 0 && year.annual_kwh <= 8760,
                    "what comes out is a figure");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::string_view as_year = "year\n";
    const std::string_view text = fuzz::text_of(data, size);
    try {
        check(text.starts_with(as_year) ? solar::read_weather(year_of(text.substr(as_year.size())), "fuzz")
                                        : solar::read_weather(text, "fuzz"));
    } catch (const std::runtime_error& error) {
        fuzz::must_hold(std::string_view{error.what()}.starts_with("fuzz, line "), "it says where");
    }
    return 0;
}
