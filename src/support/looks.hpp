#pragma once

#include "access/opening.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

/// Who decides about a value, or names another, has looked at it, and left the entry of that.
namespace suncrew::support {

/// Refuses with conflict "not_opened" who has not opened this of the customer from then until now.
void require_opened(store::Reading& reading, AccountId customer, AccountId who, access::Opened what,
                    Instant since, Instant now);

}  // namespace suncrew::support
