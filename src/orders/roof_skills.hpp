#pragma once

#include <vector>

#include "dispatch/skill.hpp"
#include "orders/quote_wire.hpp"

namespace suncrew::orders {

// The slopes that part the trades are our assumptions: below the first, panels stand on frames on a flat
// roof; above the second, nobody stands without ropes or a scaffold.
inline constexpr double flat_below_deg = 10;
inline constexpr double steep_above_deg = 40;

/// What a crew must be able to do for the planes that get panels.
dispatch::SkillSet skills_for(const std::vector<QuotePlane>& planes);

}  // namespace suncrew::orders
