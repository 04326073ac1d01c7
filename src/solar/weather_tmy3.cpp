// TMY3: one line of the station, one of names, records at the end of their hour.
// Source: S. Wilcox & W. Marion, Users Manual for TMY3 Data Sets, NREL/TP-581-43156 (2008), table 1-3.
#include "solar/weather_draft.hpp"

namespace suncrew::solar {
namespace {

struct Tmy3Columns {
    explicit Tmy3Columns(const DataText& text) {
        const Columns columns{text};
        date = columns.require({"date (mm/dd/yyyy)"});
        time = columns.require({"time (hh:mm)"});
        ghi = columns.require({"ghi (w/m^2)"});
        dni = columns.require({"dni (w/m^2)"});
        dhi = columns.require({"dhi (w/m^2)"});
        air = columns.require({"dry-bulb (c)"});
        wind = columns.require({"wspd (m/s)"});
        pressure = columns.require({"pressure (mbar)"});
        albedo = columns.find({"alb (unitless)"});
    }
    std::size_t date, time, ghi, dni, dhi, air, wind, pressure, albedo;
};

/// MM/DD/YYYY and the hour that ends, 01:00 to 24:00.
void read_time(const DataText& text, const CsvField& date, const CsvField& time, WeatherRecord& record) {
    const std::string_view day = date.text;
    if (day.size() != 10 || day[2] != '/' || day[5] != '/')
        text.fail(text.at(date.column), "the date is not MM/DD/YYYY");
    record.month = whole_in(text, day.substr(0, 2), date.column, 1, 12, "the month");
    record.day = whole_in(text, day.substr(3, 2), date.column + 3, 1, 31, "the day");
    record.year = whole_in(text, day.substr(6), date.column + 6, 1900, 2200, "the year");
    const std::string_view hour = time.text;
    if (hour.size() != 5 || hour.substr(2) != ":00")
        text.fail(text.at(time.column), "the time is not a full hour as HH:00");
    record.hour = whole_in(text, hour.substr(0, 2), time.column, 1, 24, "the hour") - 0.5;
}

WeatherRecord record_of(const DataText& text, const Cells& cells, const Tmy3Columns& columns) {
    WeatherRecord record;
    read_time(text, cells.at(columns.date), cells.at(columns.time), record);
    record.ghi_w_m2 = cells.number(columns.ghi, irradiance_w_m2_min, irradiance_w_m2_max, "GHI");
    record.dni_w_m2 = cells.number(columns.dni, irradiance_w_m2_min, irradiance_w_m2_max, "DNI");
    record.dhi_w_m2 = cells.number(columns.dhi, irradiance_w_m2_min, irradiance_w_m2_max, "DHI");
    record.air_c = cells.number(columns.air, air_c_min, air_c_max, "the temperature");
    record.wind_m_s = cells.number(columns.wind, 0, wind_m_s_max, "the wind speed");
    record.pressure_hpa = cells.number(columns.pressure, pressure_hpa_min, pressure_hpa_max, "the pressure");
    if (columns.albedo != Columns::absent)
        record.albedo = cells.number(columns.albedo, -1e6, 1e6, "the albedo");
    return record;
}

}  // namespace

WeatherDraft read_tmy3(DataText text) {
    WeatherDraft draft;
    text.require_next();
    const Cells station{text};
    draft.year.name = trimmed(station.at(1).text);
    draft.year.time_zone_h = station.number(3, -15, 15, "the time zone");
    draft.time_zone = text.at(station.at(3).column);
    draft.year.place.latitude_deg = station.number(4, -90, 90, "the latitude");
    draft.year.place.longitude_deg = station.number(5, -180, 180, "the longitude");
    draft.year.place.elevation_m = station.number(6, -430, 6000, "the elevation");
    text.require_next();
    const Tmy3Columns columns{text};
    while (text.next() && !text.line().empty()) {
        const Cells cells{text};
        draft.year.records.push_back(record_of(text, cells, columns));
        draft.origins.push_back({text.number(), cells.at(columns.ghi).column, cells.at(columns.dni).column,
                                 cells.at(columns.dhi).column});
    }
    return draft;
}

}  // namespace suncrew::solar
