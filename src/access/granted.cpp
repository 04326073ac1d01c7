#include "access/granted.hpp"

#include "base/refusal.hpp"

namespace suncrew::access {
namespace {

[[noreturn]] void refuse(Role role) {
    if (role == Role::visitor)
        throw Refusal{Code::unauthenticated, "session_required"};
    if (role == Role::entering)
        throw Refusal{Code::unauthenticated, "second_factor_required"};
    throw Refusal{Code::forbidden, "permission_required"};
}

}  // namespace

void require(const Caller& caller, Permission permission) {
    const Grant& grant = grant_of(permission);
    if (!grant.roles.contains(caller.role) || (caller.role != Role::visitor && !caller.account))
        refuse(caller.account ? caller.role : Role::visitor);
    if (grant.roles.contains(Role::visitor))
        return;
    if (caller.key_may && !caller.key_may->contains(permission))
        throw Refusal{Code::forbidden, "key_not_sufficient"};
    if (grant.shown != Shown::any && !caller.session)
        throw Refusal{Code::forbidden, "key_not_sufficient"};
    if (grant.shown == Shown::fresh_session && !caller.proved_recently)
        throw Refusal{Code::forbidden, "step_up_required"};
}

}  // namespace suncrew::access
