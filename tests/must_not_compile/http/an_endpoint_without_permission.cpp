// An endpoint cannot be registered without saying which permission it needs.
#include "../http/handler.hpp"

struct Handlers {
#ifdef VIOLATION
    View act(Command, suncrew::store::Transaction&);
#else
    View act(Who, Command, suncrew::store::Transaction&);
#endif
};

void add_routes(suncrew::http::Routes& routes, Handlers& handlers) {
    routes.post<&Handlers::act>(handlers, "/act", {.name = "act"});
}
