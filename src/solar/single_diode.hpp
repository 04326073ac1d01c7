#pragma once

namespace suncrew::solar {

/// A module as the five-parameter model of one diode describes it, at 1000 W/m2 and 25 degrees.
/// Source of the model: W. De Soto, S. A. Klein & W. A. Beckman, Solar Energy 80 (1), 2006, 78; A. P. Dobos,
/// An improved coefficient calculator for the California Energy Commission 6 parameter model, J. Solar Energy
/// Engineering 134 (2), 2012.
struct SingleDiode {
    double ideality_v = 0;  ///< a: ideality factor times cells times thermal voltage
    double light_current_a = 0;
    double saturation_current_a = 0;
    double series_ohm = 0;
    double shunt_ohm = 0;
    double current_rise_a_per_c = 0;  ///< of the light current, already adjusted to the measured power
};

/// The curve of a module in some light at some temperature, `current` over `voltage`, which the voltage
/// across the diode runs through.
class DiodeCurve {
public:
    /// `light_w_m2` has passed the cover and is above zero; `cell_c` is above -200.
    DiodeCurve(const SingleDiode& module, double light_w_m2, double cell_c);

    double current_a(double diode_v) const;
    double voltage_v(double diode_v) const { return diode_v - current_a(diode_v) * series_ohm_; }
    /// The most that can be taken from it, W.
    double most_power_w() const;

private:
    double light_current_a_;
    double saturation_current_a_;
    double ideality_v_;
    double series_ohm_;
    double shunt_ohm_;
};

}  // namespace suncrew::solar
