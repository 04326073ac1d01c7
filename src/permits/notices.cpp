#include "permits/notices.hpp"

#include "identity/notices.hpp"

namespace suncrew::permits {
namespace {

using access::Role;

void tell_group(const identity::Post& post, store::Writing& writing, Role role, AccountId but,
                identity::Letter what, const std::string& link, Instant now) {
    for (const auto& [id] : writing.rows<AccountId>(
             "select id from accounts where role = ? and locked_at is null and email_verified_at is not null"
             " and id <> ? order by id limit ?",
             identity::role_name(role), but, told_max))
        if (const auto account = identity::find_account(writing, id))
            identity::tell(post, writing, *account, what, link, now);
}

}  // namespace

void tell_of_request(store::Writing& writing, const StoredGrant& grant, const identity::Post& post,
                     Instant now) {
    for (const Role role : {Role::support, Role::engineer, Role::security})
        if (role == Role::security || may_decide(role, grant.holder_role, grant.terms.scope))
            tell_group(post, writing, role, grant.holder, identity::Letter::grant_requested,
                       post.base_url + "/approvals", now);
}

void tell_of_grant(store::Writing& writing, const StoredGrant& grant, identity::Letter what,
                   const identity::Post& post, Instant now) {
    tell_group(post, writing, Role::security, grant.holder, what, post.base_url + "/grants/live", now);
    if (const auto holder = identity::find_account(writing, grant.holder))
        identity::tell(post, writing, *holder, what, post.base_url + "/grants", now);
}

}  // namespace suncrew::permits
