#include "permits/independence.hpp"

#include "base/refusal.hpp"

namespace suncrew::permits {

void require_independent(store::Reading& reading, AccountId one, AccountId other, Instant now) {
    const Instant since = now - dependent_for;
    const auto dependent = reading.value<bool>(
        R"(select exists (select 1 from security_events where account in (?, ?) and actor in (?, ?) and at > ?
             and kind in ('account_created', 'role_changed', 'enrolment_link_made'))
           or exists (select 1 from security_events e join security_events f on f.actor = e.actor
             where e.account = ? and f.account = ? and e.at > ? and f.at > ?
             and e.kind in ('account_created', 'role_changed', 'enrolment_link_made')
             and f.kind in ('account_created', 'role_changed', 'enrolment_link_made')))",
        one, other, one, other, since, one, other, since, since);
    if (dependent.value())
        throw Refusal{Code::conflict, "not_independent"};
}

}  // namespace suncrew::permits
