#include "permits/notices.hpp"

#include "identity/notices.hpp"

namespace suncrew::permits {
namespace {

using access::Role;

}  // namespace

void tell_of_request(store::Writing& writing, const StoredGrant& grant, const identity::Post& post,
                     Instant now) {
    for (const Role role : {Role::support, Role::engineer, Role::security})
        if (role == Role::security || may_decide(role, grant.holder_role, grant.terms.scope))
            identity::tell_role(post, writing, role, grant.holder, identity::Letter::grant_requested,
                                post.base_url + "/approvals", now);
}

void tell_of_grant(store::Writing& writing, const StoredGrant& grant, identity::Letter what,
                   const identity::Post& post, Instant now) {
    identity::tell_role(post, writing, Role::security, grant.holder, what, post.base_url + "/grants/live",
                        now);
    if (const auto holder = identity::find_account(writing, grant.holder))
        identity::tell(post, writing, *holder, what, post.base_url + "/grants", now);
}

}  // namespace suncrew::permits
