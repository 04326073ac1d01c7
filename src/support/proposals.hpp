#pragma once

#include "access/granted.hpp"
#include "access/opening.hpp"
#include "access/recorded.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"

namespace suncrew::support {

struct ProposeChange;
struct ChangeSummary;
struct WithdrawChange;

/// What support asks to have changed. Support itself changes nothing.
class Proposals {
public:
    Proposals(const identity::Post& post, const Clock& clock) : post_{post}, clock_{clock} {}

    /// Asks with a case in hand, for fields of its customer's account or of one of their orders. The customer
    /// and the security officers are told by mail; either decides. Refuses with forbidden "grant_required"
    /// without a case, "training_required", invalid "listed_twice", "not_of_order" and "of_order_alone",
    /// "unchanged" where a field says so already, conflict "too_many_open" and "order_ended", "not_opened"
    /// who has not opened the contact or a house of the customer with a case in hand, too_many
    /// "too_many_changes", not_found "order_not_found".
    access::Recorded<http::Created<ChangeSummary>> propose(
        access::Granted<access::Permission::propose_changes> who, const ProposeChange& command,
        store::Writing& writing);
    /// Takes one's own request back. Refuses with not_found "no_such_change" and conflict "change_over".
    http::NoContent withdraw(access::Granted<access::Permission::withdraw_changes> who,
                             const WithdrawChange& command, store::Transaction& transaction);

private:
    const identity::Post& post_;
    const Clock& clock_;
};

}  // namespace suncrew::support
