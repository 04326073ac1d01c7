#include "orders/skills.hpp"

#include "orders/state.hpp"
#include "store/errors.hpp"

namespace suncrew::orders {

dispatch::SkillSet stored_skills(int mask) {
    const auto skills = dispatch::SkillSet::from_mask(static_cast<std::uint32_t>(mask));
    if (!skills)
        throw store::Fault{"a column holds a skill that there is not"};
    return *skills;
}

std::vector<dispatch::Skill> listed(dispatch::SkillSet skills) {
    std::vector<dispatch::Skill> list;
    for (const dispatch::Skill skill : all<dispatch::Skill>())
        if (skills.contains(skill))
            list.push_back(skill);
    return list;
}

}  // namespace suncrew::orders
