#include "solar/climate.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "base/refusal.hpp"
#include "solar/sun.hpp"

namespace suncrew::solar {
namespace {

/// How many known places speak for an unknown one.
constexpr std::size_t neighbours_max = 5;
/// Two places nearer than this have the same climate; keeps the weight of a place at no distance finite.
constexpr double same_climate_km = 30;
/// Cooling with height of the International Standard Atmosphere, ISO 2533, degrees per metre.
constexpr double lapse_c_per_m = 0.0065;

// The three figures of the error, one standard deviation of the yearly irradiation each. The first is what
// typical years and short series are worth, the second the disagreement that the table's sources report, the
// third was fitted to the table by leaving one place out at a time (tests/unit/solar/climate_test.cpp).
constexpr double station_error = 0.05;
constexpr double disputed_station_error = 0.12;
constexpr double error_at_1000_km = 0.10;

struct Neighbour {
    std::size_t station = 0;
    double km = 0;
    double weight = 0;
};

double own_error(const Station& station) {
    return station.disputed ? disputed_station_error : station_error;
}

/// Inverse square of distance, less where the figures are in doubt.
double weight_of(const Station& station, double km) {
    const double trust = station_error / own_error(station);
    return trust * trust / (km * km + same_climate_km * same_climate_km);
}

/// The nearest stations, nearest first, with weights that sum to one.
std::vector<Neighbour> neighbours_of(const Place& place, const std::vector<Station>& stations) {
    std::vector<Neighbour> all(stations.size());
    for (std::size_t i = 0; i < stations.size(); ++i)
        all[i] = {i, great_circle_km(place, stations[i].place), 0};
    const std::size_t count = std::min(neighbours_max, all.size());
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(),
                      [](const Neighbour& a, const Neighbour& b) { return a.km < b.km; });
    all.resize(count);
    double sum = 0;
    for (Neighbour& neighbour : all)
        sum += neighbour.weight = weight_of(stations[neighbour.station], neighbour.km);
    for (Neighbour& neighbour : all)
        neighbour.weight /= sum;
    return all;
}

double error_of(const std::vector<Neighbour>& neighbours, const std::vector<Station>& stations) {
    double own = 0;
    for (const Neighbour& neighbour : neighbours)
        own += neighbour.weight * own_error(stations[neighbour.station]);
    return std::sqrt(own * own + error_at_1000_km * error_at_1000_km * neighbours.front().km / 1000);
}

/// What the temperature of a station is at the place: corrected for height only where both heights are known.
double lapse_between(const Station& station, const Place& place) {
    if (!station.place.elevation_m || !place.elevation_m)
        return 0;
    return (*station.place.elevation_m - *place.elevation_m) * lapse_c_per_m;
}

}  // namespace

Climate::Climate(std::vector<Station> stations) : stations_{std::move(stations)} {
    if (stations_.empty() || stations_.size() > stations_max)
        throw std::runtime_error{"climate table: no stations, or too many"};
    clearness_.resize(stations_.size());
    for (std::size_t i = 0; i < stations_.size(); ++i) {
        const ByMonth outside = extraterrestrial_by_month(Latitude{stations_[i].place.latitude_deg});
        for (std::size_t month = 0; month < months_per_year; ++month)
            clearness_[i][month] =
                outside[month] > 0 ? stations_[i].ghi_kwh_m2_day[month] / outside[month] : 0;
    }
}

MonthlyClimate Climate::at(const Place& place) const {
    check(place);
    const std::vector<Neighbour> neighbours = neighbours_of(place, stations_);
    if (neighbours.front().km > reach_km)
        throw Refusal{Code::invalid, "place_without_climate", "place"};

    MonthlyClimate climate;
    climate.nearest_km = neighbours.front().km;
    climate.nearest = stations_[neighbours.front().station].name;
    climate.ghi_relative_error = error_of(neighbours, stations_);
    const ByMonth outside = extraterrestrial_by_month(Latitude{place.latitude_deg});
    for (const Neighbour& neighbour : neighbours) {
        const Station& station = stations_[neighbour.station];
        const double lapse = lapse_between(station, place);
        for (std::size_t month = 0; month < months_per_year; ++month) {
            climate.ghi_kwh_m2_day[month] +=
                neighbour.weight * clearness_[neighbour.station][month] * outside[month];
            climate.temperature_c[month] += neighbour.weight * (station.temperature_c[month] + lapse);
        }
    }
    return climate;
}

}  // namespace suncrew::solar
