#pragma once

#include <map>
#include <mutex>
#include <string>

#include "audit/pending_events.hpp"
#include "base/time.hpp"
#include "sealing/keyring.hpp"

namespace suncrew::commands {

/// Makes security events of what somebody else has written into the database: one a minute at most for each
/// table and what is wrong, as a forged session is shown with each request. For any number of threads.
class WatchedRows {
public:
    WatchedRows(audit::PendingEvents& events, const Clock& clock) : events_{events}, clock_{clock} {}

    void note(const sealing::Forgery& forgery);

private:
    audit::PendingEvents& events_;
    const Clock& clock_;
    std::mutex mutex_;
    std::map<std::string, Instant> noted_;  ///< by table and what; the tables are ours, so they are few
};

}  // namespace suncrew::commands
