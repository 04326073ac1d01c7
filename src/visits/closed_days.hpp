#pragma once

#include <vector>

#include "access/granted.hpp"
#include "access/recorded.hpp"
#include "base/time.hpp"
#include "dispatch/travel.hpp"
#include "http/answers.hpp"
#include "store/connection.hpp"
#include "visits/board_wire.hpp"

namespace suncrew::visits {

/// So many days ahead may be closed at once, over all regions.
inline constexpr int closed_days_max = 500;
/// How long after it a closed day is kept.
inline constexpr std::chrono::days closed_days_kept{400};

/// Whether nobody works at that place on that closed day.
bool covers(const ClosedDay& closed, const places::Country& country, dispatch::Position place);

/// The closed days of these dates, the first first, at most `closed_days_max`.
std::vector<ClosedDay> closed_between(store::Reading& reading, Date from, Date to);

/// Days on which nobody works in a region, as dispatchers say: visits there are planned anew behind the
/// request.
class ClosedDays {
public:
    explicit ClosedDays(const Clock& clock) : clock_{clock} {}

    /// Refuses a day that has passed as "date_passed" or is too far as "date_too_far", anything but one of
    /// country and area as "one_region", and more than `closed_days_max` as "too_many_closed_days".
    access::Recorded<http::Created<ClosedDay>> close(access::Granted<access::Permission::move_visits> who,
                                                     const CloseDay& command, store::Writing& writing) const;
    /// Refuses as "closed_day_not_found".
    access::Recorded<http::NoContent> open(access::Granted<access::Permission::move_visits> who,
                                           const OpenDay& command, store::Writing& writing) const;

private:
    const Clock& clock_;
};

/// Deletes at most 500 closed days that are `closed_days_kept` ago; how many.
std::int64_t delete_old_closed_days(store::Transaction& transaction, Instant now);

}  // namespace suncrew::visits
