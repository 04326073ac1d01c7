#include "solar/horizon.hpp"

#include <cmath>
#include <string>

#include "solar/angles.hpp"
#include "solar/range.hpp"

namespace suncrew::solar {

Horizon::Horizon(std::vector<double> heights_deg) : heights_deg_{std::move(heights_deg)} {
    require_in(static_cast<double>(heights_deg_.size()), 1, heights_max, "horizon");
    for (std::size_t i = 0; i < heights_deg_.size(); ++i)
        require_in(heights_deg_[i], 0, 90, "horizon[" + std::to_string(i) + "]");
}

double Horizon::height_deg(double azimuth_deg) const {
    const std::size_t count = heights_deg_.size();
    const double place = full_circle(azimuth_deg) / 360 * static_cast<double>(count);
    const auto before = static_cast<std::size_t>(place) % count;
    const double part = place - std::floor(place);
    return heights_deg_[before] * (1 - part) + heights_deg_[(before + 1) % count] * part;
}

double Horizon::open_sky() const {
    constexpr int directions = 360;
    double open = 0;
    for (int direction = 0; direction < directions; ++direction) {
        const double level = std::cos(height_deg(direction) * degree);
        open += level * level / directions;
    }
    return open;
}

SkyYear seen_over(const Horizon& horizon, SkyYear sky) {
    const double open = horizon.open_sky();
    for (std::size_t i = 0; i < sky.size(); ++i) {
        const double azimuth_deg = std::atan2(sky.east[i], sky.north[i]) / degree;
        const bool hidden = std::asin(sky.up[i]) / degree < horizon.height_deg(azimuth_deg);
        const double beam_left = hidden ? 0 : sky.beam_share[i];
        const double left = beam_left + (1 - sky.beam_share[i]) * open;
        sky.even[i] *= open;
        sky.horizon[i] *= open;
        sky.reflected[i] *= left;
        sky.global[i] *= left;
        sky.beam_share[i] = left > 0 ? beam_left / left : 0;
        if (hidden) {
            sky.beam[i] = 0;
            sky.around_sun[i] = 0;
        }
    }
    return sky;
}

}  // namespace suncrew::solar
