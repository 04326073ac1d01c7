#include "solar/sky_year.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "solar/almanac.hpp"
#include "solar/angles.hpp"
#include "solar/modules.hpp"

namespace suncrew::solar {
namespace {

/// PVWatts has no air as thin as this and takes that of the sea then.
double usable_pressure(double hpa) {
    constexpr double thinnest_hpa = 800;
    return hpa > thinnest_hpa ? hpa : Observer{}.pressure_hpa;
}

/// The moments at which the sun of each record is looked at.
class SunMoments {
public:
    explicit SunMoments(const WeatherYear& weather) : weather_{weather} {}

    /// Julian day; none while the sun is down.
    std::optional<double> of(const WeatherRecord& record, const Observer& observer) {
        const double now =
            julian_day(record.year, record.month, record.day, record.hour - weather_.time_zone_h);
        if (std::abs(now - day_.transit) > 0.5)
            day_ = daylight(now, record.year, observer, almanac_);
        if (day_.kind != Daylight::Kind::day_and_night)
            return day_.kind == Daylight::Kind::sun_never_sets ? std::optional{now} : std::nullopt;
        const double half = weather_.kind == WeatherYear::Kind::means ? weather_.step_h / 48 : 0;
        if (half > 0 && now >= day_.sunrise - half && now < day_.sunrise + half)
            return (day_.sunrise + now + half) / 2;
        if (half > 0 && now > day_.sunset - half && now <= day_.sunset + half)
            return (now - half + day_.sunset) / 2;
        return now >= day_.sunrise && now <= day_.sunset ? std::optional{now} : std::nullopt;
    }

    GeocentricSun sun(double moment, int year) { return almanac_.at(moment, year); }

private:
    const WeatherYear& weather_;
    Almanac almanac_;
    Daylight day_;
};

SkyStep step_of(const WeatherRecord& record, SunPosition sun, double elevation_m) {
    const double zenith = sun.zenith_deg * degree;
    const double azimuth = sun.azimuth_deg * degree;
    SkyStep step;
    step.month = static_cast<std::size_t>(record.month - 1);
    step.east = std::sin(zenith) * std::sin(azimuth);
    step.north = std::sin(zenith) * std::cos(azimuth);
    step.up = std::cos(zenith);
    step.light = perez_sky(sun.zenith_deg, record.dni_w_m2, record.dhi_w_m2);
    step.albedo = record.albedo && *record.albedo > 0 && *record.albedo < 1 ? *record.albedo : usual_albedo;
    step.beam_w_m2 = record.dni_w_m2;
    step.diffuse_w_m2 = record.dhi_w_m2;
    step.air_mass_modifier = air_mass_modifier(sun.zenith_deg, elevation_m);
    step.air_c = record.air_c;
    step.wind_m_s = record.wind_m_s;
    return step;
}

}  // namespace

void SkyYear::reserve(std::size_t steps) {
    step_of_year.reserve(steps);
    month.reserve(steps);
    for (std::vector<double>* const figures :
         {&east, &north, &up, &beam, &even, &around_sun, &horizon, &reflected, &global, &beam_share, &shadow,
          &air_mass_modifier, &air_c, &wind_cooling})
        figures->reserve(steps);
}

void SkyYear::append(const SkyStep& step) {
    step_of_year.push_back(static_cast<std::uint32_t>(step.step_of_year));
    month.push_back(static_cast<std::uint8_t>(step.month));
    east.push_back(step.east);
    north.push_back(step.north);
    up.push_back(step.up);
    beam.push_back(step.light.beam);
    even.push_back(step.light.even);
    around_sun.push_back(step.light.around_sun);
    horizon.push_back(step.light.horizon);
    reflected.push_back(step.light.ground * step.albedo);
    const double beam_here = step.beam_w_m2 * std::max(0.0, step.up);
    const double all = beam_here + step.diffuse_w_m2;
    global.push_back(all);
    beam_share.push_back(all > 0 ? beam_here / all : 0);
    shadow.push_back(step.up > 0 ? std::sqrt(std::max(0.0, 1 - step.up * step.up)) / step.up : 0);
    air_mass_modifier.push_back(step.air_mass_modifier);
    air_c.push_back(step.air_c);
    wind_cooling.push_back(suncrew::solar::wind_cooling(step.wind_m_s));
}

SkyYear sky_of(const WeatherYear& weather) {
    SkyYear sky;
    sky.step_h = weather.step_h;
    sky.reserve(weather.records.size() * 3 / 5);
    SunMoments moments{weather};
    const double elevation_m = std::max(0.0, weather.place.elevation_m.value_or(0));
    Observer observer{weather.place.latitude_deg, weather.place.longitude_deg, elevation_m};
    for (std::size_t i = 0; i < weather.records.size(); ++i) {
        const WeatherRecord& record = weather.records[i];
        observer.pressure_hpa = usable_pressure(record.pressure_hpa);
        observer.temperature_c = record.air_c;
        if (const auto moment = moments.of(record, observer)) {
            SkyStep step = step_of(record, sun_position(*moment, moments.sun(*moment, record.year), observer),
                                   elevation_m);
            step.step_of_year = i;
            sky.append(step);
        }
    }
    return sky;
}

SkyYear sky_by_sun(const WeatherYear& weather) {
    constexpr double degrees_an_hour = 15;
    SkyYear sky = sky_of(weather);
    const auto steps = static_cast<std::int64_t>(weather.records.size());
    const double behind_h = weather.place.longitude_deg / degrees_an_hour - weather.time_zone_h;
    const std::int64_t later = std::llround(behind_h / weather.step_h);
    for (std::uint32_t& step : sky.step_of_year)
        step = static_cast<std::uint32_t>((step + later + steps) % steps);
    return sky;
}

}  // namespace suncrew::solar
