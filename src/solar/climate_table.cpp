// Reading the climate table: strict, and every complaint says where.
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "solar/climate.hpp"

namespace suncrew::solar {
namespace {

constexpr std::string_view header =
    "city,country,latitude,longitude,elevation_m,"
    "ghi_jan,ghi_feb,ghi_mar,ghi_apr,ghi_may,ghi_jun,ghi_jul,ghi_aug,ghi_sep,ghi_oct,ghi_nov,ghi_dec,"
    "temp_jan,temp_feb,temp_mar,temp_apr,temp_may,temp_jun,temp_jul,temp_aug,temp_sep,temp_oct,temp_nov,temp_"
    "dec,"
    "disputed,source";

/// One line of the table, taken apart cell by cell.
class Row {
public:
    Row(std::string_view line, std::size_t number) : rest_{line}, number_{number} {}

    std::string_view text() {
        if (at_end_)
            fail("a cell is missing");
        column_ = next_column_;
        const std::size_t comma = rest_.find(',');
        cell_ = rest_.substr(0, comma);
        next_column_ += cell_.size() + 1;
        at_end_ = comma == std::string_view::npos;
        if (!at_end_)
            rest_.remove_prefix(comma + 1);
        if (cell_.empty())
            fail("an empty cell");
        return cell_;
    }

    double figure(double low, double high) {
        const std::string_view cell = text();
        double value = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        if (error != std::errc{} || end != cell.data() + cell.size() || !(value >= low && value <= high))
            fail("not a number from " + std::to_string(low) + " to " + std::to_string(high));
        return value;
    }

    bool yes_or_no() {
        const std::string_view cell = text();
        if (cell != "yes" && cell != "no")
            fail("neither yes nor no");
        return cell == "yes";
    }

    std::string country() {
        const std::string_view cell = text();
        if (cell.size() != 2 || cell[0] < 'A' || cell[0] > 'Z' || cell[1] < 'A' || cell[1] > 'Z')
            fail("not a country code of two capital letters");
        return std::string{cell};
    }

    void finish() {
        if (!at_end_)
            fail("a cell too many");
    }

private:
    [[noreturn]] void fail(const std::string& what) const {
        throw std::runtime_error{"climate table, line " + std::to_string(number_) + ", column " +
                                 std::to_string(column_) + ": " + what};
    }

    std::string_view rest_;
    std::string_view cell_;
    std::size_t number_;
    std::size_t column_ = 1;  ///< where the current cell starts, in bytes, from 1
    std::size_t next_column_ = 1;
    bool at_end_ = false;
};

Station station_of(Row row) {
    Station station;
    station.name = row.text();
    station.country = row.country();
    station.place.latitude_deg = row.figure(-90, 90);
    station.place.longitude_deg = row.figure(-180, 180);
    station.place.elevation_m = row.figure(-430, 6000);
    for (double& ghi : station.ghi_kwh_m2_day)
        ghi = row.figure(0, 12);
    for (double& temperature : station.temperature_c)
        temperature = row.figure(-60, 50);
    station.disputed = row.yes_or_no();
    row.text();  // the source: for people
    row.finish();
    return station;
}

}  // namespace

Climate Climate::read(std::istream& table) {
    std::vector<Station> stations;
    std::size_t number = 0;
    bool header_seen = false;
    const auto fail = [&number](const char* what) {
        throw std::runtime_error{"climate table, line " + std::to_string(number) + ", column 1: " + what};
    };
    std::array<char, line_bytes_max + 1> buffer;
    while (table.getline(buffer.data(), buffer.size())) {
        ++number;
        const auto taken = static_cast<std::size_t>(table.gcount());
        const std::string_view text{buffer.data(), table.eof() ? taken : taken - 1};  // without the newline
        if (text.starts_with('#'))
            continue;
        if (!header_seen) {
            if (text != header)
                fail("not the header of a climate table");
            header_seen = true;
            continue;
        }
        if (stations.size() == stations_max)
            fail("more stations than allowed");
        stations.push_back(station_of(Row{text, number}));
    }
    ++number;
    if (!table.eof())
        fail("the line is longer than allowed, or cannot be read");
    if (stations.empty())
        fail("the table ends without a station");
    return Climate{std::move(stations)};
}

Climate Climate::read(const std::filesystem::path& path) {
    std::ifstream table{path};
    if (!table)
        throw std::runtime_error{"cannot read the climate table " + path.string()};
    return read(table);
}

}  // namespace suncrew::solar
