#include "support/routes.hpp"

#include "http/route.hpp"
#include "support/case_wire.hpp"
#include "support/cases.hpp"
#include "support/change_decisions.hpp"
#include "support/change_wire.hpp"
#include "support/own_changes.hpp"
#include "support/proposals.hpp"

namespace suncrew::support {

using http::Rate;

void add_routes(http::Routes& routes, Cases& cases) {
    routes.post<&Cases::open>(cases, "/cases", {.name = "open_case", .rate = Rate::write});
    routes.get<&Cases::list>(cases, "/cases", {.name = "list_cases"});
    routes.get<&Cases::read>(cases, "/cases/{case_id}", {.name = "read_case"});
}

void add_routes(http::Routes& routes, Proposals& proposals) {
    routes.post<&Proposals::propose>(
        proposals, "/cases/{case_id}/changes",
        {.name = "propose_change", .body_bytes_max = 16 * 1024, .rate = Rate::write});
    routes.delete_<&Proposals::withdraw>(proposals, "/change-requests/{change}",
                                         {.name = "withdraw_change", .rate = Rate::write});
}

void add_routes(http::Routes& routes, ChangeDecisions& decisions) {
    routes.get<&ChangeDecisions::list>(decisions, "/change-requests", {.name = "list_change_requests"});
    routes.get<&ChangeDecisions::read>(decisions, "/change-requests/{change}",
                                       {.name = "open_change_request"});
    routes.post<&ChangeDecisions::approve>(decisions, "/change-requests/{change}/approval",
                                           {.name = "approve_change", .rate = Rate::write});
    routes.post<&ChangeDecisions::refuse>(decisions, "/change-requests/{change}/refusal",
                                          {.name = "refuse_change", .rate = Rate::write});
}

void add_routes(http::Routes& routes, OwnChanges& changes) {
    routes.get<&OwnChanges::list>(changes, "/account/changes", {.name = "list_own_changes"});
    routes.post<&OwnChanges::approve>(changes, "/account/changes/{change}/approval",
                                      {.name = "approve_own_change", .rate = Rate::write});
    routes.post<&OwnChanges::refuse>(changes, "/account/changes/{change}/refusal",
                                     {.name = "refuse_own_change", .rate = Rate::write});
}

}  // namespace suncrew::support
