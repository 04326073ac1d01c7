#pragma once

#include <string_view>
#include <vector>

#include "solar/hourly.hpp"
#include "solar/system.hpp"

namespace suncrew::solar {

/// One step down. `name` is stable.
struct EnergyLoss {
    std::string_view name;
    double kwh = 0;  ///< below zero where a step adds, as the spectrum can
};

/// A year's way from light to power, every loss by name and in order.
struct Waterfall {
    double light_kwh = 0;            ///< all light on the planes at the modules' rated efficiency
    std::vector<EnergyLoss> losses;  ///< light_kwh less all of them is ac_kwh
    double ac_kwh = 0;
};

/// Of a simulated year. Names, in order: shading (drawn, and rows in front), reflection, spectrum,
/// heat_and_weak_light; those of Losses, each taken of what the ones before it leave, without those that are
/// nothing; conversion, clipping.
Waterfall waterfall_of(const EnergyStages& stages, const Losses& losses);

}  // namespace suncrew::solar
