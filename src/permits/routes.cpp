#include "permits/routes.hpp"

#include "http/route.hpp"
#include "permits/decisions.hpp"
#include "permits/grants_wire.hpp"
#include "permits/opened_contact.hpp"
#include "permits/oversight.hpp"
#include "permits/own_grants.hpp"
#include "permits/training.hpp"
#include "permits/training_wire.hpp"

namespace suncrew::permits {

using http::Rate;

void add_routes(http::Routes& routes, Training& training) {
    routes.get<&Training::read>(training, "/training", {.name = "read_course"});
    routes.post<&Training::answer>(training, "/training/answers",
                                   {.name = "answer_course", .rate = Rate::write});
}

void add_routes(http::Routes& routes, OwnGrants& grants) {
    routes.post<&OwnGrants::ask>(grants, "/grants", {.name = "ask_for_grant", .rate = Rate::write});
    routes.get<&OwnGrants::list>(grants, "/grants", {.name = "list_own_grants"});
    routes.delete_<&OwnGrants::give_up>(grants, "/grants/{grant}",
                                        {.name = "give_up_grant", .rate = Rate::write});
}

void add_routes(http::Routes& routes, OpenedContact& contact) {
    routes.get<&OpenedContact::read>(contact, "/opened/accounts/{account}", {.name = "open_contact"});
}

void add_routes(http::Routes& routes, Decisions& decisions) {
    routes.get<&Decisions::list>(decisions, "/grant-requests", {.name = "list_grant_requests"});
    routes.post<&Decisions::approve>(decisions, "/grants/{grant}/approval",
                                     {.name = "approve_grant", .rate = Rate::write});
    routes.post<&Decisions::refuse>(decisions, "/grants/{grant}/refusal",
                                    {.name = "refuse_grant", .rate = Rate::write});
}

void add_routes(http::Routes& routes, Oversight& oversight) {
    routes.get<&Oversight::list>(oversight, "/live-grants", {.name = "list_live_grants"});
    routes.post<&Oversight::revoke>(oversight, "/grants/{grant}/revocation",
                                    {.name = "revoke_grant", .rate = Rate::write});
}

}  // namespace suncrew::permits
