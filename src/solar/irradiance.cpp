#include "solar/irradiance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace suncrew::solar {
namespace {

using std::numbers::pi;

/// Where Erbs' two seasons meet: 81.4 degrees.
constexpr double season_limit = 81.4 * pi / 180;

}  // namespace

double diffuse_share(double clearness, double sunset_hour_angle) {
    const double k = std::clamp(clearness, 0.3, 0.8);
    const double share = sunset_hour_angle <= season_limit
                             ? 1.391 - 3.560 * k + 4.189 * k * k - 2.137 * k * k * k
                             : 1.311 - 3.022 * k + 3.427 * k * k - 1.821 * k * k * k;
    return std::clamp(share, 0.0, 1.0);
}

DayProfile::DayProfile(double sunset_hour_angle)
    : a_{0.409 + 0.5016 * std::sin(sunset_hour_angle - pi / 3)},
      b_{0.6609 - 0.4767 * std::sin(sunset_hour_angle - pi / 3)} {}

Facing::Facing(double tilt_deg, double azimuth_deg) {
    const double tilt = tilt_deg * pi / 180;
    const double azimuth = azimuth_deg * pi / 180;
    east = std::sin(tilt) * std::sin(azimuth);
    north = std::sin(tilt) * std::cos(azimuth);
    up = std::cos(tilt);
    sky_view = (1 + up) / 2;
    ground_view = (1 - up) / 2;
}

PlaneIrradiance transpose(const Horizontal& horizontal, const SunVector& sun, const Facing& plane,
                          double albedo) {
    const double cosine = plane.incidence_cos(sun);
    const double circumsolar = horizontal.diffuse * horizontal.anisotropy * cosine / sun.up;
    return {horizontal.beam_normal * cosine + circumsolar,
            horizontal.diffuse * (1 - horizontal.anisotropy) * plane.sky_view,
            horizontal.global * albedo * plane.ground_view};
}

}  // namespace suncrew::solar
