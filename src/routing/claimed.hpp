#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/model.hpp"

namespace suncrew::routing {

/// A solution as its file states it, not yet believed.
struct ClaimedStep {
    std::string type;
    std::uint64_t id = 0;
    Time arrival = 0;
    std::optional<Time> waiting{};
};

struct ClaimedRoute {
    std::uint64_t vehicle = 0;
    std::vector<ClaimedStep> steps;
};

struct ClaimedLeftOut {
    std::string type;
    std::uint64_t id = 0;
};

struct Claimed {
    std::vector<ClaimedRoute> routes;
    std::vector<ClaimedLeftOut> left_out;
    std::optional<double> cost{};
    std::optional<double> distance{};
};

/// Reads what is needed to check a solution in VROOM's form; the other members are passed over. Throws
/// Refusal with the member's path.
Claimed read_claimed(std::string_view text);

}  // namespace suncrew::routing
