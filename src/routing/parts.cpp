#include "routing/parts.hpp"

#include <algorithm>
#include <utility>

namespace suncrew::routing {
namespace {

/// How far a route's middle lies along a direction.
double along(const Instance& instance, const std::vector<std::uint32_t>& visits,
             const Travel::Located& direction) {
    double sum = 0;
    for (const std::uint32_t visit : visits) {
        const Travel::Located at = instance.problem().travel.located()[instance.task(visit).place];
        sum += at.x * direction.x + at.y * direction.y + at.z * direction.z;
    }
    return sum / static_cast<double>(visits.size());
}

}  // namespace

std::vector<std::uint32_t> parts_of(const Instance& instance, const Sequences& sequences, std::uint32_t parts,
                                    Random& random) {
    const Travel::Located direction{random.fraction() - 0.5, random.fraction() - 0.5,
                                    random.fraction() - 0.5};
    std::vector<std::uint32_t> part(sequences.size());
    std::vector<std::pair<double, std::uint32_t>> ranked;
    std::size_t visits = 0;
    std::uint32_t dealt = 0;
    for (std::uint32_t route = 0; route < sequences.size(); ++route) {
        visits += sequences[route].size();
        if (sequences[route].empty())
            part[route] = dealt++ % parts;
        else
            ranked.emplace_back(along(instance, sequences[route], direction), route);
    }
    std::sort(ranked.begin(), ranked.end());
    std::size_t passed = 0;
    for (const auto& [distance, route] : ranked) {
        part[route] = static_cast<std::uint32_t>(passed * parts / visits);
        passed += sequences[route].size();
    }
    return part;
}

}  // namespace suncrew::routing
