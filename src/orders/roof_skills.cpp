#include "orders/roof_skills.hpp"

namespace suncrew::orders {

dispatch::SkillSet skills_for(const std::vector<QuotePlane>& planes) {
    using dispatch::Skill;
    dispatch::SkillSet skills{Skill::electrical};
    for (const QuotePlane& plane : planes) {
        if (plane.panels == 0)
            continue;
        skills.add(plane.tilt_deg < flat_below_deg ? Skill::flat_roof : Skill::pitched_roof);
        if (plane.tilt_deg > steep_above_deg)
            skills.add(Skill::heights);
    }
    return skills;
}

}  // namespace suncrew::orders
