#pragma once

#include "access/granted.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"

namespace suncrew::support {

struct ListOwnChanges;
struct OwnChangeList;
struct ApproveOwnChange;
struct RefuseOwnChange;

/// What support asks to change of one's own, and what became of it. Somebody else's is refused as one that is
/// not there, with not_found "no_such_change"; what is decided or over with conflict "change_over".
class OwnChanges {
public:
    OwnChanges(const identity::Post& post, const Clock& clock) : post_{post}, clock_{clock} {}

    OwnChangeList list(access::Granted<access::Permission::read_own_changes> who,
                       const ListOwnChanges& command, store::Reading& reading);
    /// It is done at once, all of it or nothing. Refuses as `apply` does.
    http::NoContent approve(access::Granted<access::Permission::decide_own_changes> who,
                            const ApproveOwnChange& command, store::Transaction& transaction);
    http::NoContent refuse(access::Granted<access::Permission::decide_own_changes> who,
                           const RefuseOwnChange& command, store::Transaction& transaction);

private:
    const identity::Post& post_;
    const Clock& clock_;
};

}  // namespace suncrew::support
