// What the assignment of orders to crews costs: the solver on dense uniform costs, where every pair is
// allowed, and on the worst kind of matrix we know; and the whole matching on a made-up country.
#include "dispatch/assignment.hpp"

#include <cstdint>
#include <random>

#include <benchmark/benchmark.h>

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
    ->Args({4000, 4000})
    ->Unit(benchmark::kMillisecond);

void assign_product(benchmark::State& state) {
    const auto costs = product(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(assign(costs));
}
BENCHMARK(assign_product)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace suncrew::dispatch
