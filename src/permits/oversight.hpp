#pragma once

#include <string>

#include "access/granted.hpp"
#include "access/recorded.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "store/connection.hpp"

namespace suncrew::permits {

struct GrantList;
struct ListLiveGrants;
struct RevokeGrant;

/// What security officers see of all grants, and end.
class Oversight {
public:
    Oversight(std::string base_url, const Clock& clock) : base_url_{std::move(base_url)}, clock_{clock} {}

    /// Every grant that is valid, the one that ends first at the top.
    GrantList list(access::Granted<access::Permission::read_live_grants> who, const ListLiveGrants& command,
                   store::Reading& reading);
    /// At once, whosever it is; the holder is told. Refuses with not_found "no_such_grant", with conflict
    /// "grant_over" what is not valid.
    access::Recorded<http::NoContent> revoke(access::Granted<access::Permission::revoke_grants> who,
                                             const RevokeGrant& command, store::Writing& writing);

private:
    const std::string base_url_;
    const Clock& clock_;
};

}  // namespace suncrew::permits
