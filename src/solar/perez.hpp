#pragma once

namespace suncrew::solar {

/// Sunlight and sky light of one moment, before it is known which plane it falls on, W/m2: a plane takes
///   beam * cos(incidence) from the sun's disc,
///   even * (1 + cos(tilt)) / 2 + around_sun * cos(incidence) + horizon * sin(tilt) from the sky,
///   ground * albedo * (1 - cos(tilt)) / 2 from the ground,
/// with a cosine of 0 for a sun behind the plane.
struct SkyLight {
    double beam = 0;
    double even = 0;
    double around_sun = 0;
    double horizon = 0;  ///< may be negative: then the horizon is darker than the sky
    double ground = 0;
};

/// `dni` and `dhi` in W/m2, below zero taken as zero. From a zenith angle of 87.5 degrees on, the sky is even
/// and the ground gives nothing; from 90 degrees on, neither does the beam. Source: R. Perez, P. Ineichen, R.
/// Seals, J. Michalsky & R. Stewart, Modeling daylight availability and irradiance components from direct and
/// global irradiance, Solar Energy 44 (5), 1990, 271, with the coefficients to the digits that PVWatts has;
/// Duffie & Beckman, Solar Engineering of Thermal Processes, 4th ed., eq. 2.16.14.
SkyLight perez_sky(double zenith_deg, double dni_w_m2, double dhi_w_m2);

}  // namespace suncrew::solar
