#include "solar/system.hpp"

#include <string>

#include "solar/range.hpp"

namespace suncrew::solar {
namespace {

void check(const Losses& losses) {
    for (const double loss : {losses.soiling, losses.shading, losses.snow, losses.mismatch, losses.wiring,
                              losses.connections, losses.light_induced_degradation, losses.nameplate_rating,
                              losses.age, losses.availability, losses.other})
        require_in(loss, 0, 1, "losses");
}

}  // namespace

Losses Losses::of(double total) {
    return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, total};
}

double Losses::total() const {
    return 1 - (1 - soiling) * (1 - shading) * (1 - snow) * (1 - mismatch) * (1 - wiring) *
                   (1 - connections) * (1 - light_induced_degradation) * (1 - nameplate_rating) * (1 - age) *
                   (1 - availability) * (1 - other);
}

void check(const System& system) {
    require_in(static_cast<double>(system.arrays.size()), 1, arrays_max, "arrays");
    for (std::size_t i = 0; i < system.arrays.size(); ++i) {
        const std::string path = "arrays[" + std::to_string(i) + "].";
        require_in(system.arrays[i].dc_kw, 0, system_kw_max, path + "dc_kw");
        require_in(system.arrays[i].tilt_deg, 0, 90, path + "tilt_deg");
        require_in(system.arrays[i].azimuth_deg, 0, 360, path + "azimuth_deg");
        require_in(system.arrays[i].shading_fraction, 0, 1, path + "shading_fraction");
    }
    require_in(system.ac_kw, 0.01, system_kw_max, "ac_kw");
    require_in(system.ground_coverage, 0.01, 0.99, "ground_coverage");
    require_in(system.inverter_efficiency, 0.9, 0.999, "inverter_efficiency");
    check(system.losses);
}

}  // namespace suncrew::solar
