#include "solar/cover.hpp"

#include <algorithm>
#include <cmath>

#include "solar/angles.hpp"

namespace suncrew::solar {
namespace {

constexpr double air_index = 1;

struct Layer {
    double index;
    double extinction_thickness;
};
constexpr Layer glass{1.526, 4 * 0.002};
constexpr Layer coating{1.3, 4 * 0.00002};

/// Light within a layer.
struct Ray {
    double angle = 0;  ///< from the normal, radians
    double share = 0;  ///< of what met the layer
};

/// Fresnel and Bouguer; the angle is above zero.
Ray into(Layer layer, double from_index, double angle) {
    const double refracted = std::asin(from_index / layer.index * std::sin(angle));
    const double s = std::sin(refracted - angle) / std::sin(refracted + angle);
    const double p = std::tan(refracted - angle) / std::tan(refracted + angle);
    return {refracted,
            (1 - (s * s + p * p) / 2) * std::exp(-layer.extinction_thickness / std::cos(refracted))};
}

double head_on() {
    const Ray coated = into(coating, air_index, 1 * degree);
    return coated.share * into(glass, air_index, coated.angle).share;
}

double uncoated(double angle_deg) {
    return std::min(1.0, into(glass, air_index, angle_deg * degree).share / head_on());
}

double coated(double incidence_cos) {
    const double angle = std::clamp(std::acos(incidence_cos), 1 * degree, 89 * degree);
    const Ray first = into(coating, air_index, angle);
    return std::min(1.0, first.share * into(glass, coating.index, first.angle).share / head_on());
}

}  // namespace

BeamCover::BeamCover() {
    for (unsigned i = 0; i < table_.size(); ++i)
        table_[i] = coated(std::min(1.0, static_cast<double>(i) / steps));
}

const BeamCover& BeamCover::glass() {
    static const BeamCover cover;
    return cover;
}

double sky_through_cover(double tilt_deg) {
    return uncoated(59.7 - 0.1388 * tilt_deg + 0.001497 * tilt_deg * tilt_deg);
}

double ground_through_cover(double tilt_deg) {
    return uncoated(90 - 0.5788 * tilt_deg + 0.002693 * tilt_deg * tilt_deg);
}

}  // namespace suncrew::solar
