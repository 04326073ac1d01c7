#include "solar/modules.hpp"

#include <cstddef>

#include "solar/angles.hpp"

namespace suncrew::solar {
namespace {

/// A module of the California Energy Commission's list, as its rating and fitted parameters are given there.
struct Listed {
    double area_m2, rated_v, rated_a;
    double short_circuit_rise_a_per_c;
    double ideality_v, light_current_a, saturation_current_a, series_ohm, shunt_ohm;
    double adjust_percent;
};

// Source: PVWatts version 8 in NREL's SAM Simulation Core (BSD licence), which takes these modules for its
// types: Canadian Solar CS1H-320MS, SunPower SPR-E20-327, First Solar FS-6435A.
constexpr std::array<Listed, 3> listed{{
    {1.6864, 35.8, 9.01, 0.004755, 1.65916, 9.51393, 4.37813e-11, 0.269953, 654.059, 5.79586},
    {1.6297, 54.7, 5.98, 0.0026, 2.45326, 6.4704, 2.01784e-11, 0.421231, 261.723, 9.56482},
    {2.4751, 183.6, 2.37, 0.00102, 7.97293, 2.55475, 2.69243e-12, 4.60991, 2476.95, -2.49865},
}};

ModuleFigures figures_of(const Listed& module) {
    const double watts = module.rated_v * module.rated_a;
    return {{module.ideality_v, module.light_current_a, module.saturation_current_a, module.series_ohm,
             module.shunt_ohm, module.short_circuit_rise_a_per_c * (1 - module.adjust_percent / 100)},
            watts,
            watts / (1000 * module.area_m2)};
}

}  // namespace

const ModuleFigures& figures_of(ModuleType type) {
    static const std::array<ModuleFigures, 3> figures{figures_of(listed[0]), figures_of(listed[1]),
                                                      figures_of(listed[2])};
    return figures[static_cast<std::size_t>(type)];
}

double cell_heating_c_per_w_m2(ModuleType type, Mounting mounting) {
    const double nominal_c = mounting == Mounting::roof ? 49 : 45;
    return (nominal_c - 20) / 800 * (1 - figures_of(type).efficiency / 0.9);
}

double wind_cooling(double wind_m_s) {
    return 9.5 / (5.7 + 3.8 * std::max(0.001, 0.51 * wind_m_s));
}

double air_mass_modifier(double zenith_deg, double elevation_m) {
    const double zenith = std::clamp(zenith_deg, 0.0, 86.0);
    const double air_mass = std::exp(-0.0001184 * elevation_m) /
                            (std::cos(zenith * degree) + 0.5057 * std::pow(96.080 - zenith, -1.634));
    return std::max(
        0.0, 0.918093 + air_mass * (0.086257 +
                                    air_mass * (-0.024459 + air_mass * (0.002816 - air_mass * 0.000126))));
}

PowerTable::PowerTable(ModuleType type) {
    constexpr double darkest_w_m2 = 0.05;  // in no light at all there is nothing to divide by
    const ModuleFigures& module = figures_of(type);
    for (unsigned i = 0; i < light_steps + 2; ++i)
        for (unsigned j = 0; j < row; ++j) {
            const double root = i / light_steps_by_root;
            const double light = std::max(darkest_w_m2, root * root);
            const double cell_c = cell_c_min + j / cell_steps_by_c;
            share_by_light_[i * row + j] =
                DiodeCurve{module.diode, light, cell_c}.most_power_w() / module.rated_w / light;
        }
}

const PowerTable& PowerTable::of(ModuleType type) {
    // One by one, so that nobody waits for a table that is not asked for.
    if (type == ModuleType::premium) {
        static const PowerTable premium{ModuleType::premium};
        return premium;
    }
    if (type == ModuleType::thin_film) {
        static const PowerTable thin_film{ModuleType::thin_film};
        return thin_film;
    }
    static const PowerTable standard{ModuleType::standard};
    return standard;
}

}  // namespace suncrew::solar
