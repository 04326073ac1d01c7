// EPW: eight lines about the place, then records at the end of their step.
// Source: US Department of Energy, EnergyPlus Auxiliary Programs, Weather Converter: EPW data dictionary.
#include "solar/weather_draft.hpp"

namespace suncrew::solar {
namespace {

/// Columns of a record, from 0.
enum EpwColumn : std::size_t {
    year_column,
    month_column,
    day_column,
    hour_column,
    minute_column,
    air_column = 6,
    pressure_column = 9,
    ghi_column = 13,
    dni_column,
    dhi_column,
    wind_column = 21,
    snow_column = 30,
};

void read_place(DataText& text, WeatherDraft& draft) {
    text.require_next();
    const Cells location{text};
    draft.year.name = trimmed(location.at(1).text);
    draft.year.place.latitude_deg = location.number(6, -90, 90, "the latitude");
    draft.year.place.longitude_deg = location.number(7, -180, 180, "the longitude");
    draft.year.time_zone_h = location.number(8, -15, 15, "the time zone");
    draft.time_zone = text.at(location.at(8).column);
    draft.year.place.elevation_m = location.number(9, -430, 6000, "the elevation");
}

/// Goes to the last line about the place, which says how many records an hour has.
int records_per_hour(DataText& text) {
    constexpr int lines_max = 64;
    for (int line = 0; line < lines_max; ++line) {
        text.require_next();
        if (text.line().starts_with("DATA PERIODS,"))
            return Cells{text}.whole(2, 1, steps_per_hour_max, "the number of records an hour");
    }
    text.fail(text.at(1), "there is no line DATA PERIODS");
}

/// The minute of hourly files is 0, 30 or 60 as it came; of finer steps, it ends the step.
double step_middle(const Cells& cells, int per_hour) {
    const int hour = cells.whole(hour_column, 1, 24, "the hour");
    const int minute = cells.whole(minute_column, 0, 60, "the minute");
    const double step = 1.0 / per_hour;
    return per_hour == 1 ? hour - 0.5 : hour - 1 + minute / 60.0 - step / 2;
}

WeatherRecord record_of(const Cells& cells, int per_hour) {
    WeatherRecord record;
    record.year = cells.whole(year_column, 1900, 2200, "the year");
    record.month = cells.whole(month_column, 1, 12, "the month");
    record.day = cells.whole(day_column, 1, 31, "the day");
    record.hour = step_middle(cells, per_hour);
    record.air_c = cells.number(air_column, air_c_min, air_c_max, "the temperature");
    record.pressure_hpa =
        cells.number(pressure_column, pressure_hpa_min * 100, pressure_hpa_max * 100, "the pressure") / 100;
    record.ghi_w_m2 = cells.number(ghi_column, irradiance_w_m2_min, irradiance_w_m2_max, "GHI");
    record.dni_w_m2 = cells.number(dni_column, irradiance_w_m2_min, irradiance_w_m2_max, "DNI");
    record.dhi_w_m2 = cells.number(dhi_column, irradiance_w_m2_min, irradiance_w_m2_max, "DHI");
    record.wind_m_s = cells.number(wind_column, 0, wind_m_s_max, "the wind speed");
    if (cells.size() > snow_column)
        if (const double snow_cm = cells.number(snow_column, -9999, 1e6, "the depth of snow");
            snow_cm >= 0 && snow_cm < snow_cm_unknown)
            record.snow_cm = snow_cm;
    return record;
}

}  // namespace

WeatherDraft read_epw(DataText text) {
    WeatherDraft draft;
    read_place(text, draft);
    const int per_hour = records_per_hour(text);
    while (text.next() && !text.line().empty()) {
        const Cells cells{text};
        draft.year.records.push_back(record_of(cells, per_hour));
        draft.origins.push_back({text.number(), cells.at(ghi_column).column, cells.at(dni_column).column,
                                 cells.at(dhi_column).column});
    }
    return draft;
}

}  // namespace suncrew::solar
