#pragma once

namespace suncrew::http {
class Routes;
}

namespace suncrew::support {

class Cases;
class Proposals;
class ChangeDecisions;
class OwnChanges;

void add_routes(http::Routes& routes, Cases& cases);
void add_routes(http::Routes& routes, Proposals& proposals);
void add_routes(http::Routes& routes, ChangeDecisions& decisions);
void add_routes(http::Routes& routes, OwnChanges& changes);

}  // namespace suncrew::support
