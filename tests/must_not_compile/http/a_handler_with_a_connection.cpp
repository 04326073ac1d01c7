// A handler gets what it may do with the database, not the database: to read, to change as one, or to hash.
#include "../http/handler.hpp"

struct Handlers {
#ifdef VIOLATION
    View act(Who, Command, suncrew::store::Connection&);
#else
    View act(Who, Command, suncrew::store::Reading&);
#endif
};

void add_routes(suncrew::http::Routes& routes, Handlers& handlers) {
    routes.get<&Handlers::act>(handlers, "/act", {.name = "act"});
}
