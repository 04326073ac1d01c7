#include "solar/snow.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "solar/angles.hpp"
#include "solar/plane_power.hpp"

namespace suncrew::solar {
namespace {

constexpr double falls_cm_h = 1;
constexpr double lies_cm = 1;
constexpr double depth_cm_max = 610;
constexpr double slides_w_m2_c = -80;
constexpr double slides_an_hour = 0.1 * 1.97;
constexpr double modules_above = 2;

/// Light on the plane at each step of the sky, W/m2.
std::vector<double> light_of(const SkyYear& sky, double tilt_deg, double azimuth_deg) {
    const Array array{1, tilt_deg, azimuth_deg, 0};
    const Plane plane{array, System{.arrays = {&array, 1}}};
    std::vector<double> light(sky.size());
    for (std::size_t from = 0; from < sky.size(); from += block) {
        const std::size_t count = std::min(block, sky.size() - from);
        Block here;
        light_on(sky, from, count, plane, here);
        std::copy_n(here.begin(), count, light.begin() + static_cast<std::ptrdiff_t>(from));
    }
    return light;
}

void require_depths(const WeatherYear& weather) {
    const auto known = std::count_if(weather.records.begin(), weather.records.end(),
                                     [](const WeatherRecord& record) { return record.snow_cm.has_value(); });
    const std::size_t unknown = weather.records.size() - static_cast<std::size_t>(known);
    if (unknown > snowless_records_max)
        throw std::runtime_error{"the weather of " + weather.name + " does not say how deep snow lies (" +
                                 std::to_string(unknown) + " records without a depth)"};
}

/// The snow on a plane, from step to step.
class Cover {
public:
    Cover(double tilt_deg, double step_h)
        : slides_{slides_an_hour * std::sin(tilt_deg * degree) * step_h}, step_h_{step_h} {}

    /// Share of the plane that is covered after a step.
    double after(const WeatherRecord& record, double light_w_m2) {
        const double told = record.snow_cm.value_or(0);
        const double depth = told >= 0 && told <= depth_cm_max ? told : 0;
        if (depth - depth_before_ >= falls_cm_h * step_h_ && depth >= lies_cm)
            covered_ = 1;
        if (depth < lies_cm)
            covered_ = 0;
        if (record.air_c - light_w_m2 / slides_w_m2_c > 0)
            covered_ = std::max(0.0, covered_ - slides_);
        depth_before_ = depth;
        return covered_;
    }

private:
    double slides_;
    double step_h_;
    double covered_ = 0;
    double depth_before_ = 0;
};

}  // namespace

std::vector<double> left_by_snow(const WeatherYear& weather, const SkyYear& sky, double tilt_deg,
                                 double azimuth_deg) {
    require_depths(weather);
    const std::vector<double> light = light_of(sky, tilt_deg, azimuth_deg);
    std::vector<double> left(sky.size(), 1);
    Cover cover{tilt_deg, weather.step_h};
    std::size_t next = 0;  // step of the sky; in between the sun is down
    for (std::size_t i = 0; i < weather.records.size(); ++i) {
        const bool up = next < sky.size() && sky.step_of_year[next] == i;
        const double covered = cover.after(weather.records[i], up ? light[next] : 0);
        if (up)
            left[next++] = 1 - std::ceil(covered * modules_above) / modules_above;
    }
    return left;
}

}  // namespace suncrew::solar
