// TMY2: one line of the station, then lines of 142 characters in fixed columns, each for the hour that ends.
// Source: W. Marion & K. Urban, User's Manual for TMY2s, NREL (1995), tables 3-1 and 3-2.
#include "solar/weather_draft.hpp"

namespace suncrew::solar {
namespace {

/// The first and last character of a field, counted from 1 as the manual does.
struct Span {
    std::size_t first;
    std::size_t last;
};

std::string_view cut(const DataText& text, Span span) {
    if (text.line().size() < span.last)
        text.fail(text.at(text.line().size() + 1),
                  "the line ends before character " + std::to_string(span.last));
    return text.line().substr(span.first - 1, span.last - span.first + 1);
}

int whole(const DataText& text, Span span, int low, int high, std::string_view what) {
    return whole_in(text, cut(text, span), span.first, low, high, what);
}

/// Degrees and minutes behind a letter.
double angle(const DataText& text, Span letter, Span degrees, Span minutes, std::string_view letters,
             int degrees_max) {
    const std::string_view side = cut(text, letter);
    if (letters.find(side) == std::string_view::npos)
        text.fail(text.at(letter.first),
                  "neither " + std::string{letters.substr(0, 1)} + " nor " + std::string{letters.substr(1)});
    const double size = whole(text, degrees, 0, degrees_max, "the degrees") +
                        whole(text, minutes, 0, 59, "the minutes") / 60.0;
    return side == letters.substr(0, 1) ? size : -size;
}

void read_station(DataText& text, WeatherDraft& draft) {
    text.require_next();
    draft.year.name = trimmed(cut(text, {8, 29}));
    draft.year.time_zone_h = whole(text, {34, 36}, -15, 15, "the time zone");
    draft.time_zone = text.at(34);
    draft.year.place.latitude_deg = angle(text, {38, 38}, {40, 41}, {43, 44}, "NS", 90);
    draft.year.place.longitude_deg = angle(text, {46, 46}, {48, 50}, {52, 53}, "EW", 180);
    draft.year.place.elevation_m = whole(text, {56, 59}, -430, 6000, "the elevation");
    check(draft.year.place);
}

constexpr Span ghi{18, 21};
constexpr Span dni{24, 27};
constexpr Span dhi{30, 33};

WeatherRecord record_of(const DataText& text) {
    constexpr int irradiance_max = static_cast<int>(irradiance_w_m2_max);
    WeatherRecord record;
    record.year = 1900 + whole(text, {2, 3}, 0, 99, "the year");
    record.month = whole(text, {4, 5}, 1, 12, "the month");
    record.day = whole(text, {6, 7}, 1, 31, "the day");
    record.hour = whole(text, {8, 9}, 1, 24, "the hour") - 0.5;
    record.ghi_w_m2 = whole(text, ghi, 0, irradiance_max, "GHI");
    record.dni_w_m2 = whole(text, dni, 0, irradiance_max, "DNI");
    record.dhi_w_m2 = whole(text, dhi, 0, irradiance_max, "DHI");
    record.air_c = whole(text, {68, 71}, -900, 650, "the temperature in tenths") / 10.0;
    record.pressure_hpa = whole(text, {85, 88}, 300, 1100, "the pressure");
    record.wind_m_s = whole(text, {96, 98}, 0, 998, "the wind speed in tenths") / 10.0;
    const int snow_cm = whole(text, {134, 136}, 0, 999, "the depth of snow");
    if (snow_cm < snow_cm_unknown)
        record.snow_cm = snow_cm;
    return record;
}

}  // namespace

WeatherDraft read_tmy2(DataText text) {
    WeatherDraft draft;
    read_station(text, draft);
    while (text.next() && !text.line().empty()) {
        draft.year.records.push_back(record_of(text));
        draft.origins.push_back({text.number(), ghi.first, dni.first, dhi.first});
    }
    return draft;
}

}  // namespace suncrew::solar
