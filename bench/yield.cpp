// What a year's yield and a roof's design cost. Weather is made up; a real file has as many hours.
#include <random>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>

#include "solar/design.hpp"
#include "solar/hourly.hpp"
#include "solar/made_weather.hpp"
#include "solar/synthesis.hpp"
#include "solar/weather_file.hpp"

namespace suncrew::solar {
namespace {

const Place madrid{40.4, -3.7, 650};

const WeatherYear& weather() {
    static const WeatherYear year = made_year(madrid, 0);
    return year;
}

const SkyYear& sky() {
    static const SkyYear year = sky_of(weather());
    return year;
}

/// Once for a weather file.
void parse_weather_file(benchmark::State& state) {
    const std::string text = as_sam(weather(), false);
    for (auto _ : state)
        benchmark::DoNotOptimize(read_weather(text, "made"));
}
BENCHMARK(parse_weather_file)->Unit(benchmark::kMillisecond);

/// Once for a place of a weather file.
void sun_and_sky_of_weather(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(sky_of(weather()));
}
BENCHMARK(sun_and_sky_of_weather)->Unit(benchmark::kMillisecond);

/// Once for a place of the climate table.
void sky_of_climate(benchmark::State& state) {
    MonthlyClimate climate;
    climate.ghi_kwh_m2_day = {2.1, 3.0, 4.5, 5.4, 6.4, 7.2, 7.4, 6.5, 5.0, 3.3, 2.2, 1.7};
    for (auto _ : state)
        benchmark::DoNotOptimize(sky_of(madrid, climate));
}
BENCHMARK(sky_of_climate)->Unit(benchmark::kMillisecond);

YearOfPower run(double tilt_deg, double azimuth_deg, Mounting mounting) {
    const Array array{4, tilt_deg, azimuth_deg, 0};
    return simulate(sky(), {.arrays = {&array, 1}, .ac_kw = 4 / 1.2, .mounting = mounting});
}

void one_year_on_a_roof(benchmark::State& state) {
    run(20, 180, Mounting::roof);
    for (auto _ : state)
        benchmark::DoNotOptimize(run(20, 180, Mounting::roof));
    state.counters["hours_of_sun"] = static_cast<double>(sky().size());
}
BENCHMARK(one_year_on_a_roof)->Unit(benchmark::kMicrosecond);

void one_year_on_a_rack(benchmark::State& state) {
    run(20, 180, Mounting::open_rack);
    for (auto _ : state)
        benchmark::DoNotOptimize(run(20, 180, Mounting::open_rack));
}
BENCHMARK(one_year_on_a_rack)->Unit(benchmark::kMicrosecond);

/// A thousand different roofs of one place, on two threads.
void thousand_roofs(benchmark::State& state) {
    constexpr int roofs = 1000;
    constexpr int threads = 2;
    std::mt19937_64 random{7};
    std::vector<Array> planes(roofs);
    for (Array& plane : planes)
        plane = {3 + static_cast<double>(random() % 80) / 10, static_cast<double>(random() % 60),
                 static_cast<double>(random() % 360), 0};
    std::vector<double> annual(roofs);
    run(20, 180, Mounting::roof);
    for (auto _ : state) {
        std::vector<std::jthread> workers;
        for (int thread = 0; thread < threads; ++thread)
            workers.emplace_back([&, thread] {
                for (std::size_t i = static_cast<std::size_t>(thread); i < planes.size(); i += threads)
                    annual[i] = simulate(sky(), {.arrays = {&planes[i], 1}, .ac_kw = planes[i].dc_kw / 1.2})
                                    .annual_kwh;
            });
        workers.clear();
        benchmark::DoNotOptimize(annual);
    }
}
BENCHMARK(thousand_roofs)->Unit(benchmark::kMillisecond)->UseRealTime();

const MonthlyClimate& climate() {
    static const MonthlyClimate mean = [] {
        MonthlyClimate year;
        year.ghi_kwh_m2_day = {2.1, 3.0, 4.5, 5.4, 6.4, 7.2, 7.4, 6.5, 5.0, 3.3, 2.2, 1.7};
        year.temperature_c = {6, 8, 11, 13, 17, 23, 26, 25, 21, 15, 10, 7};
        return year;
    }();
    return mean;
}

/// One whole design, from the outlines of its planes to the cash flow; the place's sky is at hand. Arguments:
/// planes, capacity of the battery (kWh), 1 for a tariff by the hour.
void one_design(benchmark::State& state) {
    static const SkyYear sky = sky_of(madrid, climate());
    static const PriceBooks books = PriceBooks::read(SUNCREW_DATA "/price_books");
    DesignInput input;
    input.place = madrid;
    input.today = Date{std::chrono::year{2026}, std::chrono::month{6}, std::chrono::day{1}};
    for (int plane = 0; plane < state.range(0); ++plane)
        input.planes.push_back({rectangular(8, 5), 25, 90.0 * (plane + 2 - 4 * (plane > 1)), 0});
    input.planes[0].surface.obstructions = {{3, 2, 0.6, 0.6}};
    input.use = {6000, 0.2, 0.1};
    if (state.range(1) > 0)
        input.battery_kwh = static_cast<double>(state.range(1));
    input.tariff = state.range(2) != 0 ? TariffKind::time_of_use : TariffKind::flat;
    const PriceBook& book = books.on("ES", input.today);
    for (auto _ : state)
        benchmark::DoNotOptimize(design(input, book, climate(), sky));
}
BENCHMARK(one_design)
    ->Unit(benchmark::kMicrosecond)
    ->Args({1, 0, 0})
    ->Args({4, 0, 0})
    ->Args({4, 10, 0})
    ->Args({4, 10, 1});

}  // namespace
}  // namespace suncrew::solar
