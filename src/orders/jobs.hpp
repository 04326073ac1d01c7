#pragma once

#include "access/granted.hpp"
#include "access/opening.hpp"
#include "base/time.hpp"
#include "orders/job_wire.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// How often within 24 hours the installation of an order may get another date.
inline constexpr int reschedules_a_day_max = 6;

/// Jobs, as the crews that have them use them. Another crew's job is refused as one that is not there,
/// "order_not_found"; a move that was decided on an older version as "order_changed".
class Jobs {
public:
    Jobs(const Clock& clock, sealing::Keyring& keyring) : clock_{clock}, keyring_{keyring} {}

    JobPage list(access::Granted<access::Permission::read_own_jobs> who, const JobsQuery& query,
                 store::Reading& reading) const;
    /// Whose house it is, where, and what was written: each opened with an entry about its owner.
    Job read(access::Granted<access::Permission::open_own_jobs> who, const JobQuery& query,
             access::Desk& desk) const;
    Timeline timeline(access::Granted<access::Permission::open_own_jobs> who, const JobQuery& query,
                      access::Desk& desk) const;

    /// Moves a job on. Refuses what the state table does not have as "move_not_allowed", a member that the
    /// event does not take as "not_for_this_event", and one that it takes and misses as "missing_member".
    /// `start_work` is refused as "cooling_off_running" until the customer may no longer go back or has
    /// waived that; with a wrong code as "start_code_refused"; after `StartCode::tries_max` of them as
    /// "start_code_locked", until the installation gets another date. A date before the end of a cooling-off
    /// time that is not waived is refused as "date_in_cooling_off"; more than `reschedules_a_day_max` new
    /// dates within a day as "rescheduled_too_often". After `withdraw` the job is somebody else's, and
    /// nothing is left to be done.
    JobStep move(access::Granted<access::Permission::move_own_jobs> who, const MoveJob& command,
                 store::Transaction& transaction) const;

private:
    const Clock& clock_;
    sealing::Keyring& keyring_;
};

}  // namespace suncrew::orders
