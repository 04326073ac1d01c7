#pragma once

#include <cstdint>
#include <functional>

#include "routing/budget.hpp"
#include "routing/model.hpp"
#include "routing/solution.hpp"

namespace suncrew::routing {

struct SolveOptions {
    std::uint64_t seed = 1;
    unsigned threads = 1;
    /// Where the search begins: jobs by vehicle, which are kept as far as they hold in this order, but for
    /// what the search finds better. A firm promise among them that holds is not given up. Empty: from
    /// nothing.
    Sequences start{};
};
inline constexpr unsigned threads_max = 64;

/// By vehicle, the indices of its visits in order; every limit of the problem holds. Which seed, threads and
/// number of iterations give which plan is always the same; with a budget of time it is not. `improved`,
/// where given, is told the best so far from time to time; it never gets worse.
Sequences solve(const Problem& problem, const Budget& budget, const SolveOptions& options,
                const std::function<void(const Worth&)>& improved = {});

}  // namespace suncrew::routing
