// What the staff changes is recorded by who commits it: a handler with such a permission gets nothing that it
// could commit by itself, and returns what to record.
#include "../http/handler.hpp"

using Officer = suncrew::access::Granted<suncrew::access::Permission::lock_accounts>;

struct Handlers {
#ifdef VIOLATION
    View act(Officer, Command, suncrew::store::Transaction&);
#else
    suncrew::access::Recorded<View> act(Officer, Command, suncrew::store::Writing&);
#endif
};

void add_routes(suncrew::http::Routes& routes, Handlers& handlers) {
    routes.post<&Handlers::act>(handlers, "/act", {.name = "act"});
}
