#include "identity/routes.hpp"

#include "http/route.hpp"
#include "identity/identity.hpp"
#include "identity/wire.hpp"

namespace suncrew::identity {

void add_routes(http::Routes& routes, Identity& identity) {
    using http::Rate;
    routes.post<&Identity::sign_up>(identity, "/accounts", {.name = "sign_up", .rate = Rate::sign_in});
    routes.post<&Identity::verify_email>(identity, "/email-verifications",
                                         {.name = "verify_email", .rate = Rate::sign_in});
    routes.post<&Identity::request_verification>(identity, "/email-verifications/requests",
                                                 {.name = "request_verification", .rate = Rate::sign_in});
    routes.post<&Identity::sign_in>(identity, "/sessions", {.name = "sign_in", .rate = Rate::sign_in});
    routes.delete_<&Identity::sign_out>(identity, "/sessions/current",
                                        {.name = "sign_out", .rate = Rate::write});
    routes.get<&Identity::account>(identity, "/account", {.name = "read_account"});
}

}  // namespace suncrew::identity
