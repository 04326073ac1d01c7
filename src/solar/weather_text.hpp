#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {

/// A place in a file, both counted from 1, the column in bytes.
struct FilePosition {
    std::size_t line = 1;
    std::size_t column = 1;
};

/// The lines of a weather file; whoever complains says where.
class WeatherText {
public:
    static constexpr std::size_t fields_max = 128;

    WeatherText(std::string_view text, std::string_view name) : lines_{text}, name_{name} {}

    /// Goes to the next line; false after the last.
    bool next();
    /// The same; a file that ends here is refused.
    void require_next();

    std::string_view line() const { return line_; }
    std::size_t number() const { return lines_.number(); }
    FilePosition at(std::size_t column) const { return {number(), column}; }
    /// The line's comma-separated fields.
    std::vector<CsvField> fields() const;

    [[noreturn]] void fail(FilePosition where, const std::string& what) const;

private:
    Lines lines_;
    std::string_view line_;
    std::string_view name_;
};

/// A number within bounds; `what` names it in the complaint. Spaces around it are allowed.
double number_in(const WeatherText& text, std::string_view cell, std::size_t column, double low, double high,
                 std::string_view what);
int whole_in(const WeatherText& text, std::string_view cell, std::size_t column, int low, int high,
             std::string_view what);
/// Without spaces around it.
std::string_view trimmed(std::string_view cell);
/// Small letters for capital ones of ASCII.
std::string lower(std::string_view cell);

/// Where the columns of a file stand, by the names in its line of names.
class Columns {
public:
    explicit Columns(const WeatherText& text);
    /// Index of the column with one of these names; refused where there is none or more than one.
    std::size_t require(std::initializer_list<std::string_view> names) const;
    /// The same; `absent` where there is none.
    std::size_t find(std::initializer_list<std::string_view> names) const;

    static constexpr std::size_t absent = static_cast<std::size_t>(-1);

private:
    const WeatherText& text_;
    std::size_t line_;
    std::vector<CsvField> names_;
};

/// One line's cells by column.
class Cells {
public:
    explicit Cells(const WeatherText& text) : text_{text}, fields_{text.fields()} {}

    const CsvField& at(std::size_t column) const;
    double number(std::size_t column, double low, double high, std::string_view what) const;
    int whole(std::size_t column, int low, int high, std::string_view what) const;
    std::size_t size() const { return fields_.size(); }

private:
    const WeatherText& text_;
    std::vector<CsvField> fields_;
};

/// Where a record stands in its file, for complaints that come later.
struct RecordOrigin {
    std::size_t line = 0;
    std::size_t ghi_column = 1;
    std::size_t dni_column = 1;
    std::size_t dhi_column = 1;
};

/// What a file says, not yet looked at as a whole.
struct WeatherDraft {
    WeatherYear year;
    std::vector<RecordOrigin> origins;  ///< of each record
    FilePosition time_zone;
};

// Bounds of what a record can say; each is wider than anything measured.
inline constexpr double irradiance_w_m2_max = 2000;
inline constexpr double air_c_min = -90;
inline constexpr double air_c_max = 65;
inline constexpr double wind_m_s_max = 120;
inline constexpr double pressure_hpa_min = 300;
inline constexpr double pressure_hpa_max = 1100;
/// Night values of some files are a little below zero; they count as zero.
inline constexpr double irradiance_w_m2_min = -20;

WeatherDraft read_tmy2(WeatherText text);
WeatherDraft read_tmy3(WeatherText text);
WeatherDraft read_epw(WeatherText text);
WeatherDraft read_pvgis(WeatherText text);
WeatherDraft read_sam(WeatherText text);

/// The draft as a whole year, or a complaint; see read_weather.
WeatherYear checked(WeatherDraft draft, const WeatherText& text);

}  // namespace suncrew::solar
