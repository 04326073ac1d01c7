#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "routing/budget.hpp"
#include "routing/instance.hpp"

namespace suncrew::routing {

/// Which visits are worth standing next to each other, and which kinds of vehicle are worth sending out for a
/// request. A granular neighbourhood (Toth & Vigo, INFORMS Journal on Computing 15 (2003) 333-346); nearness
/// counts waiting and being late, as Vidal, Crainic, Gendreau & Prins, Computers & Operations Research 40
/// (2013) 475-489, section 4.5.
class Neighbourhood {
public:
    static constexpr std::size_t visits_near = 50;
    static constexpr std::size_t kinds_near = 24;

    /// What the budget does not reach up to `until` has nothing near it; else it is the same for any number
    /// of threads.
    Neighbourhood(const Instance& instance, unsigned threads, const Budget& budget, double until);

    /// Other visits, the nearest first; at most `visits_near`.
    std::span<const std::uint32_t> visits(std::uint32_t task) const { return visits_[task]; }
    /// A place beside another visit, wherever that stands.
    struct Side {
        std::uint32_t visit = 0;
        bool before = false;  ///< before it, and not behind it
    };
    /// Places for a task beside other visits, the nearest first, without those at which it can never be in
    /// time; at most two for each visit that is near.
    std::span<const Side> sides(std::uint32_t task) const { return sides_[task]; }
    /// Kinds that have the skills, those of about `kinds_near` crews.
    std::span<const std::uint32_t> kinds(std::uint32_t request) const { return kinds_[request]; }

private:
    struct Effort {
        unsigned threads;
        const Budget& budget;
        double until;
    };
    void find_visits(const Instance& instance, const Effort& effort);
    void find_kinds(const Instance& instance, const Effort& effort);

    std::vector<std::vector<std::uint32_t>> visits_;
    std::vector<std::vector<Side>> sides_;
    std::vector<std::vector<std::uint32_t>> kinds_;
};

}  // namespace suncrew::routing
