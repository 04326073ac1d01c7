#include "dispatch/cost.hpp"

#include <algorithm>
#include <cmath>

#include "dispatch/assignment.hpp"

namespace suncrew::dispatch {

double acceptance(const Answers& answers) {
    const double given = static_cast<double>(answers.accepted) + static_cast<double>(answers.refused);
    return (usual_acceptance * usual_answers + static_cast<double>(answers.accepted)) /
           (usual_answers + given);
}

double cost_km(const Prospect& prospect) {
    const int days_short_of_max = waited_days_max - std::clamp(prospect.waited_days, 0, waited_days_max);
    return prospect.road_km + held_km * prospect.held + day_ahead_km * std::max(prospect.days_ahead, 0) +
           waited_day_km * days_short_of_max +
           rating_point_km * (5 - std::clamp(prospect.rating.value_or(unrated), 1.0, 5.0)) +
           refusal_km * (1 - std::clamp(prospect.acceptance, 0.0, 1.0));
}

std::uint32_t cost_m(const Prospect& prospect) {
    const double metres = std::round(cost_km(prospect) * 1000);
    return metres < CostMatrix::cost_max ? static_cast<std::uint32_t>(metres) : CostMatrix::cost_max;
}

}  // namespace suncrew::dispatch
