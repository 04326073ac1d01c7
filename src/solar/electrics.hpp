#pragma once

namespace suncrew::solar {

/// What a datasheet says of a module's voltage and current, at 1000 W/m2 and 25 degrees.
struct ModuleElectrics {
    double open_circuit_v = 0;   ///< above 0
    double most_power_v = 0;     ///< above 0, below open_circuit_v
    double short_circuit_a = 0;  ///< above 0
    // Relative change for each degree of the cell.
    double open_circuit_per_c = 0;   ///< -0.01 to 0
    double most_power_per_c = 0;     ///< -0.01 to 0
    double short_circuit_per_c = 0;  ///< 0 to 0.01
};

/// The DC side of an inverter: inputs that each find their own most power (MPPT).
struct InverterInputs {
    double dc_v_max = 0;             ///< above it the inverter breaks
    double mppt_v_min = 0;           ///< below it an input finds no most power
    int mppts = 1;                   ///< inputs
    int strings_per_mppt = 1;        ///< that can be put together on one input
    double short_circuit_a_max = 0;  ///< of all strings on one input
};

}  // namespace suncrew::solar
