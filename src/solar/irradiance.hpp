#pragma once

#include "solar/sun.hpp"

namespace suncrew::solar {

/// Share of the month's horizontal irradiation that comes from the sky and not from the sun's disc, 0 to 1.
/// `clearness` is the monthly mean clearness index; beyond the correlation's range, 0.3 to 0.8, its ends
/// hold. Source: Erbs, Klein & Duffie, Solar Energy 28 (4), 1982, 293; Duffie & Beckman, eq. 2.12.1.
double diffuse_share(double clearness, double sunset_hour_angle);

/// How a day's irradiation spreads over its hours: both are proportions, to be scaled to the day's sum.
struct DayProfile {
    /// Source: Collares-Pereira & Rabl, Solar Energy 22 (2), 1979, 155; Duffie & Beckman, eq. 2.13.2.
    explicit DayProfile(double sunset_hour_angle);

    /// Of global irradiance. `up` is the sine of the sun's altitude, which is what the sources' difference of
    /// cosines is proportional to; written so, it also holds under the midnight sun.
    double global(double cos_hour_angle, double up) const { return (a_ + b_ * cos_hour_angle) * up; }
    /// Of diffuse irradiance. Source: Liu & Jordan, Solar Energy 4 (3), 1960, 1; Duffie & Beckman,
    /// eq. 2.13.4.
    static double diffuse(double up) { return up; }

private:
    double a_;
    double b_;
};

/// What falls on a horizontal plane, W/m2.
struct Horizontal {
    double global = 0;
    double diffuse = 0;
    double beam_normal = 0;  ///< from the sun's disc, on a plane that faces it
    double anisotropy = 0;   ///< beam_normal over its value outside the atmosphere, 0 to 1
};

/// A plane in space: its normal, and what it sees.
struct Facing {
    Facing(double tilt_deg, double azimuth_deg);
    double east = 0;
    double north = 0;
    double up = 1;
    double sky_view = 1;     ///< (1 + cos tilt) / 2
    double ground_view = 0;  ///< (1 - cos tilt) / 2

    /// Cosine of the angle of incidence, 0 for a sun behind the plane.
    double incidence_cos(const SunVector& sun) const {
        const double cosine = east * sun.east + north * sun.north + up * sun.up;
        return cosine > 0 ? cosine : 0;
    }
};

/// Plane-of-array irradiance by where it comes from, W/m2: each part meets the glass at its own angle.
struct PlaneIrradiance {
    double directional = 0;  ///< the beam, and the sky around the sun
    double sky = 0;
    double ground = 0;
};

/// Hay & Davies' sky: bright around the sun, even elsewhere. `sun.up` is above zero.
/// Source: Hay & Davies, Proc. First Canadian Solar Radiation Data Workshop, 1980; Duffie & Beckman,
/// eq. 2.16.2 to 2.16.4 (without horizon brightening).
PlaneIrradiance transpose(const Horizontal& horizontal, const SunVector& sun, const Facing& plane,
                          double albedo);

}  // namespace suncrew::solar
