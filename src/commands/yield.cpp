#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "commands/commands.hpp"
#include "commands/skies.hpp"
#include "commands/yield_batch.hpp"
#include "commands/yield_text.hpp"
#include "solar/equipment.hpp"
#include "solar/hourly.hpp"
#include "solar/snow.hpp"

namespace suncrew::commands {
namespace {

struct YieldOptions {
    SkyOptions sky;
    std::vector<double> tilt;
    std::vector<double> azimuth;
    std::vector<double> dc_kw;
    std::string mount = "rack";
    std::string module = "standard";
    std::optional<double> losses_percent{};
    double dc_ac = 1.2;
    double inverter_efficiency_percent = 96;
    double ground_coverage = 0.4;
    std::string batch{};
    bool snow = false;
    bool json = false;
};

solar::Equipment equipment_of(const YieldOptions& options) {
    solar::Equipment equipment;
    equipment.mounting = solar::mounting_named(options.mount).value();
    equipment.modules = solar::module_type_named(options.module).value();
    if (options.losses_percent)
        equipment.losses = solar::Losses::of(*options.losses_percent / 100);
    equipment.dc_ac_ratio = options.dc_ac;
    equipment.inverter_efficiency = options.inverter_efficiency_percent / 100;
    equipment.ground_coverage = options.ground_coverage;
    return equipment;
}

std::vector<solar::Array> planes_of(const YieldOptions& options) {
    const std::size_t count = options.dc_kw.size();
    if (count == 0 || options.tilt.size() != count || options.azimuth.size() != count)
        throw std::runtime_error{"each plane needs --tilt, --azimuth and --dc-kw"};
    std::vector<solar::Array> planes;
    for (std::size_t i = 0; i < count; ++i)
        planes.push_back({options.dc_kw[i], options.tilt[i], options.azimuth[i], 0});
    return planes;
}

/// What snow leaves of each plane.
std::vector<std::vector<double>> snow_on(const std::vector<solar::Array>& planes, const FoundSky& found) {
    if (!found.weather)
        throw std::runtime_error{
            "--snow needs weather that says how deep snow lies: the climate table does not"};
    std::vector<std::vector<double>> left;
    for (const solar::Array& plane : planes)
        left.push_back(left_by_snow(*found.weather, *found.sky, plane.tilt_deg, plane.azimuth_deg));
    return left;
}

void one(const YieldOptions& options, Skies& skies, const solar::Equipment& equipment) {
    std::vector<solar::Array> planes = planes_of(options);
    const FoundSky found = skies.at(options.sky.place());
    const auto snow = options.snow ? snow_on(planes, found) : std::vector<std::vector<double>>{};
    for (std::size_t i = 0; i < snow.size(); ++i)
        planes[i].left_by_snow = snow[i];
    const solar::System system = system_of(planes, equipment);
    const solar::YearOfPower year = simulate(*found.sky, system);
    std::cout << (options.json ? as_json(year, found) : as_text(year, found, system));
}

/// 1 where a roof of a list could not be computed.
int run(const YieldOptions& options) try {
    Skies skies{options.sky};
    const solar::Equipment equipment = equipment_of(options);
    if (options.batch.empty()) {
        one(options, skies, equipment);
        return 0;
    }
    return run_batch(options.batch, skies, equipment, options.json ? BatchForm::json : BatchForm::csv,
                     std::cout);
} catch (const Refusal& refusal) {
    throw std::runtime_error{reason_of(refusal)};
}

void add_sky_options(CLI::App& command, SkyOptions& sky) {
    auto* const weather = command.add_option(
        "--weather", sky.weather, "a year of weather: TMY2, TMY3, EPW, PVGIS, NASA POWER, PSM or SAM CSV");
    command.add_flag("--climate", sky.climate, "the built-in climate table instead of a file")
        ->excludes(weather);
    command
        .add_option("--provider", sky.provider,
                    "asks a service for the weather of the place, told to a kilometre")
        ->check(CLI::IsMember({"pvgis", "nsrdb", "nasa-power"}));
    command.add_option("--provider-cache", sky.provider_cache, "where its answers are kept")
        ->capture_default_str();
    command.add_option("--climate-table", sky.climate_table, "where that table is")->capture_default_str();
    command
        .add_option("--latitude", sky.latitude_deg, "degrees, north positive; with --weather the file's own")
        ->check(CLI::Range(-90.0, 90.0));
    command
        .add_option("--longitude", sky.longitude_deg, "degrees, east positive; with --weather the file's own")
        ->check(CLI::Range(-180.0, 180.0));
    command.add_option("--elevation", sky.elevation_m, "metres above the sea, for --climate")
        ->check(CLI::Range(-430.0, 6000.0));
    command
        .add_option("--horizon", sky.horizon_deg,
                    "what hides the sun: heights in degrees at even angles, clockwise from north: 0,5,12,5")
        ->delimiter(',')
        ->check(CLI::Range(0.0, 90.0));
}

void add_plane_options(CLI::App& command, YieldOptions& options) {
    command.add_option("--tilt", options.tilt, "degrees: 0 lies flat, 90 stands; once for each plane")
        ->check(CLI::Range(0.0, 90.0));
    command
        .add_option("--azimuth", options.azimuth,
                    "degrees clockwise from north: 180 looks south; once for each plane")
        ->check(CLI::Range(0.0, 360.0));
    command.add_option("--dc-kw", options.dc_kw, "rated power of the modules, kW; once for each plane")
        ->check(CLI::Range(solar::dc_kw_min, solar::system_kw_max));
}

void add_equipment_options(CLI::App& command, YieldOptions& options) {
    command.add_option("--mount", options.mount, "on a rack, or on a roof")
        ->check(CLI::IsMember({"rack", "roof"}))
        ->capture_default_str();
    command.add_option("--module", options.module, "type of the modules")
        ->check(CLI::IsMember({"standard", "premium", "thin-film"}))
        ->capture_default_str();
    command.add_option("--losses", options.losses_percent, "of the DC power, percent [14.0757]")
        ->check(CLI::Range(0.0, 99.0));
    command.add_option("--dc-ac", options.dc_ac, "the modules' rating over the inverter's")
        ->check(CLI::Range(solar::dc_ac_ratio_min, solar::dc_ac_ratio_max))
        ->capture_default_str();
    command
        .add_option("--inverter-efficiency", options.inverter_efficiency_percent, "at its rating, percent")
        ->check(CLI::Range(90.0, 99.9))
        ->capture_default_str();
    command
        .add_option("--ground-coverage", options.ground_coverage,
                    "of rows on a rack: a row's slope over the way to the next")
        ->check(CLI::Range(0.01, 0.99))
        ->capture_default_str();
}

}  // namespace

void add_yield(CLI::App& program) {
    auto* command = program.add_subcommand("yield", "what a system gives in a year, hour by hour");
    auto options = std::make_shared<YieldOptions>();
    add_sky_options(*command, options->sky);
    add_plane_options(*command, *options);
    add_equipment_options(*command, *options);
    auto* const batch = command->add_option(
        "--batch", options->batch,
        "a list of roofs (CSV) instead of one; a line of result for each, as it is computed");
    command
        ->add_flag(
            "--snow", options->snow,
            "snow lies on the modules and slides off, where the weather says how deep it is: TMY2, EPW or "
            "SAM CSV")
        ->excludes(batch);
    command->add_flag("--json", options->json, "JSON; of a list, one object a line");
    command->footer(
        "Examples:\n"
        "  suncrew yield --weather phoenix.csv --tilt 20 --azimuth 180 --dc-kw 4 --mount roof\n"
        "  suncrew yield --climate --latitude 40.4 --longitude -3.7 --tilt 30 --azimuth 90 --dc-kw 3 \\\n"
        "                --tilt 30 --azimuth 270 --dc-kw 3 --json\n"
        "  suncrew yield --weather phoenix.csv --batch roofs.csv > yields.csv\n"
        "A list has a line of names and a line for each roof. tilt, azimuth and dc_kw must be there; name, "
        "latitude,\n"
        "longitude, elevation_m, mount, module, losses, dc_ac and inverter_efficiency may, and go before the "
        "options.\n"
        "A roof that cannot be computed has its reason in the column error; the command then ends with 1.");
    command->callback([options] {
        if (const int status = run(*options); status != 0)
            throw CLI::RuntimeError(status);
    });
}

}  // namespace suncrew::commands
