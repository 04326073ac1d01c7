// What is read has a limit: a command cannot have a member of plain text.
#include "../http/handler.hpp"

struct Rename {
#ifdef VIOLATION
    std::string name;
#else
    suncrew::wire::Text<1, 80> name;
#endif
};
BOOST_DESCRIBE_STRUCT(Rename, (), (name))

struct Handlers {
    View act(Who, Rename, suncrew::store::Transaction&);
};

void add_routes(suncrew::http::Routes& routes, Handlers& handlers) {
    routes.post<&Handlers::act>(handlers, "/act", {.name = "act"});
}
