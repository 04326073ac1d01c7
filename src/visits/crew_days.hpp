#pragma once

#include "access/granted.hpp"
#include "base/time.hpp"
#include "places/gazetteer.hpp"
#include "store/connection.hpp"
#include "visits/crew_wire.hpp"

namespace suncrew::visits {

/// A crew's days, as the crew itself sees them: where roughly and when, never whose. The house is opened as a
/// job, which leaves its entry.
class CrewDays {
public:
    CrewDays(const Clock& clock, const places::Gazetteer& gazetteer) : clock_{clock}, gazetteer_{gazetteer} {}

    /// Two statements, whatever the day has.
    CrewDay day(access::Granted<access::Permission::read_own_days> who, const CrewDayQuery& query,
                store::Reading& reading) const;
    CrewCalendar calendar(access::Granted<access::Permission::read_own_days> who,
                          const CrewCalendarQuery& query, store::Reading& reading) const;

private:
    const Clock& clock_;
    const places::Gazetteer& gazetteer_;
};

}  // namespace suncrew::visits
