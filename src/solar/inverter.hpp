#pragma once

#include <algorithm>

namespace suncrew::solar {

/// An inverter by its rating: what it needs to run at all, and clipping.
/// Source: D. King, S. Gonzalez, G. Galbraith & W. Boyson, Performance model for grid-connected photovoltaic
/// inverters, SAND2007-5036, without its terms in the voltage; start-up power as PVWatts version 8 has it.
class Inverter {
public:
    /// `nominal_efficiency` is AC over DC at the rating. `dc_kw` is the rating of all modules behind it.
    Inverter(double ac_kw, double nominal_efficiency, double dc_kw);
    /// AC power out, kW, of DC power in. Never above the rating, never below zero.
    double ac_kw(double dc_kw) const { return std::min(unclipped_ac_kw(dc_kw), rating_kw_); }
    /// The same, were there no rating to hold to.
    double unclipped_ac_kw(double dc_kw) const { return std::max(0.0, slope_ * (dc_kw - start_kw_)); }

private:
    double rating_kw_;
    double start_kw_;
    double slope_;
};

}  // namespace suncrew::solar
