#pragma once

#include <cstddef>
#include <mutex>
#include <vector>

#include "audit/security_events.hpp"

namespace suncrew::audit {

/// Events that wait for a database connection: they happen where there is none at hand, such as within a call
/// to the key service. For any number of threads. What waits when the program is killed is lost.
class PendingEvents {
public:
    /// While the database is away no more than this is kept.
    static constexpr std::size_t waiting_max = 1000;

    /// Whether there was room for it.
    [[nodiscard]] bool add(const SecurityEvent& event);
    /// Records what waits, in one transaction; how many. What cannot be written goes on waiting. By one
    /// thread at a time.
    std::size_t write(store::Connection& connection);

private:
    std::mutex mutex_;
    std::vector<SecurityEvent> waiting_;
};

}  // namespace suncrew::audit
