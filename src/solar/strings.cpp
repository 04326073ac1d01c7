#include "solar/strings.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "base/refusal.hpp"

namespace suncrew::solar {
namespace {

constexpr double rated_c = 25;
constexpr double rounding = 1e-9;

double at(double rated, double per_c, double cell_c) {
    return rated * (1 + per_c * (cell_c - rated_c));
}

[[noreturn]] void refuse(std::string_view reason, std::string field = "inverter") {
    throw Refusal{Code::invalid, reason, std::move(field)};
}

int whole(double value) {
    return static_cast<int>(std::min(value, 1e6));
}

/// What all inverters of a set can do alike.
InverterInputs common(std::span<const InverterInputs> inverters) {
    InverterInputs all = inverters.front();
    all.mppts = 0;
    for (const InverterInputs& one : inverters) {
        all.dc_v_max = std::min(all.dc_v_max, one.dc_v_max);
        all.mppt_v_min = std::max(all.mppt_v_min, one.mppt_v_min);
        all.strings_per_mppt = std::min(all.strings_per_mppt, one.strings_per_mppt);
        all.short_circuit_a_max = std::min(all.short_circuit_a_max, one.short_circuit_a_max);
        all.mppts += one.mppts;
    }
    return all;
}

/// Strings of a plane: `longer` with one module more than the others.
struct Division {
    int strings = 0;
    int longer = 0;
    int shorter_length = 0;

    int shorter() const { return strings - longer; }
    int inputs(int side_by_side) const {
        return (longer + side_by_side - 1) / side_by_side + (shorter() + side_by_side - 1) / side_by_side;
    }
};

Division divide(int modules, std::size_t plane, StringLengths lengths, int side_by_side) {
    const std::string field = "roof_planes[" + std::to_string(plane) + "]";
    if (modules < lengths.fewest)
        refuse("plane_below_shortest_string", field);
    std::optional<Division> best;
    for (int strings = (modules + lengths.most - 1) / lengths.most; strings <= modules / lengths.fewest;
         ++strings) {
        const Division division{strings, modules % strings, modules / strings};
        if (!best || division.inputs(side_by_side) < best->inputs(side_by_side))
            best = division;
    }
    if (!best)
        refuse("no_equal_strings", field);
    return *best;
}

/// Inputs as they are taken, one inverter after the other.
class Inputs {
public:
    Inputs(std::span<const InverterInputs> inverters, int side_by_side)
        : inverters_{inverters}, side_by_side_{side_by_side} {}

    void take(std::size_t plane, int strings, int modules_each) {
        while (strings > 0) {
            if (used_ == inverters_[inverter_].mppts) {
                ++inverter_;
                used_ = 0;
            }
            if (inverter_ == inverters_.size())
                refuse("too_few_inverter_inputs");
            const int here = std::min(strings, side_by_side_);
            wired_.push_back({inverter_, plane, here, modules_each});
            strings -= here;
            ++used_;
        }
    }
    std::vector<WiredInput> wired() && { return std::move(wired_); }

private:
    std::span<const InverterInputs> inverters_;
    int side_by_side_;
    std::size_t inverter_ = 0;
    int used_ = 0;
    std::vector<WiredInput> wired_;
};

}  // namespace

StringLengths string_lengths(const ModuleElectrics& module, const InverterInputs& inputs,
                             const Extremes& cells) {
    const double cold_v = at(module.open_circuit_v, module.open_circuit_per_c, cells.lowest_c);
    const double hot_v = at(module.most_power_v, module.most_power_per_c, cells.highest_c);
    if (at(module.short_circuit_a, module.short_circuit_per_c, cells.highest_c) > inputs.short_circuit_a_max)
        refuse("string_current_too_high");
    const StringLengths lengths{std::max(1, whole(std::ceil(inputs.mppt_v_min / hot_v - rounding))),
                                whole(inputs.dc_v_max / cold_v + rounding)};
    if (lengths.most < 1)
        refuse("string_voltage_too_high");
    if (lengths.fewest > lengths.most)
        refuse("string_voltage_too_low");
    return lengths;
}

std::vector<WiredInput> wire_up(std::span<const int> modules_by_plane, const ModuleElectrics& module,
                                std::span<const InverterInputs> inverters, const Extremes& cells) {
    const InverterInputs all = common(inverters);
    const StringLengths lengths = string_lengths(module, all, cells);
    const double string_a = at(module.short_circuit_a, module.short_circuit_per_c, cells.highest_c);
    const int side_by_side = std::min(all.strings_per_mppt, whole(all.short_circuit_a_max / string_a));
    Inputs inputs{inverters, side_by_side};
    for (std::size_t plane = 0; plane < modules_by_plane.size(); ++plane) {
        if (modules_by_plane[plane] == 0)
            continue;
        const Division division = divide(modules_by_plane[plane], plane, lengths, side_by_side);
        inputs.take(plane, division.longer, division.shorter_length + 1);
        inputs.take(plane, division.shorter(), division.shorter_length);
    }
    return std::move(inputs).wired();
}

}  // namespace suncrew::solar
