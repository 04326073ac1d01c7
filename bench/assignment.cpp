// What the assignment of orders to crews costs: the solver on dense uniform costs, where every pair is
// allowed, on ways between places, and on the worst kind of matrix we know; and the whole matching on a
// made-up country.
#include "dispatch/assignment.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include "dispatch/matching.hpp"

namespace suncrew::dispatch {
namespace {

CostMatrix uniform(std::size_t rows, std::size_t columns, std::uint32_t cost_max) {
    std::mt19937_64 random{42};
    std::uniform_int_distribution<std::uint32_t> cost{0, cost_max};
    CostMatrix costs{rows, columns};
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            costs.allow(row, column, cost(random));
    return costs;
}

/// cost(i, j) = (i + 1) (j + 1): the classic hard case, in which paths are long.
CostMatrix product(std::size_t side) {
    CostMatrix costs{side, side};
    for (std::size_t row = 0; row < side; ++row)
        for (std::size_t column = 0; column < side; ++column)
            costs.allow(row, column, static_cast<std::uint32_t>((row + 1) * (column + 1)));
    return costs;
}

void assign_uniform(benchmark::State& state) {
    const auto costs = uniform(static_cast<std::size_t>(state.range(0)),
                               static_cast<std::size_t>(state.range(1)), CostMatrix::cost_max);
    for (auto _ : state)
        benchmark::DoNotOptimize(assign(costs));
}
BENCHMARK(assign_uniform)
    ->Args({200, 900})
    ->Args({1000, 1000})
    ->Args({1000, 700})
    ->Args({5000, 5000})
    ->Unit(benchmark::kMillisecond);

/// Everything costs the same.
void assign_alike(benchmark::State& state) {
    const auto costs =
        uniform(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(0)), 0);
    for (auto _ : state)
        benchmark::DoNotOptimize(assign(costs));
}
BENCHMARK(assign_alike)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);

void assign_product(benchmark::State& state) {
    const auto costs = product(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(assign(costs));
}
BENCHMARK(assign_product)->Arg(1000)->Unit(benchmark::kMillisecond);

double fraction(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11) * 0x1p-53;
}

struct Spot {
    double x_m = 0;
    double y_m = 0;
};

/// On a square of 300 km: evenly, or around towns, of which the n-th has about 1/n of the people.
std::vector<Spot> spots(std::size_t count, const std::vector<Spot>& towns, std::mt19937_64& random) {
    std::vector<Spot> spots(count);
    for (Spot& spot : spots) {
        spot = {300'000 * fraction(random), 300'000 * fraction(random)};
        if (towns.empty())
            continue;
        const auto rank =
            static_cast<std::size_t>(std::pow(static_cast<double>(towns.size()), fraction(random)));
        const Spot town = towns[std::min(rank, towns.size()) - 1];
        spot = {town.x_m + 20'000 * (fraction(random) - fraction(random)),
                town.y_m + 20'000 * (fraction(random) - fraction(random))};
    }
    return spots;
}

/// Every pair is allowed and costs its way, in metres.
CostMatrix geographic(std::size_t side, std::size_t towns) {
    std::mt19937_64 random{42};
    const std::vector<Spot> centres = spots(towns, {}, random);
    const std::vector<Spot> orders = spots(side, centres, random);
    const std::vector<Spot> crews = spots(side, centres, random);
    CostMatrix costs{side, side};
    for (std::size_t row = 0; row < side; ++row)
        for (std::size_t column = 0; column < side; ++column)
            costs.allow(row, column,
                        static_cast<std::uint32_t>(1.3 * std::hypot(orders[row].x_m - crews[column].x_m,
                                                                    orders[row].y_m - crews[column].y_m)));
    return costs;
}

/// By side and number of towns; without any, evenly.
void assign_geographic(benchmark::State& state) {
    const auto costs =
        geographic(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)));
    for (auto _ : state)
        benchmark::DoNotOptimize(assign(costs));
}
BENCHMARK(assign_geographic)
    ->Args({1000, 0})
    ->Args({5000, 0})
    ->Args({5000, 60})
    ->Unit(benchmark::kMillisecond);

Position place(std::mt19937_64& random) {
    return {40 + 3 * fraction(random), -5 + 4 * fraction(random)};
}

template <class AnyId>
AnyId numbered(std::size_t number) {
    Uuid uuid{};
    for (std::size_t i = 0; i < 8; ++i)
        uuid[8 + i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
    return AnyId{uuid};
}

constexpr Date today{std::chrono::year{2026}, std::chrono::May, std::chrono::day{4}};

/// Orders and crews evenly over 330 km by 340 km; a crew works within 60 to 120 km and has up to three
/// places.
void match_geographic(benchmark::State& state) {
    std::mt19937_64 random{7};
    std::vector<OpenOrder> orders(static_cast<std::size_t>(state.range(0)));
    for (std::size_t i = 0; i < orders.size(); ++i) {
        orders[i].id = numbered<OrderId>(i);
        orders[i].position = place(random);
        orders[i].skills_needed = i % 2 == 0 ? SkillSet{Skill::pitched_roof, Skill::tile} : SkillSet{};
        orders[i].waiting_since = std::chrono::sys_days{today} - std::chrono::hours{random() % 480};
    }
    std::vector<AvailableCrew> crews(static_cast<std::size_t>(state.range(1)));
    for (std::size_t i = 0; i < crews.size(); ++i) {
        crews[i].id = numbered<CrewId>(i);
        crews[i].base = place(random);
        crews[i].radius_km = 60 + 60 * fraction(random);
        crews[i].skills =
            i % 4 == 0 ? SkillSet{} : SkillSet{Skill::pitched_roof, Skill::tile, Skill::heights};
        crews[i].works_on = Weekdays{0b0011111};
        crews[i].active_jobs = static_cast<unsigned>(random() % 3);
        crews[i].active_jobs_max = 3;
    }
    std::size_t offers = 0;
    for (auto _ : state)
        offers = match(orders, crews, today).size();
    state.counters["offers"] = static_cast<double>(offers);
}
BENCHMARK(match_geographic)
    ->Args({200, 300})
    ->Args({2000, 300})
    ->Args({2000, 1500})
    ->Args({5000, 5000})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace suncrew::dispatch
