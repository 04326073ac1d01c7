#include "solar/equipment.hpp"

namespace suncrew::solar {

std::optional<Mounting> mounting_named(std::string_view name) {
    if (name == "rack")
        return Mounting::open_rack;
    return name == "roof" ? std::optional{Mounting::roof} : std::nullopt;
}

std::optional<ModuleType> module_type_named(std::string_view name) {
    if (name == "standard")
        return ModuleType::standard;
    if (name == "premium")
        return ModuleType::premium;
    return name == "thin-film" ? std::optional{ModuleType::thin_film} : std::nullopt;
}

System system_of(std::span<const Array> planes, const Equipment& equipment) {
    System system;
    double dc_kw = 0;
    for (const Array& plane : planes)
        dc_kw += plane.dc_kw;
    system.arrays = planes;
    system.ac_kw = dc_kw / equipment.dc_ac_ratio;
    system.mounting = equipment.mounting;
    system.modules = equipment.modules;
    system.ground_coverage = equipment.ground_coverage;
    system.inverter_efficiency = equipment.inverter_efficiency;
    system.losses = equipment.losses;
    return system;
}

}  // namespace suncrew::solar
