#pragma once

#include <vector>

#include "access/granted.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "places/gazetteer.hpp"
#include "store/connection.hpp"
#include "visits/crew_wire.hpp"

namespace suncrew::visits {

/// An absence of more days is refused; and more absences ahead of one crew.
inline constexpr int absence_days_max = 366;
inline constexpr int absences_ahead_max = 50;
/// How long after its end an absence is kept: why a crew was away is nobody's business for longer.
inline constexpr std::chrono::days absences_kept{60};

/// When a crew is away, as the crew itself says. Its visits of these days are planned anew at once behind the
/// request; why it is away nobody else reads.
class Absences {
public:
    Absences(const Clock& clock, const places::Gazetteer& gazetteer) : clock_{clock}, gazetteer_{gazetteer} {}

    /// Refuses days that have passed as "date_passed", an end before the beginning as "date_order", and more
    /// than `absence_days_max` days as "date_too_far"; more than `absences_ahead_max` as "too_many_absences".
    http::Created<Absence> report(access::Granted<access::Permission::report_own_absence> who,
                                  const ReportAbsence& command, store::Transaction& transaction) const;
    /// Refuses as "absence_not_found" one that is not there, somebody else's, or over.
    http::NoContent take_back(access::Granted<access::Permission::report_own_absence> who,
                              const TakeBackAbsence& command, store::Transaction& transaction) const;

private:
    const Clock& clock_;
    const places::Gazetteer& gazetteer_;
};

/// A crew's absences that touch these days, the first first.
std::vector<Absence> absences_between(store::Reading& reading, CrewId crew, Date from, Date to, int limit);

/// Deletes at most 500 absences whose end is `absences_kept` ago; how many.
std::int64_t delete_old_absences(store::Transaction& transaction, Instant now);

}  // namespace suncrew::visits
