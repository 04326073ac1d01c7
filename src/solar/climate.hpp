#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <istream>
#include <string>
#include <vector>

#include "solar/place.hpp"

namespace suncrew::solar {

inline constexpr std::size_t months_per_year = 12;
/// One figure a month, January first.
using ByMonth = std::array<double, months_per_year>;

/// The long-term mean year of one place, as the simulation needs it.
struct MonthlyClimate {
    ByMonth ghi_kwh_m2_day{};       ///< global irradiation on the horizontal plane, kWh/m2 a mean day
    ByMonth temperature_c{};        ///< mean air temperature, degrees Celsius
    double ghi_relative_error = 0;  ///< one standard deviation of the yearly irradiation, as a fraction of it
    double nearest_km = 0;          ///< distance to the nearest known place
    std::string nearest{};          ///< name of the nearest known place
};

/// A known place of the climate table.
struct Station {
    std::string name;
    std::string country;  ///< ISO 3166-1 alpha-2
    Place place;          ///< with its elevation
    ByMonth ghi_kwh_m2_day{};
    ByMonth temperature_c{};
    bool disputed = false;  ///< its irradiation disagrees with a reference: the source says FLAG
};

/// The table of known places, and the climate between them.
class Climate {
public:
    /// A place farther than this from every known one has no climate here.
    static constexpr double reach_km = 1500;
    /// Bounds of the table, so that a wrong file is an error and not a full memory.
    static constexpr std::size_t stations_max = 20'000;
    static constexpr std::size_t line_bytes_max = 2'000;

    /// Reads the table as data/climate/README.md describes it. Throws std::runtime_error with line and column
    /// on anything else, an empty table included.
    static Climate read(std::istream& table);
    /// The same, of a file; throws where it cannot be read, too.
    static Climate read(const std::filesystem::path& path);
    explicit Climate(std::vector<Station> stations);

    /// The climate of a place: the clearness index and the sea-level temperature of the known places around
    /// it, weighted by distance. The error grows with the distance to them; docs/decisions/yield.md says how.
    /// Refuses with invalid "place_without_climate" (field "place") beyond `reach_km`, and a bad place as
    /// `check` does.
    MonthlyClimate at(const Place& place) const;

    const std::vector<Station>& stations() const { return stations_; }

private:
    std::vector<Station> stations_;
    std::vector<ByMonth> clearness_;  ///< of each station
};

}  // namespace suncrew::solar
