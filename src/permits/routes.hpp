#pragma once

namespace suncrew::http {
class Routes;
}

namespace suncrew::permits {

class Training;
class OwnGrants;
class Decisions;
class Oversight;
class OpenedContact;

void add_routes(http::Routes& routes, Training& training);
void add_routes(http::Routes& routes, OwnGrants& grants);
void add_routes(http::Routes& routes, OpenedContact& contact);
void add_routes(http::Routes& routes, Decisions& decisions);
void add_routes(http::Routes& routes, Oversight& oversight);

}  // namespace suncrew::permits
