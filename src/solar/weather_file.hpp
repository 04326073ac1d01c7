#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "solar/weather.hpp"

namespace suncrew::solar {

inline constexpr std::size_t weather_file_bytes_max = 256U << 20;

/// Reads a year of weather, in whichever of these formats the text is:
///   TMY2 (NREL, fixed columns), TMY3 (NREL, CSV), EPW (EnergyPlus), PVGIS' TMY (CSV),
///   SAM CSV, which is also that of the NSRDB (PSM), NASA POWER's hourly CSV in universal time.
/// Records are means over their steps, but for PVGIS, and for SAM CSV with a column of minutes, whose records
/// are of moments. 29 February is left out. Throws std::runtime_error with "NAME, line N, column N: …" (the
/// column in bytes, from 1) for anything that is not such a file; that leaves a step out, repeats one or does
/// not fill a year; for figures out of range or missing, and irradiance above what there is outside the
/// atmosphere; and where the light comes at another time than the sun, so that the time zone or the place
/// must be wrong.
WeatherYear read_weather(std::string_view text, std::string_view name);
/// The same, from a file of at most `weather_file_bytes_max`.
WeatherYear read_weather(const std::filesystem::path& file);

}  // namespace suncrew::solar
