#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "solar/almanac.hpp"
#include "solar/angles.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {

inline constexpr std::array<int, 12> days_in_month{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/// A made-up year: the sky is clear but for every third day, and mornings are cooler than afternoons.
/// Irradiance is in whole W/m2, temperature and wind in tenths, so that every format can say it.
inline WeatherYear made_year(const Place& place, double time_zone_h, int per_hour = 1) {
    WeatherYear weather;
    weather.place = place;
    weather.time_zone_h = time_zone_h;
    weather.step_h = 1.0 / per_hour;
    weather.name = "Made";
    Almanac almanac;
    int days = 0;
    for (int month = 1; month <= 12; ++month)
        for (int day = 1; day <= days_in_month[static_cast<std::size_t>(month - 1)]; ++day, ++days)
            for (int step = 0; step < 24 * per_hour; ++step) {
                WeatherRecord record{2003, month, day, (step + 0.5) * weather.step_h};
                const double now = julian_day(2003, month, day, record.hour - time_zone_h);
                const double up = std::cos(
                    sun_position(now, almanac.at(now, 2003), {place.latitude_deg, place.longitude_deg})
                        .zenith_deg *
                    degree);
                const double height = std::max(0.0, up);
                const double clear = days % 3 == 0 ? 0.1 : 1;
                record.dni_w_m2 = std::round(clear * 900 * std::pow(height, 0.35));
                record.dhi_w_m2 = std::round((220 - 120 * clear) * std::pow(height, 0.8));
                record.ghi_w_m2 = std::round(record.dni_w_m2 * height + record.dhi_w_m2);
                record.air_c = std::round(10 * (15 + 6 * std::sin((record.hour - 9) / 12 * 3.14159))) / 10;
                record.wind_m_s = 0.5 + 0.1 * (days % 40);
                record.pressure_hpa = 1000;
                weather.records.push_back(record);
            }
    return weather;
}

template <class... Arguments>
std::string printed(const char* format, Arguments... arguments) {
    std::array<char, 512> buffer{};
    std::snprintf(buffer.data(), buffer.size(), format, arguments...);
    return buffer.data();
}

/// The year as the formats would say it. Those that speak of the end of an hour say so.
inline std::string as_sam(const WeatherYear& weather, bool with_minutes) {
    std::string text = printed(
        "Source,Location ID,City,Latitude,Longitude,Time Zone,Elevation,,\n"
        "MADE,1,%s,%.4f,%.4f,%.1f,%.0f,,\n",
        weather.name.c_str(), weather.place.latitude_deg, weather.place.longitude_deg, weather.time_zone_h,
        weather.place.elevation_m.value_or(0));
    text += with_minutes
                ? "Year,Month,Day,Hour,Minute,GHI,DNI,DHI,Temperature,Wind Speed,Pressure,Surface Albedo\n"
                : "Year,Month,Day,Hour,GHI,DNI,DHI,Tdry,Wspd,Pres,Albedo\n";
    for (const WeatherRecord& r : weather.records) {
        const int hour = static_cast<int>(r.hour);
        text += printed("%d,%d,%d,%d,", r.year, r.month, r.day, hour);
        if (with_minutes)
            text += printed("%.0f,", (r.hour - hour) * 60);
        text += printed("%.0f,%.0f,%.0f,%.1f,%.1f,%.0f,%.2f\n", r.ghi_w_m2, r.dni_w_m2, r.dhi_w_m2, r.air_c,
                        r.wind_m_s, r.pressure_hpa, r.albedo.value_or(0.0));
    }
    return text;
}

inline std::string as_tmy3(const WeatherYear& weather) {
    std::string text = printed(
        "722780,\"%s, FIELD\",AZ,%.1f,%.4f,%.4f,%.0f\n"
        "Date (MM/DD/YYYY),Time (HH:MM),ETR (W/m^2),GHI (W/m^2),DNI (W/m^2),DHI (W/m^2),"
        "Dry-bulb (C),Pressure (mbar),Wspd (m/s),Alb (unitless)\n",
        weather.name.c_str(), weather.time_zone_h, weather.place.latitude_deg, weather.place.longitude_deg,
        weather.place.elevation_m.value_or(0));
    for (const WeatherRecord& r : weather.records)
        text += printed("%02d/%02d/%04d,%02d:00,0,%.0f,%.0f,%.0f,%.1f,%.0f,%.1f,%.2f\n", r.month, r.day,
                        r.year, static_cast<int>(r.hour) + 1, r.ghi_w_m2, r.dni_w_m2, r.dhi_w_m2, r.air_c,
                        r.pressure_hpa, r.wind_m_s, r.albedo.value_or(-9900));
    return text;
}

inline std::string as_tmy2(const WeatherYear& weather) {
    const double latitude = std::abs(weather.place.latitude_deg);
    const double longitude = std::abs(weather.place.longitude_deg);
    const auto minutes = [](double angle) { return (angle - std::floor(angle)) * 60; };
    std::string text =
        printed(" 12345 %-22.22s XX %3.0f %c %2.0f %2.0f %c %3.0f %2.0f  %4.0f\n", weather.name.c_str(),
                weather.time_zone_h, weather.place.latitude_deg < 0 ? 'S' : 'N', std::floor(latitude),
                minutes(latitude), weather.place.longitude_deg < 0 ? 'W' : 'E', std::floor(longitude),
                minutes(longitude), weather.place.elevation_m.value_or(0));
    for (const WeatherRecord& r : weather.records) {
        std::string line(142, '0');
        const auto put = [&line](std::size_t first, const std::string& field) {
            line.replace(first - 1, field.size(), field);
        };
        put(1, " ");
        put(2, printed("%02d%02d%02d%02d", r.year % 100, r.month, r.day, static_cast<int>(r.hour) + 1));
        put(18, printed("%04.0f", r.ghi_w_m2));
        put(24, printed("%04.0f", r.dni_w_m2));
        put(30, printed("%04.0f", r.dhi_w_m2));
        put(68, printed("%4.0f", r.air_c * 10));
        put(85, printed("%04.0f", r.pressure_hpa));
        put(96, printed("%03.0f", r.wind_m_s * 10));
        text += line + "\n";
    }
    return text;
}

inline std::string as_epw(const WeatherYear& weather) {
    const int per_hour = static_cast<int>(std::lround(1 / weather.step_h));
    std::string text = printed(
        "LOCATION,%s,-,XXX,MADE,1,%.4f,%.4f,%.1f,%.0f\nDESIGN CONDITIONS,0\n"
        "DATA PERIODS,1,%d,Data,Sunday, 1/ 1,12/31\n",
        weather.name.c_str(), weather.place.latitude_deg, weather.place.longitude_deg, weather.time_zone_h,
        weather.place.elevation_m.value_or(0), per_hour);
    for (const WeatherRecord& r : weather.records) {
        const int hour = static_cast<int>(r.hour);
        const double minute = (r.hour - hour + weather.step_h / 2) * 60;
        text += printed("%d,%d,%d,%d,%.0f,?,%.1f,0,50,%.0f,0,0,0,%.0f,%.0f,%.0f,0,0,0,0,180,%.1f,0,0\n",
                        r.year, r.month, r.day, hour + 1, minute, r.air_c, r.pressure_hpa * 100, r.ghi_w_m2,
                        r.dni_w_m2, r.dhi_w_m2, r.wind_m_s);
    }
    return text;
}

/// PVGIS speaks of moments, in universal time; the weather's own zone must be 0.
inline std::string as_pvgis(const WeatherYear& weather) {
    std::string text = printed(
        "Latitude (decimal degrees): %.3f\nLongitude (decimal degrees): %.3f\n"
        "Elevation (m): %.1f\nIrradiance Time Offset (h): 0.5\nmonth,year\n1,2003\n"
        "time(UTC),T2m,RH,G(h),Gb(n),Gd(h),IR(h),WS10m,WD10m,SP\n",
        weather.place.latitude_deg, weather.place.longitude_deg, weather.place.elevation_m.value_or(0));
    for (const WeatherRecord& r : weather.records)
        text += printed("%04d%02d%02d:%02d00,%.1f,50,%.1f,%.1f,%.1f,300,%.1f,180,%.0f\n", r.year, r.month,
                        r.day, static_cast<int>(r.hour), r.air_c, r.ghi_w_m2, r.dni_w_m2, r.dhi_w_m2,
                        r.wind_m_s, r.pressure_hpa * 100);
    return text + "\nT2m: 2-m air temperature (degree Celsius)\n";
}

/// NASA POWER's hours begin at what they say, in universal time; the weather's own zone must be 0.
inline std::string as_power(const WeatherYear& weather) {
    std::string text = printed(
        "-BEGIN HEADER-\nNASA/POWER Source Native Resolution Hourly Data \n"
        "Dates (month/day/year): 01/01/2003 through 12/31/2003 in UTC\n"
        "Location: Latitude  %.4f   Longitude %.4f \n"
        "Elevation from MERRA-2: Average for 0.5 x 0.625 degree lat/lon region = %.2f meters\n"
        "-END HEADER-\n"
        "YEAR,MO,DY,HR,ALLSKY_SFC_SW_DWN,ALLSKY_SFC_SW_DNI,ALLSKY_SFC_SW_DIFF,T2M,WS10M,PS\n",
        weather.place.latitude_deg, weather.place.longitude_deg, weather.place.elevation_m.value_or(0));
    for (const WeatherRecord& r : weather.records)
        text += printed("%d,%d,%d,%d,%.1f,%.1f,%.1f,%.2f,%.2f,%.2f\n", r.year, r.month, r.day,
                        static_cast<int>(r.hour), r.ghi_w_m2, r.dni_w_m2, r.dhi_w_m2, r.air_c, r.wind_m_s,
                        r.pressure_hpa / 10);
    return text;
}

}  // namespace suncrew::solar
