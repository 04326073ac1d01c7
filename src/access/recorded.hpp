#pragma once

#include <optional>
#include <string>

#include "access/granted.hpp"
#include "audit/security_events.hpp"
#include "store/connection.hpp"

namespace suncrew::access {

/// What a member of the staff or a crew did about somebody: who did it, in what role, when and from where is
/// not theirs to say.
struct Change {
    audit::EventKind kind;
    std::optional<AccountId> account{};  ///< about whom; none where it is not about an account
    std::optional<std::string> before{};
    std::optional<std::string> after{};
    std::optional<GrantId> grant{};  ///< the access grant that it is about
};

/// What a handler returns whose permission asks for a record (`Trail::change`): such a handler gets a
/// `store::Writing&`, which it cannot end, and the one who can writes the record into the same transaction.
template <class View>
struct Recorded {
    View view;
    Change change;
};

/// The event of a change and its entry in the log. Throws std::logic_error for a caller who is neither of
/// the staff nor a crew.
void record(store::Writing& writing, const Caller& caller, const Change& change, Instant now);

}  // namespace suncrew::access
