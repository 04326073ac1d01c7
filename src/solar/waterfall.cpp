#include "solar/waterfall.hpp"

#include <array>
#include <utility>

namespace suncrew::solar {

Waterfall waterfall_of(const EnergyStages& stages, const Losses& losses) {
    Waterfall waterfall{stages.light, {}, stages.after_clipping};
    double left = stages.light;
    const auto down_to = [&](std::string_view name, double after) {
        waterfall.losses.push_back({name, left - after});
        left = after;
    };
    down_to("shading", stages.after_shading);
    down_to("reflection", stages.after_cover);
    down_to("spectrum", stages.after_spectrum);
    down_to("heat_and_weak_light", stages.after_modules);
    if (stages.after_snow < stages.after_modules)
        down_to("snow_cover", stages.after_snow);
    const std::array<std::pair<std::string_view, double>, 11> assumed{
        {{"soiling", losses.soiling},
         {"near_shading", losses.shading},
         {"snow", losses.snow},
         {"mismatch", losses.mismatch},
         {"wiring", losses.wiring},
         {"connections", losses.connections},
         {"light_induced_degradation", losses.light_induced_degradation},
         {"nameplate_rating", losses.nameplate_rating},
         {"age", losses.age},
         {"availability", losses.availability},
         {"other", losses.other}}};
    for (const auto& [name, share] : assumed)
        if (share > 0)
            down_to(name, left * (1 - share));
    down_to("conversion", stages.after_inverter);
    down_to("clipping", stages.after_clipping);
    return waterfall;
}

}  // namespace suncrew::solar
