#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "solar/cover.hpp"
#include "solar/hourly.hpp"
#include "solar/modules.hpp"
#include "solar/rows.hpp"

// The hour's chain of one plane, from the sky to DC power, a block of steps at a time. For the simulation.
namespace suncrew::solar {

/// Steps that are worked on together: few enough for the fastest memory, many enough for the compiler to take
/// several at once.
inline constexpr std::size_t block = 128;
using Block = std::array<double, block>;

/// A plane, made ready for the loop.
struct Plane {
    Plane(const Array& array, const System& system);

    double sin_tilt, cos_tilt, sin_azimuth, cos_azimuth;
    double shaded_side;  ///< 1 and -1: only a sun in the east, or in the west, makes rows shade; 0: any
    double sky_cover, ground_cover;
    double unshaded;
    double dc_kw;
    std::span<const double> left_by_snow;
    std::optional<Rows> rows;
};

/// The modules of a system and what is common to them.
struct Modules {
    explicit Modules(const System& system);
    const PowerTable& table;
    const BeamCover& cover;
    double heating;  ///< degrees by W/m2 at no wind
};

/// All light on a plane, W/m2, were nothing in the way.
void light_on(const SkyYear& sky, std::size_t from, std::size_t count, const Plane& plane, Block& w_m2);

/// DC power of a plane before losses, kW, added to `dc`; and what is left after each stage up to the snow,
/// as light at the rated efficiency, kW.
void add_power(const SkyYear& sky, std::size_t from, std::size_t count, const Plane& plane,
               const Modules& modules, Block& dc, EnergyStages& stages);

}  // namespace suncrew::solar
