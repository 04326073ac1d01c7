#pragma once

#include <array>

namespace suncrew::solar {

// What the cover of a module lets through, relative to light that meets it head-on: 1 at most.
// Source: W. De Soto, S. A. Klein & W. A. Beckman, Solar Energy 80 (1), 2006, 78, for glass of refractive
// index 1.526, 2 mm thick, extinction 4 per metre; for the beam with an antireflective coating of index 1.3,
// 0.02 mm thick, as PVWatts version 8 has it. That model compares with a head-on transmittance whose coated
// glass is entered from air, which keeps the share at 1 up to about 58 degrees; we follow it.

/// For the beam, by the cosine of its angle of incidence; between 1 and 89 degrees, whose values hold beyond.
/// A table within 0.00002 of the formula, weighted with the cosine.
class BeamCover {
public:
    BeamCover();
    /// `incidence_cos` is 0 to 1.
    double through(double incidence_cos) const {
        const double place = incidence_cos * steps;
        const auto index = static_cast<unsigned>(place);
        return table_[index] + (place - index) * (table_[index + 1] - table_[index]);
    }

    static const BeamCover& glass();

private:
    static constexpr unsigned steps = 1024;
    std::array<double, steps + 2> table_{};
};

/// For light from the whole sky and from the ground, uncoated, at their effective angles.
/// Source: M. J. Brandemuehl & W. A. Beckman, Solar Energy 24 (5), 1980, 511; Duffie & Beckman, eq. 5.4.1
/// and 5.4.2.
double sky_through_cover(double tilt_deg);
double ground_through_cover(double tilt_deg);

}  // namespace suncrew::solar
