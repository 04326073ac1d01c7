#include "solar/sky_year.hpp"

#include <cmath>
#include <optional>

#include "solar/almanac.hpp"
#include "solar/angles.hpp"
#include "solar/modules.hpp"
#include "solar/perez.hpp"

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

void append(SkyYear& sky, const WeatherRecord& record, SunPosition sun) {
    const SkyLight light = perez_sky(sun.zenith_deg, record.dni_w_m2, record.dhi_w_m2);
    const double zenith = sun.zenith_deg * degree;
    const double azimuth = sun.azimuth_deg * degree;
    const double albedo =
        record.albedo && *record.albedo > 0 && *record.albedo < 1 ? *record.albedo : usual_albedo;
    sky.month.push_back(static_cast<std::uint8_t>(record.month - 1));
    sky.east.push_back(std::sin(zenith) * std::sin(azimuth));
    sky.north.push_back(std::sin(zenith) * std::cos(azimuth));
    sky.up.push_back(std::cos(zenith));
    sky.beam.push_back(light.beam);
    sky.even.push_back(light.even);
    sky.around_sun.push_back(light.around_sun);
    sky.horizon.push_back(light.horizon);
    sky.reflected.push_back(light.ground * albedo);
    sky.beam_horizontal.push_back(record.dni_w_m2 * std::cos(zenith));
    sky.diffuse_horizontal.push_back(record.dhi_w_m2);
    sky.air_mass_modifier.push_back(
        air_mass_modifier(sun.zenith_deg, std::max(0.0, sky.place.elevation_m.value_or(0))));
    sky.air_c.push_back(record.air_c);
    sky.wind_cooling.push_back(wind_cooling(record.wind_m_s));
}

}  // namespace

SkyYear sky_of(const WeatherYear& weather) {
    SkyYear sky;
    sky.place = weather.place;
    sky.step_h = weather.step_h;
    SunMoments moments{weather};
    Observer observer{weather.place.latitude_deg, weather.place.longitude_deg,
                      std::max(0.0, weather.place.elevation_m.value_or(0))};
    for (std::size_t i = 0; i < weather.records.size(); ++i) {
        const WeatherRecord& record = weather.records[i];
        observer.pressure_hpa = usable_pressure(record.pressure_hpa);
        observer.temperature_c = record.air_c;
        if (const auto moment = moments.of(record, observer)) {
            sky.record.push_back(static_cast<std::uint32_t>(i));
            append(sky, record, sun_position(*moment, moments.sun(*moment, record.year), observer));
        }
    }
    return sky;
}

}  // namespace suncrew::solar
