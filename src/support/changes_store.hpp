#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/enum.hpp>

#include "base/id.hpp"
#include "base/time.hpp"
#include "identity/sealed_columns.hpp"
#include "permits/sealed_columns.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"
#include "support/field.hpp"

/// The tables of change requests, in statements. What would be changed is sealed under its customer's key.
namespace suncrew::support {

struct ChangeTag;
using ChangeId = Id<ChangeTag>;

enum class ChangeState : std::uint8_t { requested, applied, refused, withdrawn, expired };
BOOST_DESCRIBE_ENUM(ChangeState, requested, applied, refused, withdrawn, expired)
/// Who brought the last state: whose data it is, a security officer, who had asked, or the clock.
enum class Decider : std::uint8_t { customer, officer, requester, time };
BOOST_DESCRIBE_ENUM(Decider, customer, officer, requester, time)

std::string_view name_of(ChangeState state);

/// Of one account, or of one of its orders.
struct About {
    AccountId account;
    std::optional<OrderId> order{};
};

struct Difference {
    Field field{};
    std::optional<std::string> before{};  ///< none where there was nothing
    std::string after{};
};

using SealedBefore = sealing::Sealed<std::string, "change_fields.before_value">;
using SealedAfter = sealing::Sealed<std::string, "change_fields.after_value">;
struct SealedDifference {
    Field field;
    std::optional<SealedBefore> before;
    SealedAfter after;
};

/// What was typed of a change, which may tell of whose it is: sealed for them.
using SealedChangeReason = sealing::Sealed<std::string, "change_requests.reason">;
using SealedRefusal = sealing::Sealed<std::string, "change_requests.refusal">;
/// None of what was asked for before it was sealed.
struct SealedChangeWords {
    std::optional<permits::SealedTicket> ticket;  ///< of the case
    std::optional<SealedChangeReason> reason;
    std::optional<SealedRefusal> refusal;
};
struct ChangeWords {
    std::string ticket{};
    std::string reason{};
    std::optional<std::string> refusal{};
};

struct StoredChange {
    ChangeId id;
    GrantId grant;  ///< the case
    AccountId requester;
    identity::SealedName requester_name;
    bool requester_stands;  ///< whether their account is as it was when they asked
    About about;
    SealedChangeWords words;
    ChangeState state;
    Instant requested_at;
    Instant expires_at;
    std::optional<Instant> closed_at;
    std::optional<Decider> closed_by;
    std::vector<SealedDifference> differences;  ///< in the order of the fields

    /// The state that counts at this time, whatever the row says still.
    ChangeState state_at(Instant now) const;
};

std::optional<StoredChange> find_change(store::Reading& reading, ChangeId id);
/// About one customer: those that wait first, then the newest first.
std::vector<StoredChange> changes_about(store::Reading& reading, AccountId account, int limit);
/// As many of them as are there.
std::vector<StoredChange> find_changes(store::Reading& reading, const std::vector<ChangeId>& ids);

struct NewChange {
    ChangeId id;
    GrantId grant;
    AccountId requester;
    About about;
    std::string reason;
    std::vector<Difference> differences;
};
/// The requester's account row is to be held.
void add_change(store::Writing& writing, sealing::Keyring& keyring, const NewChange& change, Instant now);

std::vector<Difference> opened(store::Reading& reading, sealing::Keyring& keyring,
                               const sealing::MayOpen& proof, const StoredChange& change);
ChangeWords words_of(store::Reading& reading, sealing::Keyring& keyring, const sealing::MayOpen& proof,
                     const StoredChange& change);

/// Of the fields' names and the ciphertext of their values, base64url: it stands in the log, so that no other
/// difference can be put in the place of the one that was decided, and says nothing of the values.
std::string digest_of(const StoredChange& change);
/// `change` as events tell it: what became of it, its fields and its digest.
std::string told(ChangeState state, const StoredChange& change);
/// Of one that was applied in this transaction: also which row was written, and by a digest what each of its
/// columns holds now, so that an older value in its place is noticed (`audit::KeptValues`); of an e-mail
/// address the present one, as the new one waits for its link.
std::string told_applied(store::Reading& reading, const StoredChange& change);

/// Whether it waits for a decision at this time; holds its row until the transaction ends, if it does.
bool hold_change(store::Writing& writing, ChangeId id, Instant now);

struct Closing {
    ChangeId change;
    ChangeState to;
    Decider by;
    std::optional<SealedRefusal> refusal{};
};
/// Whether it waited for a decision, and is closed now: nobody decides the same request twice.
bool close(store::Writing& writing, const Closing& closing, Instant now);

}  // namespace suncrew::support
