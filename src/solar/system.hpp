#pragma once

#include <cstddef>
#include <span>

#include "solar/modules.hpp"

namespace suncrew::solar {

/// Bounds of what one simulation takes.
inline constexpr std::size_t arrays_max = 16;
inline constexpr double system_kw_max = 100'000;

/// The modules of one roof plane.
struct Array {
    double dc_kw = 0;             ///< rated power at 1000 W/m2 and 25 degrees, kW
    double tilt_deg = 0;          ///< 0 lies flat, 90 stands
    double azimuth_deg = 0;       ///< where it looks, clockwise from north, 0 to 360; 180 is south
    double shading_fraction = 0;  ///< of the plane's yearly irradiation that shadows take, 0 to 1
    /// What snow leaves of its power, 0 to 1, at each step of the sky; empty where there is none.
    std::span<const double> left_by_snow{};
};

/// What is lost between the modules' rating and the inverter, each as a fraction.
/// Defaults: A. P. Dobos, PVWatts Version 5 Manual, NREL/TP-6A20-62641 (2014), default system losses: 14.08 %
/// together.
struct Losses {
    double soiling = 0.02;
    double shading = 0.03;  ///< of nearby things that nobody drew; Array::shading_fraction comes on top
    double snow = 0;
    double mismatch = 0.02;
    double wiring = 0.02;
    double connections = 0.005;
    double light_induced_degradation = 0.015;
    double nameplate_rating = 0.01;
    double age = 0;
    double availability = 0.03;
    double other = 0;

    /// Losses of which only the whole is known.
    static Losses of(double total);
    /// All of them together: 1 - the product of (1 - loss), as the manual combines them.
    double total() const;
};

/// Arrays that share one inverter.
struct System {
    std::span<const Array> arrays;
    double ac_kw = 0;  ///< the inverter's rated output, kW: nothing above it comes out
    Mounting mounting = Mounting::roof;
    ModuleType modules = ModuleType::standard;
    double ground_coverage =
        0.4;  ///< of rows on an open rack: a row's slope over the way to the next, 0.01 to 0.99
    double inverter_efficiency = 0.96;  ///< nominal, 0.9 to 0.999
    Losses losses{};
};

/// Refuses arrays, powers, angles and fractions out of range with invalid "out_of_range" and the field's
/// path.
void check(const System& system);

}  // namespace suncrew::solar
