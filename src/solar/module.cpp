#include "solar/module.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace suncrew::solar {
namespace {

using std::numbers::pi;

double transmitted(double incidence_cos) {
    constexpr double refractive_index = 1.526;
    constexpr double extinction_thickness = 4 * 0.002;
    const double incidence = std::acos(incidence_cos);
    const double refraction = std::asin(std::sin(incidence) / refractive_index);
    const double through = std::exp(-extinction_thickness / std::cos(refraction));
    if (incidence < 1e-4) {  // head-on, where both polarisations meet and the general form divides 0 by 0
        const double ratio = (refractive_index - 1) / (refractive_index + 1);
        return through * (1 - ratio * ratio);
    }
    const double difference = refraction - incidence;
    const double sum = refraction + incidence;
    const double s = std::sin(difference) / std::sin(sum);
    const double p = std::tan(difference) / std::tan(sum);
    return through * (1 - (s * s + p * p) / 2);
}

constexpr std::size_t steps = 256;

std::array<double, steps + 2> modifier_table() {
    std::array<double, steps + 2> table{};
    const double head_on = transmitted(1);
    for (std::size_t i = 1; i <= steps; ++i)
        table[i] = transmitted(static_cast<double>(i) / steps) / head_on;
    table[steps + 1] = 1;  // so that a cosine of exactly 1 has a neighbour
    return table;
}

double at_degrees(double angle) {
    return incidence_modifier(std::cos(angle * pi / 180));
}

}  // namespace

double incidence_modifier(double incidence_cos) {
    static const std::array<double, steps + 2> table = modifier_table();
    const double place = std::clamp(incidence_cos, 0.0, 1.0) * steps;
    const auto index = static_cast<std::size_t>(place);
    const double part = place - static_cast<double>(index);
    return table[index] + part * (table[index + 1] - table[index]);
}

double sky_incidence_modifier(double tilt_deg) {
    return at_degrees(59.7 - 0.1388 * tilt_deg + 0.001497 * tilt_deg * tilt_deg);
}

double ground_incidence_modifier(double tilt_deg) {
    return at_degrees(90 - 0.5788 * tilt_deg + 0.002693 * tilt_deg * tilt_deg);
}

double cell_heating_c_per_w_m2(Mounting mounting) {
    const double nominal_c = mounting == Mounting::roof ? 49 : 45;
    return (nominal_c - 20) / 800 * (1 - 0.2 / 0.9);
}

double temperature_swing(double sin_hour_angle, double cos_hour_angle) {
    // The source counts t = 2 pi (hour - 1) / 24 from one in the morning; t = hour angle + 11 pi / 12.
    constexpr double shift = 11 * pi / 12;
    struct Wave {
        double amplitude;
        double phase;
    };
    constexpr std::array<Wave, 4> waves{{{0.4632, 3.805}, {0.0984, 0.360}, {0.0168, 0.822}, {0.0138, 3.513}}};
    struct Rotated {
        double cos;
        double sin;
    };
    static const std::array<Rotated, 4> rotated = [&waves] {
        std::array<Rotated, 4> table{};
        for (std::size_t k = 0; k < waves.size(); ++k) {
            const double angle = static_cast<double>(k + 1) * shift - waves[k].phase;
            table[k] = {waves[k].amplitude * std::cos(angle), waves[k].amplitude * std::sin(angle)};
        }
        return table;
    }();
    double swing = 0;
    double cosine = 1;
    double sine = 0;
    for (const Rotated& wave : rotated) {  // multiples of the hour angle, one rotation after another
        const double next = cosine * cos_hour_angle - sine * sin_hour_angle;
        sine = sine * cos_hour_angle + cosine * sin_hour_angle;
        cosine = next;
        swing += wave.cos * cosine - wave.sin * sine;
    }
    return swing;
}

double temperature_amplitude_c(double clearness) {
    return std::max(0.0, 25.8 * clearness - 5.21);
}

}  // namespace suncrew::solar
