#pragma once

namespace suncrew::http {
class Routes;
}

namespace suncrew::identity {

class SignUps;
class SigningIn;
class OwnSecurity;
class OwnSessions;
class Recovery;
class Enrolment;
class Staff;

/// The endpoints of identity. The objects outlive the routes.
void add_routes(http::Routes& routes, SignUps& sign_ups);
void add_routes(http::Routes& routes, SigningIn& signing_in);
void add_routes(http::Routes& routes, OwnSecurity& security);
void add_routes(http::Routes& routes, OwnSessions& sessions);
void add_routes(http::Routes& routes, Recovery& recovery);
void add_routes(http::Routes& routes, Enrolment& enrolment);
void add_routes(http::Routes& routes, Staff& staff);

}  // namespace suncrew::identity
