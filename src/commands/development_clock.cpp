#include "commands/development_clock.hpp"

namespace suncrew::commands {

ClockView DevelopmentClock::move(access::Granted<access::Permission::move_clock>, const MoveClock& command,
                                 store::Transaction&) const {
    clock_.advance(std::chrono::seconds{command.advance_seconds});
    return {clock_.now()};
}

}  // namespace suncrew::commands
