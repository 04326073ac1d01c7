#include "routing/ruin.hpp"

#include <algorithm>
#include <cmath>

namespace suncrew::routing {
namespace {

// The source's parameters, but that strings may be twice as long: docs/decisions/routing.md, "Measured".
constexpr double removed_mean = 10;
constexpr double string_length_max = 20;
constexpr double split_rate = 0.5;
constexpr double split_grows_rate = 0.01;
/// Draws for a visit in a route that may be changed.
constexpr std::size_t seed_draws_max = 64;

}  // namespace

void Ruin::operator()(Solution& solution, std::vector<std::uint32_t>& requests) {
    const auto visits = static_cast<double>(instance_.visits());
    const double in_use = static_cast<double>(std::max<std::size_t>(solution.routes_in_use(), 1));
    const double length_max = std::min(string_length_max, std::max(1.0, visits / in_use));
    const double strings_max = 4 * removed_mean / (1 + length_max) - 1;
    std::size_t strings = static_cast<std::size_t>(1 + random_.fraction() * strings_max);

    const std::uint32_t seed = draw_seed(solution);
    const auto ruin_at = [&](std::uint32_t task) {
        const std::uint32_t route = solution.spot(task).route;
        if (strings == 0 || route == Solution::no_route || !solution.open(route) ||
            std::ranges::count(solution.changed(), route) > 0)
            return;
        --strings;
        take_string(solution, task, length_max, requests);
    };
    ruin_at(seed);
    for (const std::uint32_t near : neighbourhood_.visits(seed))
        ruin_at(near);
}

std::uint32_t Ruin::draw_seed(const Solution& solution) {
    const auto draw = [this] { return static_cast<std::uint32_t>(random_.below(instance_.visits())); };
    std::uint32_t seed = draw();
    for (std::size_t draws = 1; draws < seed_draws_max; ++draws) {
        const std::uint32_t route = solution.spot(seed).route;
        if (route == Solution::no_route || solution.open(route))
            break;
        seed = draw();
    }
    return seed;
}

void Ruin::take_string(Solution& solution, std::uint32_t task, double length_max,
                       std::vector<std::uint32_t>& requests) {
    const auto [route, position] = solution.spot(task);
    const std::span<const std::uint32_t> visits = solution.route(route).visits();
    const auto at = static_cast<std::size_t>(position - 1);
    const double longest = std::min(static_cast<double>(visits.size()), length_max);
    const auto length = static_cast<std::size_t>(1 + random_.fraction() * longest);
    const std::size_t taken = std::min(length, visits.size());

    // A split string spares some visits in its middle, and reaches further for it.
    std::size_t spared = 0;
    if (taken > 1 && taken < visits.size() && random_.fraction() < split_rate) {
        spared = 1;
        while (taken + spared < visits.size() && random_.fraction() > split_grows_rate)
            ++spared;
    }
    const std::size_t reach = taken + spared;
    const std::size_t first_min = at + 1 > reach ? at + 1 - reach : 0;
    const std::size_t first_max = std::min(at, visits.size() - reach);
    const std::size_t first = first_min + random_.below(first_max - first_min + 1);
    const std::size_t spared_from = first + random_.below(taken + 1);

    string_.clear();
    for (std::size_t i = first; i < first + reach; ++i)
        if (spared == 0 || i < spared_from || i >= spared_from + spared)
            string_.push_back(instance_.task(visits[i]).request);
    const auto gone = solution.take_out(route, string_);
    requests.insert(requests.end(), gone.begin(), gone.end());
}

}  // namespace suncrew::routing
