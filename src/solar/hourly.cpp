#include "solar/hourly.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "solar/inverter.hpp"
#include "solar/plane_power.hpp"
#include "solar/range.hpp"

namespace suncrew::solar {
namespace {

/// Losses, conversion and clipping of a block: its DC power becomes AC power.
void invert(double kept, const Inverter& inverter, std::size_t count, Block& power, EnergyStages& stages) {
    for (std::size_t k = 0; k < count; ++k) {
        const double in = power[k] * kept;
        power[k] = inverter.ac_kw(in);
        stages.after_losses += in;
        stages.after_inverter += inverter.unclipped_ac_kw(in);
        stages.after_clipping += power[k];
    }
}

/// Adds so many times what is left after each stage.
void add(EnergyStages& to, const EnergyStages& stages, double times) {
    using Stage = double EnergyStages::*;
    for (const Stage stage :
         {&EnergyStages::light, &EnergyStages::after_shading, &EnergyStages::after_cover,
          &EnergyStages::after_spectrum, &EnergyStages::after_modules, &EnergyStages::after_snow,
          &EnergyStages::after_losses, &EnergyStages::after_inverter, &EnergyStages::after_clipping})
        to.*stage += times * (stages.*stage);
}

/// Turns the DC power of each block, which `dc` gives, into AC power, which `sink` gets; adds up months and
/// what is left after the stages from the losses on.
template <class Dc, class Sink>
YearOfPower through_inverter(const SkyYear& sky, double kept, const Inverter& inverter, Dc dc, Sink sink) {
    YearOfPower year;
    EnergyStages stages;
    for (std::size_t from = 0; from < sky.size(); from += block) {
        const std::size_t count = std::min(block, sky.size() - from);
        Block power{};
        dc(from, count, power, stages);
        invert(kept, inverter, count, power, stages);
        for (std::size_t k = 0; k < count; ++k)
            year.monthly_kwh[sky.month[from + k]] += power[k] * sky.step_h;
        sink(from, std::span{power}.first(count));
    }
    year.annual_kwh = std::accumulate(year.monthly_kwh.begin(), year.monthly_kwh.end(), 0.0);
    add(year.stages, stages, sky.step_h);
    return year;
}

void require_steps(std::span<const double> by_step, const SkyYear& sky, const char* name) {
    require_in(static_cast<double>(by_step.size()), static_cast<double>(sky.size()),
               static_cast<double>(sky.size()), name);
}

/// Runs all steps and gives each block's first step and AC power to `sink`.
template <class Sink>
YearOfPower run(const SkyYear& sky, const System& system, Sink sink) {
    check(system);
    const Modules modules{system};
    const double kept = 1 - system.losses.total();
    std::array<std::optional<Plane>, arrays_max> planes;
    double dc_kw = 0;
    for (std::size_t i = 0; i < system.arrays.size(); ++i) {
        if (!system.arrays[i].left_by_snow.empty())
            require_steps(system.arrays[i].left_by_snow, sky, "left_by_snow");
        planes[i].emplace(system.arrays[i], system);
        dc_kw += system.arrays[i].dc_kw;
    }
    const Inverter inverter{system.ac_kw, system.inverter_efficiency, dc_kw};

    return through_inverter(
        sky, kept, inverter,
        [&](std::size_t from, std::size_t count, Block& power, EnergyStages& stages) {
            for (std::size_t i = 0; i < system.arrays.size(); ++i)
                add_power(sky, from, count, *planes[i], modules, power, stages);
        },
        sink);
}

/// Copies what it is given to its place.
auto into(std::span<double> ac_kw) {
    return [ac_kw](std::size_t from, std::span<const double> power) {
        std::copy(power.begin(), power.end(), ac_kw.begin() + static_cast<std::ptrdiff_t>(from));
    };
}

}  // namespace

YearOfPower simulate(const SkyYear& sky, const System& system) {
    return run(sky, system, [](std::size_t, std::span<const double>) {});
}

YearOfPower simulate(const SkyYear& sky, const System& system, std::span<double> ac_kw) {
    require_steps(ac_kw, sky, "ac_kw");
    return run(sky, system, into(ac_kw));
}

RoofPlaneYear simulate_plane(const SkyYear& sky, const Array& array, ModuleType type, const Losses& losses) {
    const System system{.arrays = {&array, 1}, .ac_kw = 1, .modules = type, .losses = losses};
    check(system);
    const Modules modules{system};
    const Plane plane{array, system};
    const double kept = 1 - losses.total();
    RoofPlaneYear year{array.dc_kw, {}, std::vector<double>(sky.size())};
    EnergyStages stages;
    for (std::size_t from = 0; from < sky.size(); from += block) {
        const std::size_t count = std::min(block, sky.size() - from);
        Block power{};
        add_power(sky, from, count, plane, modules, power, stages);
        for (std::size_t k = 0; k < count; ++k)
            year.dc_kw[from + k] = power[k] * kept;
    }
    add(year.stages, stages, sky.step_h);
    year.stages.after_losses = year.stages.after_snow * kept;
    return year;
}

YearOfPower join(const SkyYear& sky, std::span<const PlaneShare> planes, double ac_kw,
                 double inverter_efficiency, std::span<double> ac_by_step_kw) {
    require_steps(ac_by_step_kw, sky, "ac_kw");
    double dc_kw = 0;
    EnergyStages before;
    for (const PlaneShare& plane : planes) {
        require_steps(plane.year->dc_kw, sky, "ac_kw");
        dc_kw += plane.times * plane.year->rated_kw;
        add(before, plane.year->stages, plane.times);
    }
    YearOfPower year = through_inverter(
        sky, 1, Inverter{ac_kw, inverter_efficiency, dc_kw},
        [&](std::size_t from, std::size_t count, Block& power, EnergyStages&) {
            for (const PlaneShare& plane : planes)
                for (std::size_t k = 0; k < count; ++k)
                    power[k] += plane.times * plane.year->dc_kw[from + k];
        },
        into(ac_by_step_kw));
    before.after_losses = 0;  // counted as it went into the inverter
    add(year.stages, before, 1);
    return year;
}

}  // namespace suncrew::solar
