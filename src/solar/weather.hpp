#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "solar/place.hpp"

namespace suncrew::solar {

/// One record of a year's weather.
struct WeatherRecord {
    int year = 0;
    int month = 1;  ///< 1 to 12
    int day = 1;
    double hour =
        0;  ///< local standard time, hours since midnight: the moment, or the middle of the interval
    double ghi_w_m2 = 0;  ///< 0 where the file has the other two alone
    double dni_w_m2 = 0;
    double dhi_w_m2 = 0;
    double air_c = 15;
    double wind_m_s = 1;
    double pressure_hpa = 1013.25;
    std::optional<double> albedo{};   ///< of the ground, 0 to 1, where it is told
    std::optional<double> snow_cm{};  ///< how deep it lies, where it is told
};

/// The weather of a whole year of 365 days at one place, from January to December, in even steps.
struct WeatherYear {
    /// What the irradiance of a record is: its mean over the step, or its value at the moment.
    enum class Kind { means, moments };

    Place place;
    double time_zone_h = 0;  ///< ahead of universal time
    double step_h = 1;
    Kind kind = Kind::means;
    /// What looks wrong, with file, line and column, though not so wrong as to be refused.
    std::optional<std::string> doubt{};
    std::string name{};  ///< what the file calls the place
    std::vector<WeatherRecord> records;
};

inline constexpr std::size_t hours_per_year = 8760;
inline constexpr int steps_per_hour_max = 60;

}  // namespace suncrew::solar
