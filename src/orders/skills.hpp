#pragma once

#include <vector>

#include "dispatch/skill.hpp"

namespace suncrew::orders {

/// The skills that a column's number holds. Throws store::Fault for a bit without a skill.
dispatch::SkillSet stored_skills(int mask);
/// The skills one by one, in the order of their numbers.
std::vector<dispatch::Skill> listed(dispatch::SkillSet skills);

}  // namespace suncrew::orders
