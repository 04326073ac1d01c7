#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "routing/travel.hpp"

namespace suncrew::routing {

/// Looks for the things nearest to a place.
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
};

/// `travel` has to outlive it.
std::unique_ptr<Nearest> nearest_of(const Travel& travel, const std::vector<Nearest::Thing>& things);

}  // namespace suncrew::routing
