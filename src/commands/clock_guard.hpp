#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

#include "audit/pending_events.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

/// A clock that jumps must not take with it what is deleted by its time.
namespace suncrew::commands {

/// How far the clock may be from where it was, going on as this machine counts, or from the database's own.
inline constexpr std::chrono::minutes clock_slack{10};
/// For how long a house may have been closed. More than that since the latest time that is known of, at a
/// start, is taken for a jump.
inline constexpr std::chrono::days closed_max{31};
/// A clock that has jumped is believed after it has gone on for so long while somebody could look.
inline constexpr std::chrono::hours believed_after{24};

/// Time since the machine was started, also while it slept, in ms; nobody can set it.
std::chrono::milliseconds uptime();

/// Says before each round of cleaning whether the clock can be believed, and keeps the latest time that was
/// seen in the database. For one thread. A jump is an event, once for each.
class ClockGuard {
public:
    using Uptime = std::function<std::chrono::milliseconds()>;
    ClockGuard(audit::PendingEvents& events, Uptime counted = uptime)
        : events_{events}, counted_{std::move(counted)} {}

    /// `now` is what the machine's clock says. False where it is implausibly far ahead of the latest time
    /// that is known, behind it, or away from the database server's, and for `believed_after` from then on,
    /// unless it goes back to where it should be or an operator confirms it.
    bool believes(store::Connection& connection, Instant now);

private:
    struct Seen {
        Instant latest;
        std::chrono::milliseconds counted;
    };
    struct Jump {
        Instant to;
        std::chrono::milliseconds counted;
    };
    std::chrono::milliseconds jumped(store::Reading& reading, Instant now, Instant latest) const;
    void tell(std::chrono::milliseconds by, Instant now);

    audit::PendingEvents& events_;
    Uptime counted_;
    std::optional<Seen> seen_;  ///< of the last round that was believed
    std::optional<Jump> jump_;
};

/// Makes `now` the latest time that is known, whatever it was: an operator has looked at the clock. Leaves an
/// event with its entry in the log.
void confirm_clock(store::Connection& connection, Instant now);

}  // namespace suncrew::commands
