#include "solar/yield.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <string>

#include "solar/inverter.hpp"
#include "solar/irradiance.hpp"
#include "solar/module.hpp"
#include "solar/range.hpp"
#include "solar/sun.hpp"

namespace suncrew::solar {
namespace {

/// Steps from sunrise to sunset. 24 differ from 240 by less than 0.1 % of the year.
constexpr std::size_t steps_per_day = 24;
constexpr ByMonth days_of_month{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
/// What the models and the assumed losses add to the climate's error, one standard deviation;
/// docs/decisions/yield.md.
constexpr double model_error = 0.05;

/// A plane, made ready for the inner loop.
struct Plane {
    Facing facing{0, 0};
    double dc_kw_per_w_m2 = 0;  ///< after shading and losses
    double sky_modifier = 0;
    double ground_modifier = 0;
};

struct Planes {
    std::array<Plane, arrays_max> items{};
    std::size_t count = 0;
};

/// Sun and weather at one moment of the sampled day.
struct Moment {
    SunVector sun;
    Horizontal horizontal;
    double air_c = 0;
};

/// A month's mean weather, in the terms that the days need.
struct MonthWeather {
    double clearness = 0;
    double diffuse_share = 1;
    double temperature_c = 0;
    double temperature_amplitude = 0;
};

Plane plane_of(const Array& array, const System& system) {
    return {Facing{array.tilt_deg, array.azimuth_deg},
            array.dc_kw / 1000 * (1 - array.shading_fraction) * (1 - system.losses.total()),
            sky_incidence_modifier(array.tilt_deg), ground_incidence_modifier(array.tilt_deg)};
}

/// DC power of a plane, kW. Source: PVWatts Version 5 Manual, module model.
double dc_kw(const Plane& plane, const Moment& moment, const System& system, double heating) {
    const PlaneIrradiance light = transpose(moment.horizontal, moment.sun, plane.facing, system.albedo);
    const double absorbed = light.directional * incidence_modifier(plane.facing.incidence_cos(moment.sun)) +
                            light.sky * plane.sky_modifier + light.ground * plane.ground_modifier;
    const double cell_c = moment.air_c + heating * (light.directional + light.sky + light.ground);
    return std::max(
        0.0, absorbed * plane.dc_kw_per_w_m2 * (1 + system.temperature_coefficient_per_c * (cell_c - 25)));
}

MonthWeather weather_of(const MonthlyClimate& climate, std::size_t month, Latitude latitude) {
    double outside = 0;
    double sunset = 0;
    for (const SunDay& day : sampled_days()[month]) {
        outside += extraterrestrial_kwh_m2(latitude, day) / days_sampled;
        sunset += sunset_hour_angle(latitude, day) / days_sampled;
    }
    const double clearness = outside > 0 ? climate.ghi_kwh_m2_day[month] / outside : 0;
    return {clearness, diffuse_share(clearness, sunset), climate.temperature_c[month],
            temperature_amplitude_c(std::min(clearness, 0.8))};
}

/// Sum of the profiles over the day's steps, to scale them by.
struct ProfileSums {
    double global = 0;
    double diffuse = 0;
};

/// One sampled day, simulated from sunrise to sunset.
class Day {
public:
    Day(Latitude latitude, const SunDay& sun, const MonthWeather& weather)
        : latitude_{latitude},
          sun_{sun},
          weather_{weather},
          sunset_{sunset_hour_angle(latitude, sun)},
          hours_per_step_{sunset_ * 24 / std::numbers::pi / steps_per_day},
          profile_{sunset_} {
        for (std::size_t step = 0; step < steps_per_day; ++step) {
            const double angle = sunset_ * (2 * (static_cast<double>(step) + 0.5) / steps_per_day - 1);
            sin_[step] = std::sin(angle);
            cos_[step] = std::cos(angle);
            const double up = sun_vector(latitude_, sun_, sin_[step], cos_[step]).up;
            sums_.global += profile_.global(cos_[step], up);
            sums_.diffuse += DayProfile::diffuse(up);
        }
    }

    /// Energy of the day, kWh AC.
    double simulate(const Planes& planes, const System& system, const Inverter& inverter,
                    double heating) const {
        const double day_kwh_m2 = weather_.clearness * extraterrestrial_kwh_m2(latitude_, sun_);
        if (!(day_kwh_m2 > 0) || !(sums_.global > 0))
            return 0;
        const double to_w_m2 = day_kwh_m2 * 1000 / hours_per_step_;
        const double global_scale = to_w_m2 / sums_.global;
        const double diffuse_scale = weather_.diffuse_share * to_w_m2 / sums_.diffuse;
        double ac_kwh = 0;
        for (std::size_t step = 0; step < steps_per_day; ++step) {
            const Moment now = moment(step, global_scale, diffuse_scale);
            double dc = 0;
            for (std::size_t i = 0; i < planes.count; ++i)
                dc += dc_kw(planes.items[i], now, system, heating);
            ac_kwh += inverter.ac_kw(dc) * hours_per_step_;
        }
        return ac_kwh;
    }

private:
    Moment moment(std::size_t step, double global_scale, double diffuse_scale) const {
        Moment now;
        now.sun = sun_vector(latitude_, sun_, sin_[step], cos_[step]);
        now.horizontal.global = global_scale * profile_.global(cos_[step], now.sun.up);
        // The two profiles come from different sources and may cross near sunset; there all light is diffuse.
        now.horizontal.diffuse =
            std::min(now.horizontal.global, diffuse_scale * DayProfile::diffuse(now.sun.up));
        const double beam_max = sun_.normal_w_m2 * now.sun.up;
        const double beam = std::min(now.horizontal.global - now.horizontal.diffuse, beam_max);
        now.horizontal.diffuse = now.horizontal.global - beam;
        now.horizontal.beam_normal = beam / now.sun.up;
        now.horizontal.anisotropy = beam / beam_max;
        now.air_c = weather_.temperature_c +
                    weather_.temperature_amplitude * temperature_swing(sin_[step], cos_[step]);
        return now;
    }

    Latitude latitude_;
    SunDay sun_;
    MonthWeather weather_;
    double sunset_;
    double hours_per_step_;
    DayProfile profile_;
    ProfileSums sums_{};
    std::array<double, steps_per_day> sin_{};
    std::array<double, steps_per_day> cos_{};
};

void check(const MonthlyClimate& climate) {
    for (const double ghi : climate.ghi_kwh_m2_day)
        require_in(ghi, 0, 15, "climate.ghi_kwh_m2_day");
    for (const double temperature : climate.temperature_c)
        require_in(temperature, -80, 60, "climate.temperature_c");
    require_in(climate.ghi_relative_error, 0, 10, "climate.ghi_relative_error");
}

}  // namespace

Yield simulate(const Place& place, const MonthlyClimate& climate, const System& system) {
    check(place);
    check(climate);
    check(system);
    Planes planes;
    for (const Array& array : system.arrays)
        planes.items[planes.count++] = plane_of(array, system);
    const Latitude latitude{place.latitude_deg};
    double dc_kw = 0;
    for (const Array& array : system.arrays)
        dc_kw += array.dc_kw;
    const Inverter inverter{system.ac_kw, system.inverter_efficiency, dc_kw};
    const double heating = cell_heating_c_per_w_m2(system.mounting);

    Yield yield;
    for (std::size_t month = 0; month < months_per_year; ++month) {
        const MonthWeather weather = weather_of(climate, month, latitude);
        for (const SunDay& day : sampled_days()[month])
            yield.monthly_kwh[month] +=
                Day{latitude, day, weather}.simulate(planes, system, inverter, heating) *
                days_of_month[month] / days_sampled;
    }
    yield.annual_kwh = std::accumulate(yield.monthly_kwh.begin(), yield.monthly_kwh.end(), 0.0);
    yield.relative_error = std::hypot(climate.ghi_relative_error, model_error);
    return yield;
}

}  // namespace suncrew::solar
