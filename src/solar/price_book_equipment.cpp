// What a price book sells: modules, inverters and batteries.
#include "solar/price_book_equipment.hpp"

#include "solar/equipment.hpp"

namespace suncrew::solar::price_book_text {
namespace {

ModuleElectrics electrics_of(Section& in) {
    ModuleElectrics module;
    module.open_circuit_v = in.number("voc_v", 5, 300);
    module.most_power_v = in.number("vmp_v", 5, module.open_circuit_v);
    module.short_circuit_a = in.number("isc_a", 0.5, 30);
    module.open_circuit_per_c = in.number("voc_per_c", -0.01, 0);
    module.most_power_per_c = in.number("vmp_per_c", -0.01, 0);
    module.short_circuit_per_c = in.number("isc_per_c", 0, 0.01);
    return module;
}

InverterInputs inputs_of(Section& in) {
    InverterInputs inputs;
    inputs.dc_v_max = in.number("dc_v_max", 50, 1500);
    inputs.mppt_v_min = in.number("mppt_v_min", 10, inputs.dc_v_max);
    inputs.mppts = in.whole("mppts", 1, 24);
    inputs.strings_per_mppt = in.whole("strings_per_mppt", 1, 24);
    inputs.short_circuit_a_max = in.number("mppt_isc_a_max", 1, 500);
    return inputs;
}

}  // namespace

ModulePrice module_of(Section in, Currency currency) {
    ModulePrice module;
    module.name = in.text("name");
    module.watts = in.number("watts", 100, 1000);
    module.width_m = in.number("width_m", 0.5, 3);
    module.height_m = in.number("height_m", 0.5, 3);
    const auto type = module_type_named(in.text("type"));
    if (!type)
        in.fail_at("type", "type is not standard, premium or thin-film");
    module.type = *type;
    module.electrics = electrics_of(in);
    module.price = in.money("price", currency);
    in.finish();
    return module;
}

std::vector<InverterPrice> inverters_of(Section& root, Currency currency) {
    std::vector<InverterPrice> inverters;
    for (Section& in : root.sections("inverter")) {
        const double ac_kw = in.number("ac_kw", 0.3, 1000);
        inverters.push_back({ac_kw, inputs_of(in), in.money("price", currency)});
        if (inverters.size() > 1 && inverters.back().ac_kw <= inverters[inverters.size() - 2].ac_kw)
            in.fail_at("ac_kw", "inverters are not in the order of their ac_kw");
        in.finish();
    }
    return inverters;
}

std::vector<Battery> batteries_of(Section& root, Currency currency) {
    std::vector<Battery> batteries;
    for (Section& in : root.sections("battery")) {
        Battery battery;
        battery.capacity_kwh = in.number("capacity_kwh", 0.5, 1000);
        battery.power_kw = in.number("power_kw", 0.1, 1000);
        battery.round_trip_efficiency = in.number("round_trip_efficiency", 0.5, 1);
        battery.state_of_charge_min = in.number("state_of_charge_min", 0, 0.9);
        battery.life_years = in.whole("life_years", 5, 40);
        battery.price = in.money("price", currency);
        if (!batteries.empty() && battery.capacity_kwh <= batteries.back().capacity_kwh)
            in.fail_at("capacity_kwh", "batteries are not in the order of their capacity_kwh");
        in.finish();
        batteries.push_back(battery);
    }
    return batteries;
}

}  // namespace suncrew::solar::price_book_text
