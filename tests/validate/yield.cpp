// The hourly engine against the figures that NREL publishes with its SAM Simulation Core (test of pvwattsv8,
// Phoenix), and against the files of a typical year by PVGIS, in DATA/weather.
#include <array>
#include <cmath>

#include "solar/hourly.hpp"
#include "solar/synthesis.hpp"
#include "solar/weather_file.hpp"
#include "validate/cases.hpp"

namespace {

using namespace suncrew;
using namespace suncrew::solar;

bool within(double figure, double published, double share) {
    return std::abs(figure / published - 1) <= share;
}

/// The published case: 1.2 kW of modules by kW of inverter, 96 %, losses of 14.0757 %, 20 degrees to the
/// south.
YearOfPower published_system(const SkyYear& sky, double dc_kw, Mounting mounting, ModuleType modules) {
    const Array array{dc_kw, 20, 180, 0};
    return simulate(sky, {.arrays = {&array, 1},
                          .ac_kw = dc_kw / 1.2,
                          .mounting = mounting,
                          .modules = modules,
                          .losses = Losses::of(0.140757)});
}

void try_phoenix(const std::filesystem::path& file, validate::Cases& cases) {
    constexpr std::array months{441.117, 488.020, 601.263, 685.430, 730.075, 681.335,
                                679.185, 662.545, 610.097, 583.053, 461.662, 419.413};
    const SkyYear sky = sky_of(read_weather(file));
    const auto of = [&sky](double dc_kw, Mounting mounting, ModuleType modules) {
        return published_system(sky, dc_kw, mounting, modules);
    };
    const auto expect = [&cases](double figure, double published, const std::string& name) {
        std::cout << name << ": " << figure << " kWh, published " << published << ", "
                  << 100 * (figure / published - 1) << " %\n";
        cases.expect(within(figure, published, 0.0001), name);
    };
    const YearOfPower rack = of(4, Mounting::open_rack, ModuleType::standard);
    expect(rack.annual_kwh, 7043.197, "rack, standard");
    for (std::size_t month = 0; month < months.size(); ++month)
        cases.expect(within(rack.monthly_kwh[month], months[month], 0.0002),
                     "month " + std::to_string(month + 1));
    expect(of(4, Mounting::open_rack, ModuleType::premium).annual_kwh, 7040.913, "rack, premium");
    expect(of(4, Mounting::open_rack, ModuleType::thin_film).annual_kwh, 7099.417, "rack, thin film");
    expect(of(4, Mounting::roof, ModuleType::standard).annual_kwh, 7014.260, "roof, standard");
    expect(of(1000, Mounting::open_rack, ModuleType::standard).annual_kwh, 1759882.2, "rack, 1 MW");
    expect(of(1000, Mounting::roof, ModuleType::standard).annual_kwh, 1753564.9, "roof, 1 MW");
}

/// The mean year of a file, as the climate table would have it.
MonthlyClimate climate_of(const WeatherYear& weather) {
    MonthlyClimate climate;
    ByMonth records{};
    for (const WeatherRecord& record : weather.records) {
        const auto month = static_cast<std::size_t>(record.month - 1);
        climate.ghi_kwh_m2_day[month] += record.ghi_w_m2 * 24 / 1000;
        climate.temperature_c[month] += record.air_c;
        ++records[month];
    }
    for (std::size_t month = 0; month < months_per_year; ++month) {
        climate.ghi_kwh_m2_day[month] /= records[month];
        climate.temperature_c[month] /= records[month];
    }
    return climate;
}

/// What is lost when a file's hours are known by their months alone: documented in docs/decisions/yield.md.
void try_synthesis(const std::filesystem::path& file, validate::Cases& cases) {
    const WeatherYear weather = read_weather(file);
    const SkyYear hours = sky_of(weather);
    const SkyYear made = sky_of(weather.place, climate_of(weather));
    double year_off = 0;
    double months_off = 0;
    constexpr std::array<std::array<double, 2>, 8> planes{
        {{0, 180}, {20, 180}, {35, 180}, {60, 180}, {90, 180}, {30, 90}, {30, 270}, {30, 0}}};
    for (const auto& [tilt, azimuth] : planes) {
        const Array array{4, tilt, azimuth, 0};
        const System system{.arrays = {&array, 1}, .ac_kw = 4 / 1.2};
        const YearOfPower known = simulate(hours, system);
        const YearOfPower from_months = simulate(made, system);
        const double off = std::abs(from_months.annual_kwh / known.annual_kwh - 1);
        year_off += off / planes.size();
        for (std::size_t month = 0; month < months_per_year; ++month)
            months_off += std::abs(from_months.monthly_kwh[month] / known.monthly_kwh[month] - 1) /
                          (planes.size() * months_per_year);
        cases.expect(off < 0.06, file.filename().string() + " by its months, tilt " + std::to_string(tilt));
    }
    std::cout << file.filename().string() << " by its months, mean of 8 planes: year off by "
              << 100 * year_off << " %, months by " << 100 * months_off << " %\n";
    cases.expect(year_off < 0.03 && months_off < 0.05, file.filename().string() + " by its months");
}

/// Two files of the same year say the same, but for their times.
void try_pvgis(const std::filesystem::path& csv, const std::filesystem::path& epw, validate::Cases& cases) {
    const auto south = [](const std::filesystem::path& file) {
        return published_system(sky_of(read_weather(file)), 4, Mounting::roof, ModuleType::standard)
            .annual_kwh;
    };
    const double from_csv = south(csv);
    const double from_epw = south(epw);
    std::cout << "PVGIS: " << from_csv << " kWh by CSV, " << from_epw << " kWh by EPW\n";
    cases.expect(within(from_epw, from_csv, 0.01), "PVGIS' CSV and EPW");
}

}  // namespace

int main(int, char** argv) {
    const std::filesystem::path weather = std::filesystem::path{argv[1]} / "weather";
    validate::Cases cases;
    try_phoenix(weather / "phoenix_tmy2.csv", cases);
    try_synthesis(weather / "phoenix_tmy2.csv", cases);
    try_synthesis(weather / "tmy_45.000_8.000_2005_2023.csv", cases);
    try_pvgis(weather / "tmy_45.000_8.000_2005_2023.csv", weather / "tmy_45.000_8.000_2005_2023.epw", cases);
    return cases.end("Yield by the hour");
}
