// PVGIS' typical year as CSV: lines about the place, names of columns, records of moments in universal time,
// lines about the columns. Source: European Commission, Joint Research Centre, PVGIS user manual, section on
// TMY data.
#include "solar/weather_draft.hpp"

namespace suncrew::solar {
namespace {

/// What follows the colon of a line that begins with `name`.
double after_colon(const DataText& text, std::string_view name, double low, double high) {
    const std::size_t colon = text.line().find(':');
    if (!text.line().starts_with(name) || colon == std::string_view::npos)
        text.fail(text.at(1), "the line does not begin with " + std::string{name});
    return number_in(text, text.line().substr(colon + 1), colon + 2, low, high, name);
}

/// Reads down to the names of the columns; hours by which the irradiance is later than its record says, or
/// earlier.
double read_place(DataText& text, WeatherDraft& draft) {
    constexpr int lines_max = 64;
    text.require_next();
    draft.year.place.latitude_deg = after_colon(text, "Latitude (decimal degrees)", -90, 90);
    text.require_next();
    draft.year.place.longitude_deg = after_colon(text, "Longitude (decimal degrees)", -180, 180);
    draft.time_zone = text.at(1);
    text.require_next();
    draft.year.place.elevation_m = after_colon(text, "Elevation (m)", -430, 6000);
    double later_h = 0;
    for (int line = 0; line < lines_max; ++line) {
        text.require_next();
        if (text.line().starts_with("Irradiance Time Offset"))
            later_h = after_colon(text, "Irradiance Time Offset (h)", -1, 1);
        if (text.line().starts_with("time(UTC),"))
            return later_h;
    }
    text.fail(text.at(1), "there is no line of columns that begins with time(UTC)");
}

struct PvgisColumns {
    explicit PvgisColumns(const DataText& text) {
        const Columns columns{text};
        time = columns.require({"time(utc)"});
        ghi = columns.require({"g(h)"});
        dni = columns.require({"gb(n)"});
        dhi = columns.require({"gd(h)"});
        air = columns.require({"t2m"});
        wind = columns.require({"ws10m"});
        pressure = columns.require({"sp"});
    }
    std::size_t time, ghi, dni, dhi, air, wind, pressure;
};

/// YYYYMMDD:HHMM
void read_time(const DataText& text, const CsvField& time, WeatherRecord& record) {
    const std::string_view cell = time.text;
    if (cell.size() != 13 || cell[8] != ':')
        text.fail(text.at(time.column), "the time is not YYYYMMDD:HHMM");
    record.year = whole_in(text, cell.substr(0, 4), time.column, 1900, 2200, "the year");
    record.month = whole_in(text, cell.substr(4, 2), time.column + 4, 1, 12, "the month");
    record.day = whole_in(text, cell.substr(6, 2), time.column + 6, 1, 31, "the day");
    record.hour = whole_in(text, cell.substr(9, 2), time.column + 9, 0, 23, "the hour") +
                  whole_in(text, cell.substr(11), time.column + 11, 0, 59, "the minute") / 60.0;
}

WeatherRecord record_of(const DataText& text, const Cells& cells, const PvgisColumns& columns) {
    WeatherRecord record;
    read_time(text, cells.at(columns.time), record);
    record.ghi_w_m2 = cells.number(columns.ghi, irradiance_w_m2_min, irradiance_w_m2_max, "G(h)");
    record.dni_w_m2 = cells.number(columns.dni, irradiance_w_m2_min, irradiance_w_m2_max, "Gb(n)");
    record.dhi_w_m2 = cells.number(columns.dhi, irradiance_w_m2_min, irradiance_w_m2_max, "Gd(h)");
    record.air_c = cells.number(columns.air, air_c_min, air_c_max, "T2m");
    record.wind_m_s = cells.number(columns.wind, 0, wind_m_s_max, "WS10m");
    record.pressure_hpa =
        cells.number(columns.pressure, pressure_hpa_min * 100, pressure_hpa_max * 100, "SP") / 100;
    return record;
}

}  // namespace

WeatherDraft read_pvgis(DataText text) {
    WeatherDraft draft;
    draft.year.kind = WeatherYear::Kind::moments;
    const double later_h = read_place(text, draft);
    const PvgisColumns columns{text};
    while (text.next() && !text.line().empty()) {
        const Cells cells{text};
        draft.year.records.push_back(record_of(text, cells, columns));
        draft.year.records.back().hour += later_h;
        draft.origins.push_back({text.number(), cells.at(columns.ghi).column, cells.at(columns.dni).column,
                                 cells.at(columns.dhi).column});
    }
    return draft;
}

}  // namespace suncrew::solar
