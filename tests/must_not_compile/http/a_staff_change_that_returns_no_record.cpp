// A handler that gets a Writing& without saying what is to be recorded.
#include "../http/handler.hpp"

using Officer = suncrew::access::Granted<suncrew::access::Permission::lock_accounts>;

struct Handlers {
#ifdef VIOLATION
    View act(Officer, Command, suncrew::store::Writing&);
#else
    suncrew::access::Recorded<View> act(Officer, Command, suncrew::store::Writing&);
#endif
};

void add_routes(suncrew::http::Routes& routes, Handlers& handlers) {
    routes.post<&Handlers::act>(handlers, "/act", {.name = "act"});
}
