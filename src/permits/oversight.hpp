#pragma once

#include <string>

#include "access/granted.hpp"
#include "access/recorded.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"

namespace suncrew::permits {

struct GrantList;
struct ListLiveGrants;
struct RevokeGrant;

/// What security officers see of all grants, and end.
class Oversight {
public:
    Oversight(const identity::Post& post, const Clock& clock) : post_{post}, clock_{clock} {}

    /// Every grant that is valid, the one that ends first at the top.
    GrantList list(access::Granted<access::Permission::read_live_grants> who, const ListLiveGrants& command,
                   store::Reading& reading);
    /// At once, whosever it is; the holder is told. Refuses with not_found "no_such_grant", with conflict
    /// "grant_over" what is not valid.
    access::Recorded<http::NoContent> revoke(access::Granted<access::Permission::revoke_grants> who,
                                             const RevokeGrant& command, store::Writing& writing);

private:
    const identity::Post& post_;
    const Clock& clock_;
};

}  // namespace suncrew::permits
