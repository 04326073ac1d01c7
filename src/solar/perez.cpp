#include "solar/perez.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "solar/angles.hpp"

namespace suncrew::solar {
namespace {

/// Brightness of a sky around the sun (f11, f12, f13) and at the horizon (f21, f22, f23), by how clear it is.
struct Brightness {
    double clearness_max;
    double f11, f12, f13;
    double f21, f22, f23;
};
constexpr std::array<Brightness, 8> skies{{
    {1.065, -0.0083117, 0.5877285, -0.0620636, -0.0596012, 0.0721249, -0.0220216},
    {1.230, 0.1299457, 0.6825954, -0.1513752, -0.0189325, 0.0659650, -0.0288748},
    {1.500, 0.3296958, 0.4868735, -0.2210958, 0.0554140, -0.0639588, -0.0260542},
    {1.950, 0.5682053, 0.1874525, -0.2951290, 0.1088631, -0.1519229, -0.0139754},
    {2.800, 0.8730280, -0.3920403, -0.3616149, 0.2255647, -0.4620442, 0.0012448},
    {4.500, 1.1326077, -1.2367284, -0.4118494, 0.2877813, -0.8230357, 0.0558651},
    {6.200, 1.0601591, -1.5999137, -0.3589221, 0.2642124, -1.1272340, 0.1310694},
    {1e300, 0.6777470, -0.3272588, -0.2504286, 0.1561313, -1.3765031, 0.2506212},
}};

const Brightness& sky_of(double clearness) {
    return *std::find_if(skies.begin(), skies.end() - 1,
                         [clearness](const Brightness& sky) { return clearness <= sky.clearness_max; });
}

}  // namespace

SkyLight perez_sky(double zenith_deg, double dni_w_m2, double dhi_w_m2) {
    constexpr double model_ends_deg = 87.5;
    constexpr double extraterrestrial_w_m2 = 1367;
    constexpr double kappa = 5.534e-6;            // per cubic degree
    const double lowest = std::cos(85 * degree);  // below it the sun's height counts as this
    const double beam = std::max(0.0, dni_w_m2);
    const double diffuse = std::max(0.0, dhi_w_m2);
    if (zenith_deg > model_ends_deg)
        return {zenith_deg < 90 ? beam : 0, diffuse, 0, 0, 0};
    if (diffuse == 0)
        return {beam, 0, 0, 0, 0};

    const double zenith = zenith_deg * degree;
    const double up = std::cos(zenith);
    const double air_mass = 1 / (up + 0.15 * std::pow(93.9 - zenith_deg, -1.253));
    const double brightness = diffuse * air_mass / extraterrestrial_w_m2;
    const double cubed = kappa * zenith_deg * zenith_deg * zenith_deg;
    const double clearness = ((diffuse + beam) / diffuse + cubed) / (1 + cubed);
    const Brightness& sky = sky_of(clearness);
    const double f1 = std::max(0.0, sky.f11 + sky.f12 * brightness + sky.f13 * zenith);
    const double f2 = sky.f21 + sky.f22 * brightness + sky.f23 * zenith;
    return {beam, diffuse * (1 - f1), diffuse * f1 / std::max(up, lowest), diffuse * f2, beam * up + diffuse};
}

}  // namespace suncrew::solar
