#include "routing/tails.hpp"

#include <algorithm>
#include <utility>

namespace suncrew::routing {
namespace {

/// Exchanges that are tried after each ruin, and the neighbours they are tried with: measured, see
/// docs/decisions/routing.md.
constexpr std::size_t tries = 100;
constexpr std::size_t near_max = 15;
/// What an exchange has to spare at least: less is a matter of rounding.
constexpr Cost spared_min = 1e-6;

}  // namespace

void Tails::operator()(Solution& solution) {
    if (!instance_.has_free_tails() || solution.changed().empty())
        return;
    for (std::size_t i = 0; i < tries; ++i)
        try_one(solution);
}

void Tails::try_one(Solution& solution) {
    const Route& changed = solution.route(solution.changed()[random_.below(solution.changed().size())]);
    if (changed.empty())
        return;
    std::uint32_t last = changed.visits()[random_.below(changed.size())];
    const auto near = neighbourhood_.visits(last);
    if (near.empty())
        return;
    std::uint32_t next = near[random_.below(std::min(near.size(), near_max))];
    if (random_.fraction() < 0.5)
        std::swap(last, next);
    const auto [route, behind] = solution.spot(last);
    const auto [other, onto] = solution.spot(next);
    if (route == Solution::no_route || other == Solution::no_route || route == other ||
        !solution.open(route) || !solution.open(other) ||
        solution.route(route).van().kind != solution.route(other).van().kind)
        return;
    if (solution.route(route).tail_price(behind, solution.route(other), onto) < -spared_min)
        solution.exchange_tails(route, behind, other, onto);
}

}  // namespace suncrew::routing
