#pragma once

#include <cstddef>
#include <vector>

#include "solar/sky_year.hpp"

namespace suncrew::solar {

/// What stands around a place, far enough away to hide the sun from a whole roof at once: hills, houses.
class Horizon {
public:
    static constexpr std::size_t heights_max = 360;

    /// Heights above the level, degrees, 0 to 90, at even angles clockwise from north, straight lines
    /// between. Refuses with invalid "out_of_range" (field "horizon" or "horizon[…]") none, too many and
    /// others.
    explicit Horizon(std::vector<double> heights_deg);

    /// In a direction clockwise from north, degrees.
    double height_deg(double azimuth_deg) const;
    /// Share of an even sky's light that a level plane still gets: the mean of cos²(height).
    double open_sky() const;

private:
    std::vector<double> heights_deg_;
};

/// The sky as it is seen over a horizon: no beam and no brightness around a sun that is hidden, and the rest
/// of the sky and its reflection in the share that is open.
SkyYear seen_over(const Horizon& horizon, SkyYear sky);

}  // namespace suncrew::solar
