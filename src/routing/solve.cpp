#include "routing/solve.hpp"

#include <algorithm>
#include <deque>
#include <thread>

#include "routing/search.hpp"

namespace suncrew::routing {
namespace {

/// How often in a search the threads take over the best of them.
constexpr int exchanges = 4;

}  // namespace

Sequences solve(const Problem& problem, const Budget& budget, const SolveOptions& options,
                const std::function<void(const Worth&)>& improved) {
    const Instance instance{problem};
    const Neighbourhood neighbourhood{instance};
    std::deque<Search> searches;
    for (unsigned i = 0; i < options.threads; ++i)
        searches.emplace_back(instance, neighbourhood, options.seed + i * 0x9e3779b97f4a7c15ULL);
    searches.front().construct(budget);
    for (std::size_t i = 1; i < searches.size(); ++i)
        searches[i].adopt(searches.front());
    const auto best = [&]() -> Search& {
        return *std::ranges::min_element(searches, {}, &Search::best_worth);
    };
    for (int part = 1; part <= exchanges; ++part) {
        {
            std::vector<std::jthread> threads;
            const double until = static_cast<double>(part) / exchanges;
            for (Search& search : searches)
                threads.emplace_back([&search, &budget, until] { search.run(budget, until); });
        }
        Search& leader = best();
        for (Search& search : searches)
            if (leader.best_worth() < search.best_worth())
                search.adopt(leader);
        if (improved)
            improved(leader.best_worth());
    }
    best().complete(budget);
    return best().best();
}

}  // namespace suncrew::routing
