#pragma once

#include <cstdint>
#include <vector>

#include "routing/budget.hpp"
#include "routing/recreate.hpp"
#include "routing/ruin.hpp"
#include "routing/tails.hpp"

namespace suncrew::routing {

/// One thread's search: ruin and recreate under simulated annealing. Its best only gets better.
class Search {
public:
    Search(const Instance& instance, const Neighbourhood& neighbourhood, std::uint64_t seed);

    /// Begins with the jobs of these routes, as far as they hold in their order.
    void resume(const Sequences& start);
    /// Adds to a first solution what it lacks, each visit put in behind one near to it; what the budget does
    /// not reach stays out.
    void construct(const Budget& budget);
    /// Goes on until so much of the budget is spent; the temperature falls with it.
    void run(const Budget& budget, double until);
    /// Goes on from there, which is its best now.
    void adopt(const Sequences& sequences);
    /// Changes only these routes from now on, and takes of what is left out only each `share`th, from `first`
    /// on.
    void confine(std::vector<std::uint8_t> open, std::uint32_t first, std::uint32_t share);
    /// Tries every place for what the best leaves out, as long as the budget lasts.
    void complete(const Budget& budget);

    Sequences current() const { return current_.sequences(); }
    const Worth& best_worth() const { return best_worth_; }
    const Sequences& best() const { return best_; }

private:
    void step(double temperature);
    bool accepts(const Worth& candidate, const Worth& current, double temperature);
    void note_best();

    const Instance& instance_;
    const Neighbourhood& neighbourhood_;
    Random random_;
    Recreate recreate_;
    Ruin ruin_;
    Tails tails_;
    Solution current_;
    Sequences best_;
    Worth best_worth_;
    std::vector<std::uint32_t> stale_;  ///< routes of `current_` that may differ from the best's
    std::vector<std::uint8_t> is_stale_;
    std::vector<std::uint32_t> requests_;
    std::uint64_t iterations_ = 0;
    std::uint32_t first_ = 0;  ///< of the requests that it may put back
    std::uint32_t share_ = 1;
};

}  // namespace suncrew::routing
