#include "commands/routes.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "commands/development_clock.hpp"
#include "commands/interface.hpp"
#include "commands/system_state.hpp"
#include "http/route.hpp"

namespace suncrew::weather {

BOOST_DESCRIBE_STRUCT(ProviderState, (), (provider, away, waiting, answers))

}  // namespace suncrew::weather

namespace suncrew::roads {

BOOST_DESCRIBE_STRUCT(RoadsState, (), (service, away, answers))

}  // namespace suncrew::roads

namespace suncrew::commands {

BOOST_DESCRIBE_STRUCT(MoveClock, (), (advance_seconds))
BOOST_DESCRIBE_STRUCT(ClockView, (), (now))
BOOST_DESCRIBE_STRUCT(ReadInterface, (), ())
BOOST_DESCRIBE_STRUCT(ReadSystemState, (), ())
BOOST_DESCRIBE_STRUCT(OutboxState, (), (waiting, oldest_waiting_s, given_up))
BOOST_DESCRIBE_STRUCT(SystemView, (),
                      (version, environment, schema_step, database, outbox, failed_sign_ins_by_minute,
                       weather, roads, streams_open, uptime_s))

}  // namespace suncrew::commands

template <>
struct suncrew::wire::Wire<suncrew::commands::InterfaceDocument> {
    static void write(std::string& out, const commands::InterfaceDocument& document) { out += document.json; }
    static boost::json::object schema(Schemas&) { return {{"type", "object"}}; }
};

namespace suncrew::commands {

void add_routes(http::Routes& routes, Interface& interface) {
    routes.get<&Interface::read>(interface, "/openapi.json", {.name = "read_interface"});
}

void add_routes(http::Routes& routes, DevelopmentClock& clock) {
    routes.post<&DevelopmentClock::move>(clock, "/development/clock",
                                         {.name = "move_clock", .rate = http::Rate::write});
}

void add_routes(http::Routes& routes, SystemState& state) {
    routes.get<&SystemState::read>(state, "/system", {.name = "get_system_state"});
}

}  // namespace suncrew::commands
