#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/granted.hpp"
#include "base/time.hpp"
#include "commands/configuration.hpp"
#include "commands/outside.hpp"
#include "notify/live.hpp"
#include "store/connection.hpp"

namespace suncrew::commands {

struct ReadSystemState {};

/// The mails that are still on their way, of all replicas; at most `counted_max` are counted and looked at.
struct OutboxState {
    std::int64_t waiting = 0;
    std::optional<std::int64_t> oldest_waiting_s;  ///< none where nothing waits
    std::int64_t given_up = 0;                     ///< in the last days, as long as their rows stay
};

struct SystemView {
    std::string version;  ///< the program's
    Environment environment{};
    int schema_step = 0;
    std::string database;  ///< server, version and durability settings
    OutboxState outbox;
    std::vector<std::int64_t> failed_sign_ins_by_minute;  ///< of the last hour, the oldest first
    /// Services outside, of the replica that answers; none where none is configured.
    std::optional<weather::ProviderState> weather;
    std::optional<roads::RoadsState> roads;
    std::int64_t streams_open = 0;  ///< of the replica that answers
    std::int64_t uptime_s = 0;      ///< the same
};

/// GET /system: what an engineer needs to see that the system is well, and nothing of the people that it
/// works for.
class SystemState {
public:
    static constexpr int minutes_shown = 60;
    static constexpr int counted_max = 10'000;

    /// The program has been up since this was made.
    SystemState(const Clock& clock, notify::Live& live, Environment environment,
                const Outside* outside = nullptr);

    SystemView read(access::Granted<access::Permission::read_system_state> who,
                    const ReadSystemState& command, store::Reading& reading) const;

private:
    const Clock& clock_;
    notify::Live& live_;
    Environment environment_;
    const Outside* outside_;
    std::chrono::steady_clock::time_point started_at_;
};

}  // namespace suncrew::commands
