#include "roads/kept_ways.hpp"

#include <charconv>
#include <cmath>
#include <sstream>

namespace suncrew::roads {
namespace {

constexpr double hundredths = 100;

/// Takes a whole number and the character behind it from the front; false where there is none.
bool take(std::string_view& text, std::int64_t& number, char end) {
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || rest == text.data() + text.size() || *rest != end)
        return false;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()) + 1);
    return true;
}

}  // namespace

Cell Cell::of(dispatch::Position position) {
    return {static_cast<std::int32_t>(std::lround(position.latitude_deg * hundredths)),
            static_cast<std::int32_t>(std::lround(position.longitude_deg * hundredths))};
}

dispatch::Position Cell::position() const {
    return {latitude / hundredths, longitude / hundredths};
}

std::string text_of(const WaysFrom& ways) {
    std::ostringstream text;
    for (const auto& [cell, way] : ways)
        text << cell.latitude << ' ' << cell.longitude << ' ' << (way ? std::llround(way->seconds) : -1)
             << ' ' << (way ? std::llround(way->metres) : -1) << '\n';
    return text.str();
}

WaysFrom ways_in(std::string_view text) {
    WaysFrom ways;
    while (!text.empty()) {
        std::int64_t latitude = 0, longitude = 0, seconds = 0, metres = 0;
        if (!take(text, latitude, ' ') || !take(text, longitude, ' ') || !take(text, seconds, ' ') ||
            !take(text, metres, '\n') || std::abs(latitude) > 9'000 || std::abs(longitude) > 18'000 ||
            static_cast<double>(seconds) > Protocol::seconds_max ||
            static_cast<double>(metres) > Protocol::metres_max)
            return {};
        const Cell cell{static_cast<std::int32_t>(latitude), static_cast<std::int32_t>(longitude)};
        ways[cell] = seconds < 0 || metres < 0
                         ? std::nullopt
                         : std::optional{Driven{static_cast<double>(seconds), static_cast<double>(metres)}};
    }
    return ways;
}

}  // namespace suncrew::roads
