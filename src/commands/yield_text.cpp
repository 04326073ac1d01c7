#include "commands/yield_text.hpp"

#include <array>
#include <cstdio>
#include <string_view>

#include "base/json_string.hpp"
#include "solar/yield.hpp"

namespace suncrew::commands {
namespace {

constexpr std::array<std::string_view, solar::months_per_year> month_names{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// What takes energy, and what is left then.
struct Stage {
    std::string_view key;
    std::string_view text;
    double kwh;
};

std::array<Stage, 9> stages_of(const solar::EnergyStages& stages) {
    return {{{"light", "light on the modules", stages.light},
             {"after_shading", "after shading", stages.after_shading},
             {"after_cover", "after reflection", stages.after_cover},
             {"after_spectrum", "after the spectrum of a low sun", stages.after_spectrum},
             {"after_modules", "after heat and weak light", stages.after_modules},
             {"after_snow", "after snow on the modules", stages.after_snow},
             {"after_losses", "after soiling, wiring and other losses", stages.after_losses},
             {"after_inverter", "after conversion", stages.after_inverter},
             {"after_clipping", "after the inverter's limit", stages.after_clipping}}};
}

template <class... Arguments>
std::string line(const char* format, Arguments... arguments) {
    std::array<char, 256> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), format, arguments...);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

/// What is exceeded with a probability of 0.9.
double p90(const solar::YearOfPower& year, double relative_error) {
    return solar::Yield{year.annual_kwh, {}, relative_error}.annual_kwh_p90();
}

}  // namespace

std::string reason_of(const Refusal& refusal) {
    return refusal.reason() + (refusal.field().empty() ? "" : " (" + refusal.field() + ")");
}

std::string figure(double number) {
    return line("%.3f", number);
}

std::string energy_members(const solar::YearOfPower& year) {
    std::string out = R"("annual_kwh":)" + figure(year.annual_kwh) + R"(,"monthly_kwh":[)";
    for (std::size_t month = 0; month < solar::months_per_year; ++month)
        out += (month > 0 ? "," : "") + figure(year.monthly_kwh[month]);
    return out + ']';
}

std::string as_json(const solar::YearOfPower& year, const FoundSky& found) {
    std::string out = "{" + energy_members(year);
    if (found.relative_error)
        out += R"(,"annual_kwh_p90":)" + figure(p90(year, *found.relative_error)) + R"(,"relative_error":)" +
               figure(*found.relative_error);
    out += R"(,"weather":)";
    append_json_string(out, found.source);
    out += R"(,"stages_kwh":{)";
    for (bool first = true; const Stage& stage : stages_of(year.stages)) {
        out += std::string{first ? "\"" : ",\""} + std::string{stage.key} + "\":" + figure(stage.kwh);
        first = false;
    }
    return out + "}}\n";
}

std::string as_text(const solar::YearOfPower& year, const FoundSky& found, const solar::System& system) {
    double dc_kw = 0;
    for (const solar::Array& plane : system.arrays)
        dc_kw += plane.dc_kw;
    std::string out =
        line("%.3f kWh a year, %.0f kWh by kW (weather: ", year.annual_kwh, year.annual_kwh / dc_kw) +
        found.source + ")\n";
    if (found.relative_error)
        out += line("more than %.0f kWh with a probability of 90 %%; error %.0f %%\n",
                    p90(year, *found.relative_error), *found.relative_error * 100);
    for (std::size_t month = 0; month < solar::months_per_year; ++month)
        out += line("%s %10.3f\n", month_names[month].data(), year.monthly_kwh[month]);
    double before = year.stages.light;
    for (const Stage& stage : stages_of(year.stages)) {
        const double change = before > 0 ? 100 * (stage.kwh / before - 1) : 0;
        out += line("%-40s %10.0f kWh %+7.2f %%\n", stage.text.data(), stage.kwh, change);
        before = stage.kwh;
    }
    return out;
}

}  // namespace suncrew::commands
