#pragma once

#include "access/granted.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"
#include "wire/limits.hpp"

namespace suncrew::commands {

struct MoveClock {
    wire::Whole<0, 366 * 86'400> advance_seconds;  ///< 0 tells the time
};

struct ClockView {
    Instant now;
};

/// Lets the demo and the tests wait for days in no time. Its endpoint exists in the development environment
/// only.
class DevelopmentClock {
public:
    explicit DevelopmentClock(MovableClock& clock) : clock_{clock} {}

    ClockView move(access::Granted<access::Permission::move_clock> who, const MoveClock& command,
                   store::Transaction& transaction) const;

private:
    MovableClock& clock_;
};

}  // namespace suncrew::commands
