#pragma once

#include <cstddef>
#include <thread>
#include <vector>

#include "routing/budget.hpp"

namespace suncrew::routing {

/// Does `work(index)` for each index below `count`, on so many threads, each of which has every so manieth
/// block. What the budget does not reach up to `until` is not done. Where each index's work depends on
/// nothing that another's changes, the outcome is the same for any number of threads.
template <class Work>
void side_by_side(std::size_t count, unsigned threads, const Budget& budget, double until, Work work) {
    constexpr std::size_t block = 64;
    const auto take = [&](std::size_t first_block) {
        for (std::size_t first = first_block * block; first < count; first += threads * block) {
            if (budget.spent(0) >= until)
                return;
            for (std::size_t i = first; i < count && i < first + block; ++i)
                work(i);
        }
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i)
        others.emplace_back([&take, i] { take(i); });
    take(0);
}

}  // namespace suncrew::routing
