#pragma once

#include <string>

#include "access/granted.hpp"
#include "access/recorded.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"

namespace suncrew::permits {

struct AskForGrant;
struct GrantView;
struct ListOwnGrants;
struct GrantList;
struct GiveUpGrant;

/// The grants of who asks for them.
class OwnGrants {
public:
    OwnGrants(const identity::Post& post, const Clock& clock) : post_{post}, clock_{clock} {}

    /// Refuses with forbidden "training_required" who has no current course; with invalid what does not go
    /// together, and "longer_than_allowed"; with not_found "no_such_account", "order_not_found"; with
    /// conflict "not_oneself", "too_many_open"; with too_many "too_many_requests".
    access::Recorded<http::Created<GrantView>> ask(access::Granted<access::Permission::ask_for_grants> who,
                                                   const AskForGrant& command, store::Writing& writing);
    GrantList list(access::Granted<access::Permission::read_own_grants> who, const ListOwnGrants& command,
                   store::Reading& reading);
    /// Withdraws what waits, ends what is valid. It asks for no fresh proof: to have less is never in the
    /// way. Refuses with not_found "no_such_grant" what is another's, with conflict "grant_over".
    http::NoContent give_up(access::Granted<access::Permission::give_up_own_grants> who,
                            const GiveUpGrant& command, store::Transaction& transaction);

private:
    const identity::Post& post_;
    const Clock& clock_;
};

}  // namespace suncrew::permits
