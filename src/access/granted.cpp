#include "access/granted.hpp"

#include "base/refusal.hpp"

namespace suncrew::access {

void require(const Caller& caller, Permission permission) {
    if (caller.role != Role::visitor && !caller.account)
        throw Refusal{Code::unauthenticated, "session_required"};
    if (roles_with(permission).contains(caller.role))
        return;
    if (caller.role == Role::visitor)
        throw Refusal{Code::unauthenticated, "session_required"};
    throw Refusal{Code::forbidden, "permission_required"};
}

}  // namespace suncrew::access
