// Who opens the data of others does it at a desk, and not with a connection's bare reading.
#include "../http/handler.hpp"

using Opener = suncrew::access::Granted<suncrew::access::Permission::open_own_jobs>;

struct Handlers {
#ifdef VIOLATION
    View act(Opener, Command, suncrew::store::Reading&);
#else
    View act(Opener, Command, suncrew::access::Desk&);
#endif
};

void add_routes(suncrew::http::Routes& routes, Handlers& handlers) {
    routes.get<&Handlers::act>(handlers, "/act", {.name = "act"});
}
