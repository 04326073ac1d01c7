#include "solar/single_diode.hpp"

#include <algorithm>
#include <cmath>

namespace suncrew::solar {
namespace {

constexpr double zero_c = 273.15;
constexpr double reference_k = 25 + zero_c;
constexpr double reference_w_m2 = 1000;
constexpr double boltzmann_ev_k = 8.618e-5;
/// Band gap of silicon at 25 degrees, and its relative change by degree.
constexpr double gap_ev = 1.12;
constexpr double gap_change_per_k = -0.0002677;

}  // namespace

DiodeCurve::DiodeCurve(const SingleDiode& module, double light_w_m2, double cell_c)
    : series_ohm_{module.series_ohm}, shunt_ohm_{module.shunt_ohm * reference_w_m2 / light_w_m2} {
    const double cell_k = cell_c + zero_c;
    const double warmer = cell_k - reference_k;
    const double gap = gap_ev * (1 + gap_change_per_k * warmer);
    light_current_a_ = std::max(
        0.0, light_w_m2 / reference_w_m2 * (module.light_current_a + module.current_rise_a_per_c * warmer));
    saturation_current_a_ = module.saturation_current_a * std::pow(cell_k / reference_k, 3) *
                            std::exp((gap_ev / reference_k - gap / cell_k) / boltzmann_ev_k);
    ideality_v_ = module.ideality_v * cell_k / reference_k;
}

double DiodeCurve::current_a(double diode_v) const {
    return light_current_a_ - saturation_current_a_ * std::expm1(diode_v / ideality_v_) -
           diode_v / shunt_ohm_;
}

double DiodeCurve::most_power_w() const {
    // Between no voltage and the diode's at open circuit, the power's slope over the diode's voltage falls
    // through zero once; bisection is bounded and cannot miss it. The power there is off by the square of the
    // voltage's error.
    constexpr int halvings = 24;
    double low = 0;
    double high = ideality_v_ * std::log1p(light_current_a_ / saturation_current_a_);
    for (int i = 0; i < halvings; ++i) {
        const double diode_v = (low + high) / 2;
        const double conductance =
            saturation_current_a_ / ideality_v_ * std::exp(diode_v / ideality_v_) + 1 / shunt_ohm_;
        const double current = current_a(diode_v);
        const double slope =
            (1 + conductance * series_ohm_) * current - (diode_v - current * series_ohm_) * conductance;
        (slope > 0 ? low : high) = diode_v;
    }
    return std::max(0.0, current_a(low) * voltage_v(low));
}

}  // namespace suncrew::solar
