#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/time.hpp"
#include "commands/commands.hpp"
#include "commands/design_text.hpp"
#include "commands/yield_text.hpp"
#include "solar/synthesis.hpp"

namespace suncrew::commands {
namespace {

struct DesignOptions {
    std::string country{};
    double latitude_deg = 0;
    double longitude_deg = 0;
    std::vector<double> eave_m{};
    std::vector<double> rafter_m{};
    std::vector<double> tilt_deg{};
    std::vector<double> azimuth_deg{};
    double use_kwh = 0;
    double heating_percent = 0;
    double cooling_percent = 0;
    double time_zone_h = 0;
    std::string summer_time = "never";
    std::string tariff = "flat";
    std::optional<double> battery_kwh{};
    std::optional<int> modules{};
    std::string date{};
    std::string climate_table = "data/climate/cities.csv";
    std::string price_books = "data/price_books";
    bool json = false;
};

std::vector<solar::DesignPlane> planes_of(const DesignOptions& options) {
    const std::size_t count = options.eave_m.size();
    if (options.rafter_m.size() != count || options.tilt_deg.size() != count ||
        options.azimuth_deg.size() != count)
        throw std::runtime_error{"each plane needs --eave, --rafter, --tilt and --azimuth"};
    std::vector<solar::DesignPlane> planes;
    for (std::size_t i = 0; i < count; ++i)
        planes.push_back({solar::rectangular(options.eave_m[i], options.rafter_m[i]), options.tilt_deg[i],
                          options.azimuth_deg[i]});
    return planes;
}

Date date_of(const DesignOptions& options) {
    if (options.date.empty())
        return Date{std::chrono::floor<std::chrono::days>(SystemClock{}.now())};
    const auto date = parse_date(options.date);
    if (!date)
        throw std::runtime_error{"--date is not a day such as 2026-06-01"};
    return *date;
}

solar::WallClock clock_of(const DesignOptions& options) {
    solar::WallClock clock;
    clock.ahead_h = solar::ahead_of_sun_h(options.time_zone_h, options.longitude_deg);
    if (options.summer_time != "never")
        clock.summer =
            options.summer_time == "northern" ? solar::SummerTime::northern : solar::SummerTime::southern;
    return clock;
}

void run(const DesignOptions& options) try {
    solar::DesignInput input;
    input.place = {options.latitude_deg, options.longitude_deg};
    input.planes = planes_of(options);
    input.use = {options.use_kwh, options.heating_percent / 100, options.cooling_percent / 100};
    input.clock = clock_of(options);
    if (options.tariff == "time-of-use")
        input.tariff = solar::TariffKind::time_of_use;
    input.battery_kwh = options.battery_kwh;
    input.modules = options.modules;
    input.today = date_of(options);
    const auto books = solar::PriceBooks::read(options.price_books);
    const auto climate = solar::Climate::read(std::filesystem::path{options.climate_table}).at(input.place);
    const solar::Design design = solar::design(input, books.on(options.country, input.today), climate,
                                               solar::sky_of(input.place, climate));
    std::cout << (options.json ? as_json(design) : as_text(design));
} catch (const Refusal& refusal) {
    throw std::runtime_error{reason_of(refusal)};
}

void add_roof_options(CLI::App& command, DesignOptions& options) {
    command.add_option("--latitude", options.latitude_deg, "degrees, north positive")
        ->required()
        ->check(CLI::Range(-90.0, 90.0));
    command.add_option("--longitude", options.longitude_deg, "degrees, east positive")
        ->required()
        ->check(CLI::Range(-180.0, 180.0));
    command.add_option("--eave", options.eave_m, "width along the eave, m; once for each plane")->required();
    command.add_option("--rafter", options.rafter_m, "length up the rafters, m; once for each plane");
    command.add_option("--tilt", options.tilt_deg, "degrees: 0 lies flat, 90 stands; once for each plane");
    command.add_option("--azimuth", options.azimuth_deg,
                       "degrees clockwise from north: 180 looks south; once for each plane");
    command.add_option("--modules", options.modules, "how many [as many as pay best]");
}

void add_household_options(CLI::App& command, DesignOptions& options) {
    command.add_option("--use", options.use_kwh, "of the household, kWh a year")->required();
    command.add_option("--heating", options.heating_percent, "of that for heating, percent");
    command.add_option("--cooling", options.cooling_percent, "of that for cooling, percent");
    command.add_option("--time-zone", options.time_zone_h, "hours ahead of universal time in winter");
    command.add_option("--summer-time", options.summer_time, "when clocks are an hour ahead")
        ->check(CLI::IsMember({"never", "northern", "southern"}))
        ->capture_default_str();
    command.add_option("--tariff", options.tariff, "one price, or prices by the hour")
        ->check(CLI::IsMember({"flat", "time-of-use"}))
        ->capture_default_str();
    command.add_option("--battery", options.battery_kwh,
                       "capacity of one of the price book's batteries, kWh");
}

void add_book_options(CLI::App& command, DesignOptions& options) {
    command.add_option("--country", options.country, "whose price book, such as ES")->required();
    command.add_option("--date", options.date, "day of the order [today]");
    command.add_option("--climate-table", options.climate_table, "where that table is")
        ->capture_default_str();
    command.add_option("--price-books", options.price_books, "where the price books are")
        ->capture_default_str();
    command.add_flag("--json", options.json, "one line of JSON");
}

}  // namespace

void add_design(CLI::App& program) {
    auto* command =
        program.add_subcommand("design", "modules, strings, the year at the meter and the money of a roof");
    auto options = std::make_shared<DesignOptions>();
    add_roof_options(*command, *options);
    add_household_options(*command, *options);
    add_book_options(*command, *options);
    command->footer(
        "Example:\n"
        "  suncrew design --country ES --latitude 39.5 --longitude -0.4 --eave 8 --rafter 5 --tilt 25 \\\n"
        "                 --azimuth 180 --use 3500 --time-zone 1 --summer-time northern --battery 5");
    command->callback([options] { run(*options); });
}

}  // namespace suncrew::commands
