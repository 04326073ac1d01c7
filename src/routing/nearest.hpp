#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "routing/budget.hpp"
#include "routing/travel.hpp"

namespace suncrew::routing {

/// Looks for the things nearest to a place; from several threads at once, if need be.
class Nearest {
public:
    struct Thing {
        Place place = 0;
        std::uint32_t number = 0;
    };
    using Accepts = std::function<bool(std::uint32_t number)>;

    virtual ~Nearest() = default;
    /// At most `count` numbers of things for which `accepts`, the nearest first: by distance where places
    /// have coordinates, and by the first table's durations where they do not.
    virtual std::vector<std::uint32_t> to(Place from, std::size_t count, const Accepts& accepts) const = 0;
    /// The numbers of all things, so that near ones mostly come one after another: who asks in this order
    /// finds what it needs in the processor's caches.
    virtual std::vector<std::uint32_t> in_order() const = 0;
};

/// `travel` has to outlive it. With tables, what the budget does not reach up to `until` has nothing near it.
std::unique_ptr<Nearest> nearest_of(const Travel& travel, const std::vector<Nearest::Thing>& things,
                                    unsigned threads, const Budget& budget, double until);

}  // namespace suncrew::routing
