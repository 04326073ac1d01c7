#include "solar/weather_file.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "base/mapped_file.hpp"
#include "solar/weather_draft.hpp"

namespace suncrew::solar {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// TMY2's only line of words begins with a number of five digits and has no comma.
bool begins_as_tmy2(std::string_view line) {
    return line.size() > 7 && line[0] == ' ' && std::all_of(line.begin() + 1, line.begin() + 6, is_digit) &&
           line[6] == ' ' && line.find(',') == std::string_view::npos;
}

/// Lines of TMY3 begin with the station's number, SAM's with names of what follows.
bool begins_as_tmy3(std::string_view line) {
    const std::size_t comma = line.find(',');
    return comma != std::string_view::npos && comma > 0 &&
           std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(comma), is_digit);
}

WeatherDraft draft_of(const DataText& text) {
    DataText first = text;
    first.require_next();
    const std::string_view line = first.line();
    if (line.starts_with("LOCATION,"))
        return read_epw(text);
    if (line.starts_with("Latitude (decimal degrees)"))
        return read_pvgis(text);
    if (trimmed(line) == "-BEGIN HEADER-")
        return read_power(text);
    if (begins_as_tmy2(line))
        return read_tmy2(text);
    if (begins_as_tmy3(line))
        return read_tmy3(text);
    if (lower(line).find("latitude") != std::string::npos || lower(line).find("lat,") != std::string::npos)
        return read_sam(text);
    first.fail({1, 1}, "neither TMY2, TMY3, EPW, PVGIS CSV, NASA POWER CSV, PSM nor SAM CSV");
}

}  // namespace

WeatherYear read_weather(std::string_view text, std::string_view name) {
    const DataText lines{text, name};
    return checked(draft_of(lines), lines);
}

WeatherYear read_weather(const std::filesystem::path& file) {
    try {
        const MappedFile mapped{file, weather_file_bytes_max};
        return read_weather({reinterpret_cast<const char*>(mapped.bytes().data()), mapped.bytes().size()},
                            file.string());
    } catch (const Unmapped& reason) {
        throw std::runtime_error{file.string() + " " + reason.what()};
    }
}

}  // namespace suncrew::solar
