#pragma once

#include <string>

#include "alerts/alerts_store.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"

namespace suncrew::alerts {

/// How an alert is named in events: its rule and its id. Whom it is about is not said there: everybody reads
/// what is on record about their own account, and nobody learns from it that they are looked at.
std::string alert_name(Rule rule, AlertId id);

/// Says that an alert was raised: by an event, and of high severity by a letter to the security officers,
/// once in `told_every` for each rule, and not to the one whom it is about.
void tell_of_alert(store::Writing& writing, const StoredAlert& alert, const identity::Post& post,
                   Instant now);

}  // namespace suncrew::alerts
