#include "audit/pending_events.hpp"

namespace suncrew::audit {

bool PendingEvents::add(const SecurityEvent& event) {
    const std::lock_guard lock{mutex_};
    if (waiting_.size() >= waiting_max)
        return false;
    waiting_.push_back(event);
    return true;
}

std::size_t PendingEvents::write(store::Connection& connection) {
    std::vector<SecurityEvent> events;
    {
        const std::lock_guard lock{mutex_};
        events = waiting_;
    }
    if (events.empty())
        return 0;
    store::in_transaction(connection, [&](store::Transaction& transaction) {
        for (const SecurityEvent& event : events)
            record(transaction, event);
    });
    const std::lock_guard lock{mutex_};
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(events.size()));
    return events.size();
}

}  // namespace suncrew::audit
