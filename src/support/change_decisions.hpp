#pragma once

#include "access/granted.hpp"
#include "access/opening.hpp"
#include "access/recorded.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"
#include "support/changes_store.hpp"

namespace suncrew::support {

struct ListChanges;
struct ChangeList;
struct ReadChange;
struct ChangeView;
struct ApproveChange;
struct RefuseChange;
struct ChangeSummary;

/// The second person's side of support's changes: a security officer's, which is another group than
/// support's. Refuses with not_found "no_such_change" and conflict "change_over"; who has no current course
/// with forbidden "training_required".
class ChangeDecisions {
public:
    ChangeDecisions(const identity::Post& post, const Clock& clock) : post_{post}, clock_{clock} {}

    /// For an officer what waits, the oldest first; for support what they have asked for, the newest first.
    ChangeList list(access::Granted<access::Permission::read_change_requests> who, const ListChanges& command,
                    store::Reading& reading);
    /// With what would be changed, which leaves an entry. Support sees their own with a case in hand; without
    /// it refuses with forbidden "grant_required".
    ChangeView read(access::Granted<access::Permission::open_change_requests> who, const ReadChange& command,
                    access::Desk& desk);
    /// It is done at once, all of it or nothing, and the customer is told. Refuses as `apply` does, and with
    /// conflict "not_independent" whom `permits::require_independent` does not tell from who has asked, and
    /// "not_opened" who has not looked at a change of this customer since this one was asked for.
    access::Recorded<ChangeSummary> approve(access::Granted<access::Permission::decide_change_requests> who,
                                            const ApproveChange& command, store::Writing& writing);
    access::Recorded<ChangeSummary> refuse(access::Granted<access::Permission::decide_change_requests> who,
                                           const RefuseChange& command, store::Writing& writing);

private:
    access::Recorded<ChangeSummary> decided(store::Writing& writing, const StoredChange& change,
                                            Closing&& closing, Instant now);

    const identity::Post& post_;
    const Clock& clock_;
};

}  // namespace suncrew::support
