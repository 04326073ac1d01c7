#pragma once

#include "solar/yield.hpp"

namespace suncrew::solar {

/// Share of light that a glass cover lets through at an angle of incidence, relative to what it lets through
/// head-on: 1 at cosine 1, 0 at cosine 0. From a table of 256 steps, within 0.001 of the formula where the
/// sun is more than 5 degrees in front of the plane.
/// Source: De Soto, Klein & Beckman, Solar Energy 80 (1), 2006, 78: glass of refractive index
/// 1.526, 2 mm thick, extinction 4 per metre.
double incidence_modifier(double incidence_cos);

/// The same for light from the whole sky and from the ground, at their effective angles.
/// Source: Brandemuehl & Beckman, Solar Energy 24 (5), 1980, 511; Duffie & Beckman, eq. 5.4.1 and 5.4.2.
double sky_incidence_modifier(double tilt_deg);
double ground_incidence_modifier(double tilt_deg);

/// By how many degrees a cell is warmer than the air for each W/m2, at a wind of 1 m/s.
/// Source: Duffie & Beckman, eq. 23.3.3, with a module efficiency of 0.2 and 0.9 of the light absorbed.
double cell_heating_c_per_w_m2(Mounting mounting);

/// Mean course of the air temperature over a day, as a deviation from the day's mean in units of the
/// amplitude. The hour angle tells solar time: 0 is noon. Source: Erbs, Klein & Beckman, ASHRAE Journal, June
/// 1983, 60.
double temperature_swing(double sin_hour_angle, double cos_hour_angle);
/// Amplitude (highest less lowest) of that course, degrees, by the monthly clearness index. Same source.
double temperature_amplitude_c(double clearness);

}  // namespace suncrew::solar
