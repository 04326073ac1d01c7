#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/granted.hpp"
#include "base/time.hpp"
#include "dispatch/matching.hpp"
#include "orders/job_wire.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// A crew that begins to work with us.
struct NewCrew {
    AccountId account;  ///< of the role crew, with no other crew
    std::string name;
    dispatch::Position base;
    double radius_km = 0;
    dispatch::SkillSet skills;
    dispatch::Weekdays works_on;
    int active_jobs_max = 0;
    std::vector<Date> days_off;
};

/// Throws store::Duplicate where the account has a crew.
CrewId add_crew(store::Writing& writing, const NewCrew& crew, Instant now);

/// Crews, as their own accounts see them.
class Crews {
public:
    explicit Crews(const Clock& clock) : clock_{clock} {}

    /// Refuses as "crew_not_found" an account without a crew.
    Crew read(access::Granted<access::Permission::read_own_crew> who, const CrewQuery& query,
              store::Reading& reading) const;

private:
    const Clock& clock_;
};

}  // namespace suncrew::orders
