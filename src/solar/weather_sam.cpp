// SAM's CSV: names and values of the place, names of columns, records. Source: SAM help, Weather File
// Formats; the NSRDB delivers the same with names of its own.
#include "solar/weather_draft.hpp"

namespace suncrew::solar {
namespace {

struct SamColumns {
    explicit SamColumns(const DataText& text) {
        const Columns columns{text};
        year = columns.require({"year", "yr"});
        month = columns.require({"month", "mo"});
        day = columns.require({"day"});
        hour = columns.require({"hour", "hr"});
        minute = columns.find({"minute", "min"});
        ghi = columns.find({"ghi", "gh", "global", "global horizontal", "global horizontal irradiance"});
        dni = columns.require({"dni", "dn", "beam", "direct normal", "direct normal irradiance"});
        dhi =
            columns.require({"dhi", "df", "diffuse", "diffuse horizontal", "diffuse horizontal irradiance"});
        air =
            columns.require({"temperature", "tdry", "dry bulb", "dry bulb temp", "ambient", "ambient temp"});
        wind = columns.require({"wind speed", "wspd"});
        pressure = columns.find({"pressure", "pres"});
        albedo = columns.find({"surface albedo", "albedo", "alb"});
        snow = columns.find({"snow depth", "snow"});
    }
    std::size_t year, month, day, hour, minute, ghi, dni, dhi, air, wind, pressure, albedo, snow;
};

WeatherRecord record_of(const Cells& cells, const SamColumns& columns) {
    WeatherRecord record;
    record.year = cells.whole(columns.year, 1900, 2200, "the year");
    record.month = cells.whole(columns.month, 1, 12, "the month");
    record.day = cells.whole(columns.day, 1, 31, "the day");
    record.hour = cells.whole(columns.hour, 0, 23, "the hour");
    if (columns.minute != Columns::absent)
        record.hour += cells.number(columns.minute, 0, 59.99, "the minute") / 60;
    record.dni_w_m2 = cells.number(columns.dni, irradiance_w_m2_min, irradiance_w_m2_max, "DNI");
    record.dhi_w_m2 = cells.number(columns.dhi, irradiance_w_m2_min, irradiance_w_m2_max, "DHI");
    if (columns.ghi != Columns::absent)
        record.ghi_w_m2 = cells.number(columns.ghi, irradiance_w_m2_min, irradiance_w_m2_max, "GHI");
    record.air_c = cells.number(columns.air, air_c_min, air_c_max, "the temperature");
    record.wind_m_s = cells.number(columns.wind, 0, wind_m_s_max, "the wind speed");
    if (columns.pressure != Columns::absent)
        record.pressure_hpa =
            cells.number(columns.pressure, pressure_hpa_min, pressure_hpa_max, "the pressure");
    if (columns.albedo != Columns::absent)
        record.albedo = cells.number(columns.albedo, -1e6, 1e6, "the albedo");
    if (columns.snow != Columns::absent)
        if (const double snow_cm = cells.number(columns.snow, -1e6, 1e6, "the depth of snow");
            snow_cm >= 0 && snow_cm < snow_cm_unknown)
            record.snow_cm = snow_cm;
    return record;
}

void read_place(DataText& text, WeatherDraft& draft) {
    text.require_next();
    const Columns names{text};
    const std::size_t latitude = names.require({"latitude", "lat"});
    const std::size_t longitude = names.require({"longitude", "lon", "long", "lng"});
    const std::size_t zone = names.require({"time zone", "timezone", "tz"});
    const std::size_t elevation = names.find({"elevation", "elev", "el", "site elevation"});
    const std::size_t city = names.find({"city"});
    text.require_next();
    const Cells values{text};
    draft.year.place.latitude_deg = values.number(latitude, -90, 90, "the latitude");
    draft.year.place.longitude_deg = values.number(longitude, -180, 180, "the longitude");
    draft.year.time_zone_h = values.number(zone, -15, 15, "the time zone");
    draft.time_zone = text.at(values.at(zone).column);
    if (elevation != Columns::absent)
        draft.year.place.elevation_m = values.number(elevation, -430, 6000, "the elevation");
    if (city != Columns::absent)
        draft.year.name = trimmed(values.at(city).text);
}

}  // namespace

WeatherDraft read_sam(DataText text) {
    WeatherDraft draft;
    read_place(text, draft);
    text.require_next();
    const SamColumns columns{text};
    const bool moments = columns.minute != Columns::absent;
    draft.year.kind = moments ? WeatherYear::Kind::moments : WeatherYear::Kind::means;
    while (text.next() && !text.line().empty()) {
        const Cells cells{text};
        draft.year.records.push_back(record_of(cells, columns));
        const std::size_t dni = cells.at(columns.dni).column;
        const std::size_t ghi = columns.ghi != Columns::absent ? cells.at(columns.ghi).column : dni;
        draft.origins.push_back({text.number(), ghi, dni, cells.at(columns.dhi).column});
        if (!moments)
            draft.year.records.back().hour += 0.5;
    }
    return draft;
}

}  // namespace suncrew::solar
