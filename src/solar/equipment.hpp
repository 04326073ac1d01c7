#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "solar/system.hpp"

namespace suncrew::solar {

inline constexpr double dc_kw_min = 0.1;
inline constexpr double dc_ac_ratio_min = 0.1;
inline constexpr double dc_ac_ratio_max = 10;

/// What is chosen for a system besides its planes.
struct Equipment {
    Mounting mounting = Mounting::open_rack;
    ModuleType modules = ModuleType::standard;
    Losses losses{};
    double dc_ac_ratio = 1.2;           ///< the modules' rating over the inverter's, 0.1 to 10
    double inverter_efficiency = 0.96;  ///< 0.9 to 0.999
    double ground_coverage = 0.4;
};

/// Reads "rack" and "roof"; "standard", "premium" and "thin-film".
std::optional<Mounting> mounting_named(std::string_view name);
std::optional<ModuleType> module_type_named(std::string_view name);

/// A system with these planes; they must outlive it.
System system_of(std::span<const Array> planes, const Equipment& equipment);

}  // namespace suncrew::solar
