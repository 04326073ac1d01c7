#pragma once

#include <atomic>
#include <chrono>

namespace suncrew::http {

/// What the server knows of its database: whether the schema is this program's, and when it last answered.
/// Written by background work, read by the sockets' thread and the workers.
class Readiness {
public:
    using Time = std::chrono::steady_clock::time_point;
    /// A database that was silent for so long makes the server not ready.
    static constexpr std::chrono::seconds silence_max{3};

    void schema_is_current() { schema_ = true; }
    void database_answered(Time now) { answered_at_ = now.time_since_epoch().count(); }

    /// Whether requests may be run at all: not before the schema is this program's.
    bool may_work() const { return schema_; }
    /// Whether new requests should be sent here.
    bool ready(Time now) const {
        return schema_ && now.time_since_epoch() - Time::duration{answered_at_} <= silence_max;
    }

private:
    std::atomic<bool> schema_ = false;
    std::atomic<Time::rep> answered_at_ = 0;
};

}  // namespace suncrew::http
