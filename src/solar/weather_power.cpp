// NASA POWER's hourly CSV: a header in lines of words, names of columns, records of hours in universal time,
// each from its hour on. Source: NASA POWER, documentation of the hourly API, community RE: Wh/m2, degrees,
// m/s, kPa.
#include "solar/weather_draft.hpp"

namespace suncrew::solar {
namespace {

/// The number that follows `word` in a line of words.
double after(const DataText& text, std::string_view word, double low, double high) {
    const std::size_t at = text.line().find(word);
    if (at == std::string_view::npos)
        text.fail(text.at(1), "the line does not say " + std::string{word});
    std::size_t from = at + word.size();
    while (from < text.line().size() && text.line()[from] == ' ')
        ++from;
    const std::string_view rest = text.line().substr(from);
    return number_in(text, rest.substr(0, rest.find(' ')), from + 1, low, high, word);
}

/// Reads down to the names of the columns.
void read_header(DataText& text, WeatherDraft& draft) {
    constexpr int lines_max = 64;
    bool placed = false;
    text.require_next();
    for (int line = 0; line < lines_max; ++line) {
        text.require_next();
        if (text.line().starts_with("Location:")) {
            draft.year.place.latitude_deg = after(text, "Latitude", -90, 90);
            draft.year.place.longitude_deg = after(text, "Longitude", -180, 180);
            draft.time_zone = text.at(1);
            placed = true;
        } else if (text.line().starts_with("Elevation from")) {
            draft.year.place.elevation_m = after(text, "region =", -430, 6000);
        } else if (trimmed(text.line()) == "-END HEADER-") {
            if (!placed)
                text.fail(text.at(1), "the header has no line of the location");
            text.require_next();
            return;
        }
    }
    text.fail(text.at(1), "the header does not end with -END HEADER-");
}

struct PowerColumns {
    explicit PowerColumns(const DataText& text) {
        const Columns columns{text};
        year = columns.require({"year"});
        month = columns.require({"mo"});
        day = columns.require({"dy"});
        hour = columns.require({"hr"});
        ghi = columns.require({"allsky_sfc_sw_dwn"});
        dni = columns.require({"allsky_sfc_sw_dni"});
        dhi = columns.require({"allsky_sfc_sw_diff"});
        air = columns.require({"t2m"});
        wind = columns.require({"ws10m"});
        pressure = columns.require({"ps"});
    }
    std::size_t year, month, day, hour, ghi, dni, dhi, air, wind, pressure;
};

WeatherRecord record_of(const Cells& cells, const PowerColumns& columns) {
    WeatherRecord record;
    record.year = cells.whole(columns.year, 1900, 2200, "the year");
    record.month = cells.whole(columns.month, 1, 12, "the month");
    record.day = cells.whole(columns.day, 1, 31, "the day");
    record.hour = cells.whole(columns.hour, 0, 23, "the hour") + 0.5;
    record.ghi_w_m2 = cells.number(columns.ghi, irradiance_w_m2_min, irradiance_w_m2_max, "the irradiance");
    record.dni_w_m2 = cells.number(columns.dni, irradiance_w_m2_min, irradiance_w_m2_max, "the irradiance");
    record.dhi_w_m2 = cells.number(columns.dhi, irradiance_w_m2_min, irradiance_w_m2_max, "the irradiance");
    record.air_c = cells.number(columns.air, air_c_min, air_c_max, "T2M");
    record.wind_m_s = cells.number(columns.wind, 0, wind_m_s_max, "WS10M");
    record.pressure_hpa =
        cells.number(columns.pressure, pressure_hpa_min / 10, pressure_hpa_max / 10, "PS") * 10;
    return record;
}

}  // namespace

WeatherDraft read_power(DataText text) {
    WeatherDraft draft;
    read_header(text, draft);
    const PowerColumns columns{text};
    while (text.next() && !text.line().empty()) {
        const Cells cells{text};
        draft.year.records.push_back(record_of(cells, columns));
        draft.origins.push_back({text.number(), cells.at(columns.ghi).column, cells.at(columns.dni).column,
                                 cells.at(columns.dhi).column});
    }
    return draft;
}

}  // namespace suncrew::solar
