#pragma once

#include <string>

#include "access/granted.hpp"
#include "access/recorded.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"

namespace suncrew::permits {

struct GrantView;
struct GrantList;
struct ListRequests;
struct ApproveGrant;
struct RefuseGrant;

/// What waits for the decision of another person of another group. There is no way past it: where nobody of
/// that group is there, it waits, and lapses. What is not theirs to decide looks as if it were not there
/// (not_found "no_such_grant"); their own is refused with conflict "not_oneself"; what is decided or over
/// with conflict "grant_over"; who has no current course with forbidden "training_required".
class Decisions {
public:
    Decisions(const identity::Post& post, const Clock& clock) : post_{post}, clock_{clock} {}

    /// The oldest first.
    GrantList list(access::Granted<access::Permission::read_grant_requests> who, const ListRequests& command,
                   store::Reading& reading);
    /// The grant begins with the last approval that it needs, each of another group; one whose giver was
    /// locked or got another role meanwhile does not count. Refuses with conflict "approved_already" where
    /// somebody of the caller's group has, "holder_not_current" where the holder's course has ended, and
    /// "not_independent" whom `require_independent` does not tell from the holder or from who has approved.
    access::Recorded<GrantView> approve(access::Granted<access::Permission::decide_grants> who,
                                        const ApproveGrant& command, store::Writing& writing);
    /// One refusal is enough, and needs no independence: to give less is never in the way.
    access::Recorded<http::NoContent> refuse(access::Granted<access::Permission::decide_grants> who,
                                             const RefuseGrant& command, store::Writing& writing);

private:
    const identity::Post& post_;
    const Clock& clock_;
};

}  // namespace suncrew::permits
