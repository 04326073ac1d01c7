#pragma once

#include <algorithm>
#include <cmath>

namespace suncrew::solar {

/// Rows of modules behind one another on open ground, as PVWatts lays out what it is told nothing about:
/// modules of 300 W, 1.7 times as long as wide, two above one another in a row, as many rows as modules in
/// each.
struct RowLayout {
    double rows = 1;
    double row_length = 0;   ///< in widths of the row's slope
    bool ends_count = true;  ///< short rows let light in past their ends
};
RowLayout rows_of(double dc_kw);

/// What a row takes from the one behind it, from the geometry alone. Lengths are in units of the row's slope.
/// Source: J. Appelbaum & J. Bany, Shadow effect of adjacent solar collectors in large scale systems, Solar
/// Energy 23 (6), 1979, 497, eq. 11, 12 and A12 to A15; C. Deline, A. Dobos, S. Janzou, J. Meydbray & M.
/// Donovan, A simplified model of uniform shading in large photovoltaic arrays, Solar Energy 96, 2013, 274.
class Rows {
public:
    /// `ground_coverage`: the row's slope over the distance to the next, above 0 and below 1.
    Rows(const RowLayout& layout, double tilt_deg, double ground_coverage);

    /// Share of the beam that is left. `up` is above zero; it, `ahead` and `right` tell where
    /// the sun is: upwards, along the plane's azimuth, and clockwise from it.
    double beam_left(double incidence_cos, double up, double ahead, double right) const;
    /// Share of the light of the sky that is left.
    double sky_left() const { return sky_left_; }
    /// Share of the light of the ground that is left, of which `beam_share` falls from the sun; `shadow` is
    /// the length of an upright metre's shadow.
    double ground_left(double beam_share, double shadow) const {
        // As if the sun stood straight ahead, like the source.
        const double lit = std::max(0.00001, distance_ - (cos_tilt_ + sin_tilt_ * shadow));
        return first_row_ +
               rows_behind_ * (beam_share * ground_seen(lit) + (1 - beam_share) * ground_between_);
    }

private:
    /// What a row sees of a stretch of ground in front of it.
    double ground_seen(double depth) const {
        return (1 + depth - std::sqrt(depth * depth + 2 * depth * cos_tilt_ + 1)) / 2;
    }

    RowLayout layout_;
    double distance_;
    double sin_tilt_;
    double cos_tilt_;
    double sky_left_;
    double ground_between_;   ///< what a row behind sees of the whole ground to the next
    double first_row_ = 1;    ///< share of the first row, which nothing shades, in the light of the ground
    double rows_behind_ = 0;  ///< share of the others, by what they see
};

}  // namespace suncrew::solar
