#pragma once

#include <span>
#include <vector>

#include "solar/climate.hpp"
#include "solar/sky_year.hpp"
#include "solar/system.hpp"

namespace suncrew::solar {

/// Where a year's energy goes, kWh: what is left of it after each step. The first counts all light on the
/// planes at the modules' rated efficiency, the last is what the inverter gives.
struct EnergyStages {
    double light = 0;           ///< on the planes, were nothing in the way
    double after_shading = 0;   ///< by a customer's shading and by rows in front
    double after_cover = 0;     ///< reflected by the glass
    double after_spectrum = 0;  ///< of a low sun
    double after_modules = 0;   ///< heat, and the modules' curve in weak light
    double after_snow = 0;      ///< that lies on the modules; Array::left_by_snow
    double after_losses = 0;    ///< soiling to availability: Losses
    double after_inverter = 0;  ///< conversion
    double after_clipping = 0;  ///< the inverter's rating
};

/// What a system gives in one year of weather.
struct YearOfPower {
    double annual_kwh = 0;
    ByMonth monthly_kwh{};
    EnergyStages stages;
};

/// Simulates every step of a year by the chain of PVWatts version 8; docs/decisions/yield.md names each link.
/// Pure; no allocation; the same input gives the same output. Refuses what `check` of a System refuses.
YearOfPower simulate(const SkyYear& sky, const System& system);

/// The same, and the AC power of each step of the sky, kW, into `ac_kw`, which has as many places.
YearOfPower simulate(const SkyYear& sky, const System& system, std::span<double> ac_kw);

/// A plane on a roof by itself, up to where the planes of a system come together. On a roof, unlike on a
/// rack, all of it goes with the plane's size, so that it stands for planes of any size.
struct RoofPlaneYear {
    double rated_kw = 0;
    EnergyStages stages;          ///< to after_losses; nothing of an inverter
    std::vector<double> dc_kw{};  ///< after losses, of each step of the sky
};
RoofPlaneYear simulate_plane(const SkyYear& sky, const Array& array, ModuleType type, const Losses& losses);

/// So many times a plane.
struct PlaneShare {
    const RoofPlaneYear* year = nullptr;
    double times = 1;
};

/// Planes behind one inverter: what `simulate` says of the system that they make, but for rounding, in a
/// small part of its time. The AC power of each step goes to `ac_by_step_kw`.
YearOfPower join(const SkyYear& sky, std::span<const PlaneShare> planes, double ac_kw,
                 double inverter_efficiency, std::span<double> ac_by_step_kw);

}  // namespace suncrew::solar
