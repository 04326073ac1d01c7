#pragma once

#include "audit/log_flaws.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

namespace suncrew::audit {

/// Compares who may do what now, as the database says, with what the log says that they were given: each
/// grant that is live with its request and its approval, each role but the customer's with whoever gave it,
/// each lock with its last step, each password with the time of its last change, each account with the last
/// end of what let somebody into it, each recovery code with its use. Complains of what nobody gave. Needs no
/// key, so it takes a row for what it says; that it bears a mark of ours, the program looks at. What was
/// given longer ago than events are kept is taken as given.
void find_unproven_access(store::Reading& reading, LogFlaws& found, Instant now);

}  // namespace suncrew::audit
