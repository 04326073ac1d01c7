#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "solar/electrics.hpp"
#include "solar/extremes.hpp"

namespace suncrew::solar {

/// How many modules in series an input takes.
struct StringLengths {
    int fewest = 1;  ///< else the voltage falls below the input's range on the hottest cells
    int most = 1;    ///< else the voltage on the coldest cells is too much for the inverter
};

/// Voltages change with the cell's temperature along the datasheet's straight lines. Refuses with
/// Code::invalid (field "inverter"): "string_voltage_too_high" if one cold module alone is above `dc_v_max`;
/// "string_voltage_too_low" if as many as that allows are below `mppt_v_min` when hot;
/// "string_current_too_high" if a hot string alone is above `short_circuit_a_max`.
StringLengths string_lengths(const ModuleElectrics& module, const InverterInputs& inputs,
                             const Extremes& cells);

/// What hangs on one input: strings of equal length from one plane, side by side.
struct WiredInput {
    std::size_t inverter = 0;  ///< index into the inverters
    std::size_t plane = 0;     ///< index into the planes
    int strings = 1;
    int modules_each = 0;
};

/// Divides the modules of each plane into strings and puts them on the inputs, one inverter after the other:
/// on as few inputs as do, lengths within a plane differing by one at most. Refuses as `string_lengths` does,
/// and with Code::invalid: "plane_below_shortest_string" and "no_equal_strings" (field "roof_planes[…]") for
/// a plane whose modules make no string, or no set of them, within the lengths; "too_few_inverter_inputs"
/// (field "inverter").
std::vector<WiredInput> wire_up(std::span<const int> modules_by_plane, const ModuleElectrics& module,
                                std::span<const InverterInputs> inverters, const Extremes& cells);

}  // namespace suncrew::solar
