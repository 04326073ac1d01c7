#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "solar/single_diode.hpp"

namespace suncrew::solar {

/// What kinds of modules there are, as PVWatts version 8 has them: crystalline silicon, silicon of high
/// efficiency, cadmium telluride; all with an antireflective cover.
enum class ModuleType { standard, premium, thin_film };

/// A module whose figures stand for its type.
struct ModuleFigures {
    SingleDiode diode;
    double rated_w = 0;
    double efficiency = 0;  ///< at the rating
};
const ModuleFigures& figures_of(ModuleType type);

/// How the modules stand, which decides how hot they get.
enum class Mounting { roof, open_rack };

/// By how many degrees a cell is warmer than the air for each W/m2 that has passed the cover, at no wind: to
/// be multiplied by `wind_cooling`. Source: Duffie & Beckman, eq. 23.3.3, with 0.9 of the light absorbed and
/// an installed nominal temperature of 45 degrees on a rack and 49 on a roof, as PVWatts version 8 has them.
double cell_heating_c_per_w_m2(ModuleType type, Mounting mounting);
/// What is left of the heating in a wind, measured 10 m above the ground: 9.5/5.7 in calm air, less than 1 in
/// a breeze. Modules feel 0.51 of that wind.
double wind_cooling(double wind_m_s);

/// What of the light a module can use when the sun stands low and reddish, relative to an air mass of 1.5.
/// Below 4 degrees over the horizon the value there holds. Source: De Soto, Klein & Beckman (2006), eq. 17
/// with the coefficients for polycrystalline silicon; air mass by F. Kasten & A. T. Young, Applied Optics 28
/// (22), 1989, 4735; for height by King, Sandia (SAND2004-3535).
double air_mass_modifier(double zenith_deg, double elevation_m);

/// The most power of a module of a type, by light and temperature: a table within 0.00002 of the rating of
/// what the curves give, small enough for the fastest memory.
class PowerTable {
public:
    static constexpr double light_w_m2_max = 1800;
    static constexpr double cell_c_min = -80;
    static constexpr double cell_c_max = 140;

    explicit PowerTable(ModuleType type);
    /// Share of the rated power, at `light_w_m2` that has passed the cover (below 1 nothing) and a cell
    /// temperature; beyond the table's ends the values there hold.
    double share_of_rating(double light_w_m2, double cell_c) const {
        const double light = std::min(light_w_m2, light_w_m2_max);
        const double x = std::sqrt(std::max(0.0, light)) * light_steps_by_root;
        const double y = (std::clamp(cell_c, cell_c_min, cell_c_max) - cell_c_min) * cell_steps_by_c;
        const auto i = static_cast<unsigned>(x);
        const auto j = static_cast<unsigned>(y);
        const double dx = x - i;
        const double dy = y - j;
        const double* const near = &share_by_light_[i * row + j];
        const double here = near[0] + dy * (near[1] - near[0]);
        const double next = near[row] + dy * (near[row + 1] - near[row]);
        return light < 1 ? 0 : light * (here + dx * (next - here));
    }

    static const PowerTable& of(ModuleType type);

private:
    // The axes: the root of the light, so that steps are small where modules lose most, and the temperature.
    static constexpr unsigned light_steps = 96;
    static constexpr double light_steps_by_root =
        light_steps / 42.42640687119285;  // the root of light_w_m2_max
    static constexpr unsigned cell_steps = 44;
    static constexpr double cell_steps_by_c = cell_steps / (cell_c_max - cell_c_min);
    static constexpr unsigned row = cell_steps + 2;

    std::array<double, (light_steps + 2) * row> share_by_light_{};
};

}  // namespace suncrew::solar
