#include "commands/design_text.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "base/json_string.hpp"
#include "commands/yield_text.hpp"

namespace suncrew::commands {
namespace {

std::string amount(const Money& money) {
    return figure(static_cast<double>(money.amount_minor) / 100);
}

std::string figure_or_null(const std::optional<double>& number) {
    return number ? figure(*number) : "null";
}

/// `[…]` of what `write` makes of each.
template <class Range, class Write>
std::string list(const Range& range, Write write) {
    std::string out = "[";
    for (bool first = true; const auto& each : range) {
        out += (first ? "" : ",") + write(each);
        first = false;
    }
    return out + ']';
}

std::string figures(const auto& numbers) {
    return list(numbers, [](double number) { return figure(number); });
}

std::string quoted(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

std::string plane(const solar::DesignedPlane& plane) {
    return R"({"orientation":)" +
           quoted(plane.orientation == solar::Orientation::portrait ? "portrait" : "landscape") +
           R"(,"modules_max":)" + std::to_string(plane.modules_max) + R"(,"dc_kw":)" + figure(plane.dc_kw) +
           R"(,"modules":)" +
           list(plane.modules,
                [](const solar::Rectangle& module) {
                    return figures(std::array{module.x_m, module.y_m, module.width_m, module.height_m});
                }) +
           '}';
}

std::string input(const solar::WiredInput& input) {
    return R"({"inverter":)" + std::to_string(input.inverter) + R"(,"plane":)" + std::to_string(input.plane) +
           R"(,"strings":)" + std::to_string(input.strings) + R"(,"modules_each":)" +
           std::to_string(input.modules_each) + '}';
}

std::string meter(const solar::EnergyBalance& sums) {
    return R"({"produced":)" + figure(sums.produced_kwh) + R"(,"used":)" + figure(sums.used_kwh) +
           R"(,"self_used":)" + figure(sums.self_used_kwh()) + R"(,"imported":)" + figure(sums.imported_kwh) +
           R"(,"exported":)" + figure(sums.exported_kwh) + R"(,"lost":)" + figure(sums.lost_kwh) + '}';
}

std::string cash_year(const solar::CashYear& year) {
    return R"({"production_kwh":)" + figure(year.production_kwh) + R"(,"bill_saved":)" +
           figure(year.bill_saved) + R"(,"export_income":)" + figure(year.export_income) +
           R"(,"incentives":)" + figure(year.incentives) + R"(,"upkeep":)" + figure(year.upkeep) +
           R"(,"replacements":)" + figure(year.replacements) + R"(,"cumulative":)" + figure(year.cumulative) +
           '}';
}

template <class... Arguments>
std::string line(const char* format, Arguments... arguments) {
    std::array<char, 256> buffer{};
    std::snprintf(buffer.data(), buffer.size(), format, arguments...);
    return buffer.data();
}

}  // namespace

std::string as_json(const solar::Design& design) {
    const solar::CashFlow& cash = design.cash_flow;
    return R"({"modules":)" + std::to_string(design.modules) + R"(,"dc_kw":)" + figure(design.dc_kw) +
           R"(,"ac_kw":)" + figure(design.ac_kw) + R"(,"planes":)" + list(design.planes, plane) +
           R"(,"inputs":)" + list(design.inputs, input) + R"(,"annual_kwh":)" +
           figure(design.yield.annual_kwh) + R"(,"annual_kwh_p90":)" + figure(design.yield.annual_kwh_p90()) +
           R"(,"monthly_kwh":)" + figures(design.yield.monthly_kwh) + R"(,"monthly_kwh_p90":)" +
           figures(design.yield.monthly_kwh_p90()) + R"(,"day_curves_kw":)" +
           list(design.day_curves, [](const auto& day) { return figures(day); }) + R"(,"light_kwh":)" +
           figure(design.waterfall.light_kwh) + R"(,"losses":)" +
           list(design.waterfall.losses,
                [](const solar::EnergyLoss& loss) {
                    return R"({"name":)" + quoted(loss.name) + R"(,"kwh":)" + figure(loss.kwh) + '}';
                }) +
           R"(,"meter_kwh":)" + meter(design.balance) + R"(,"lines":)" +
           list(design.lines,
                [](const solar::PriceLine& line_of) {
                    return R"({"key":)" + quoted(line_of.key) + R"(,"amount":)" + amount(line_of.amount) +
                           '}';
                }) +
           R"(,"total":)" + amount(design.total) + R"(,"currency":)" + quoted(design.total.currency.text()) +
           R"(,"payback_years":)" + figure_or_null(cash.payback_years) + R"(,"net":)" + figure(cash.net) +
           R"(,"present_value":)" + figure(cash.present_value) + R"(,"internal_rate_of_return":)" +
           figure_or_null(design.internal_rate_of_return) + R"(,"cash_flow":)" + list(cash.years, cash_year) +
           R"(,"co2_avoided_kg_year":)" + figure(design.co2_avoided_kg_year) + "}\n";
}

std::string as_text(const solar::Design& design) {
    const std::string currency{design.total.currency.text()};
    std::string out =
        line("%d modules, %.2f kW, inverter %.2f kW\n", design.modules, design.dc_kw, design.ac_kw);
    for (std::size_t i = 0; i < design.planes.size(); ++i)
        out += line("plane %zu: %zu of %d modules, %s\n", i + 1, design.planes[i].modules.size(),
                    design.planes[i].modules_max,
                    design.planes[i].orientation == solar::Orientation::portrait ? "portrait" : "landscape");
    for (const solar::WiredInput& input_of : design.inputs)
        out += line("inverter %zu: %d x %d modules of plane %zu on one input\n", input_of.inverter + 1,
                    input_of.strings, input_of.modules_each, input_of.plane + 1);
    out += line("%.0f kWh a year, more than %.0f kWh with a probability of 90 %%\n", design.yield.annual_kwh,
                design.yield.annual_kwh_p90());
    for (const solar::EnergyLoss& loss : design.waterfall.losses)
        out += std::abs(loss.kwh) < 0.5
                   ? ""
                   : line("  %-26s %8.0f kWh\n", std::string{loss.name}.c_str(), -loss.kwh);
    out += line("of %.0f kWh used %.0f from the roof; %.0f kWh exported, %.0f imported\n",
                design.balance.used_kwh, design.balance.self_used_kwh(), design.balance.exported_kwh,
                design.balance.imported_kwh);
    out += line("%s %s; present value %.0f, ", amount(design.total).c_str(), currency.c_str(),
                design.cash_flow.present_value);
    out += design.cash_flow.payback_years ? line("paid back in %.1f years\n", *design.cash_flow.payback_years)
                                          : std::string{"never paid back\n"};
    return out;
}

}  // namespace suncrew::commands
