#include "solar/plane_power.hpp"

#include <algorithm>
#include <cmath>

#include "solar/angles.hpp"

namespace suncrew::solar {
namespace {

/// One plane's light in a block of steps, W/m2.
struct PlaneLight {
    Block incidence_cos;  ///< 0 for a sun behind the plane
    Block beam;
    Block sky;
    Block ground;
};

/// PVWatts subtracts azimuths as they are, and so overlooks what rows that look north do to a sun beyond
/// north.
double shaded_side_of(double azimuth_deg) {
    return azimuth_deg < 90 ? 1 : azimuth_deg > 270 ? -1 : 0;
}

void transpose(const SkyYear& sky, std::size_t from, std::size_t count, const Plane& plane,
               PlaneLight& light) {
    const double east = plane.sin_tilt * plane.sin_azimuth;
    const double north = plane.sin_tilt * plane.cos_azimuth;
    const double sky_view = (1 + plane.cos_tilt) / 2;
    const double ground_view = (1 - plane.cos_tilt) / 2;
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = from + k;
        const double cosine = east * sky.east[i] + north * sky.north[i] + plane.cos_tilt * sky.up[i];
        const double facing = cosine > 0 ? cosine : 0;
        light.incidence_cos[k] = facing;
        light.beam[k] = sky.beam[i] * facing;
        light.sky[k] = sky.even[i] * sky_view + sky.around_sun[i] * facing + sky.horizon[i] * plane.sin_tilt;
        light.ground[k] = sky.reflected[i] * ground_view;
    }
}

double sum(const PlaneLight& light, std::size_t count) {
    double all = 0;
    for (std::size_t k = 0; k < count; ++k)
        all += light.beam[k] + light.sky[k] + light.ground[k];
    return all;
}

/// What rows in front take away.
void shade(const SkyYear& sky, std::size_t from, std::size_t count, const Plane& plane, PlaneLight& light) {
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = from + k;
        light.sky[k] *= plane.rows->sky_left();
        light.ground[k] *= plane.rows->ground_left(sky.beam_share[i], sky.shadow[i]);
        const double ahead = sky.east[i] * plane.sin_azimuth + sky.north[i] * plane.cos_azimuth;
        const double right = sky.east[i] * plane.cos_azimuth - sky.north[i] * plane.sin_azimuth;
        if (ahead > 0 && sky.up[i] > 0 && plane.shaded_side * sky.east[i] >= 0)
            light.beam[k] *= plane.rows->beam_left(light.incidence_cos[k], sky.up[i], ahead, right);
    }
}

/// Takes what lies under snow from the power that was added to `dc` since it was `before`.
void take_snow(std::span<const double> left, const Block& before, Block& dc, EnergyStages& stages) {
    for (std::size_t k = 0; k < left.size(); ++k) {
        const double lost = (dc[k] - before[k]) * (1 - left[k]);
        dc[k] -= lost;
        stages.after_snow -= lost;
    }
}

}  // namespace

void light_on(const SkyYear& sky, std::size_t from, std::size_t count, const Plane& plane, Block& w_m2) {
    PlaneLight light;
    transpose(sky, from, count, plane, light);
    for (std::size_t k = 0; k < count; ++k)
        w_m2[k] = light.beam[k] + light.sky[k] + light.ground[k];
}

Plane::Plane(const Array& array, const System& system)
    : sin_tilt{std::sin(array.tilt_deg * degree)},
      cos_tilt{std::cos(array.tilt_deg * degree)},
      sin_azimuth{std::sin(array.azimuth_deg * degree)},
      cos_azimuth{std::cos(array.azimuth_deg * degree)},
      shaded_side{shaded_side_of(full_circle(array.azimuth_deg))},
      sky_cover{sky_through_cover(array.tilt_deg)},
      ground_cover{ground_through_cover(array.tilt_deg)},
      unshaded{1 - array.shading_fraction},
      dc_kw{array.dc_kw},
      left_by_snow{array.left_by_snow} {
    if (system.mounting == Mounting::open_rack)
        rows.emplace(rows_of(array.dc_kw), array.tilt_deg, system.ground_coverage);
}

Modules::Modules(const System& system)
    : table{PowerTable::of(system.modules)},
      cover{BeamCover::glass()},
      heating{cell_heating_c_per_w_m2(system.modules, system.mounting)} {}

void add_power(const SkyYear& sky, std::size_t from, std::size_t count, const Plane& plane,
               const Modules& modules, Block& dc, EnergyStages& stages) {
    PlaneLight light;
    transpose(sky, from, count, plane, light);
    const Block before = plane.left_by_snow.empty() ? Block{} : dc;
    const double kw_per_w_m2 = plane.dc_kw / 1000;
    const double made_before = stages.after_modules;
    stages.light += sum(light, count) * kw_per_w_m2;
    if (plane.rows)
        shade(sky, from, count, plane, light);
    stages.after_shading += sum(light, count) * kw_per_w_m2 * plane.unshaded;
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = from + k;
        const double through =
            plane.unshaded *
            std::max(0.0, light.beam[k] * modules.cover.through(light.incidence_cos[k]) +
                              light.sky[k] * plane.sky_cover + light.ground[k] * plane.ground_cover);
        const double usable = through * sky.air_mass_modifier[i];
        const double cell_c = sky.air_c[i] + usable * modules.heating * sky.wind_cooling[i];
        const double power = plane.dc_kw * modules.table.share_of_rating(usable, cell_c);
        stages.after_cover += through * kw_per_w_m2;
        stages.after_spectrum += usable * kw_per_w_m2;
        stages.after_modules += power;
        dc[k] += power;
    }
    stages.after_snow += stages.after_modules - made_before;
    if (!plane.left_by_snow.empty())
        take_snow(plane.left_by_snow.subspan(from, count), before, dc, stages);
}

}  // namespace suncrew::solar
