#pragma once

#include <cstddef>
#include <vector>

#include "solar/data_text.hpp"
#include "solar/weather.hpp"

namespace suncrew::solar {

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
/// From here on a depth of snow is none: files write 999 where they do not know it.
inline constexpr double snow_cm_unknown = 999;
inline constexpr double pressure_hpa_min = 300;
inline constexpr double pressure_hpa_max = 1100;
/// Night values of some files are a little below zero; they count as zero.
inline constexpr double irradiance_w_m2_min = -20;

WeatherDraft read_tmy2(DataText text);
WeatherDraft read_tmy3(DataText text);
WeatherDraft read_epw(DataText text);
WeatherDraft read_pvgis(DataText text);
WeatherDraft read_sam(DataText text);
WeatherDraft read_power(DataText text);

/// The draft as a whole year, or a complaint; see read_weather.
WeatherYear checked(WeatherDraft draft, const DataText& text);

}  // namespace suncrew::solar
