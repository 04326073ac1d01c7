#include "support/looks.hpp"

#include <boost/describe/enum_to_string.hpp>

#include "audit/security_events.hpp"
#include "base/refusal.hpp"

namespace suncrew::support {

void require_opened(store::Reading& reading, AccountId customer, AccountId who, access::Opened what,
                    Instant since, Instant now) {
    // Of the same millisecond counts.
    const Instant before = since - std::chrono::milliseconds{1};
    if (!audit::opened_between(reading, customer, who, boost::describe::enum_to_string(what, ""), before,
                               now))
        throw Refusal{Code::conflict, "not_opened"};
}

}  // namespace suncrew::support
