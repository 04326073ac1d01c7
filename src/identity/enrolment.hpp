#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "access/granted.hpp"
#include "access/hashing_lane.hpp"
#include "crypto/secret.hpp"
#include "http/answers.hpp"
#include "identity/accounts.hpp"
#include "identity/post.hpp"
#include "identity/setup.hpp"

namespace suncrew::identity {

struct ViewEnrolment;
struct EnrolmentView;
struct UseEnrolment;
struct SignInState;

/// How long an enrolment link can be used: until what it leads to is complete, and not longer than this.
inline constexpr std::chrono::hours enrolment_valid{24};

/// A link by which the account's owner sets what they will sign in with; in the place of the links that the
/// account had. Without an account: for the first security officer, who says who they are.
std::string make_enrolment_link(store::Writing& writing, std::optional<AccountId> account, const Post& post,
                                Instant now);

/// Who is asked to join.
struct Invitation {
    Email email;
    std::string name;
    access::Role role;
    notify::Language language;
};
/// An account without a password, and a letter with its enrolment link; who commits leaves the record.
/// Refuses with unauthenticated "session_required" an officer who is none any more. Throws store::Duplicate
/// where the address has an account.
AccountId invite(store::Writing& writing, const Invitation& invitation, AccountId officer, const Post& post,
                 Instant now);

/// Where there is no security officer yet: a link by which the first one enrols, in the place of one printed
/// before. For the operator's eyes alone.
std::optional<crypto::Secret> first_officer_link(store::Connection& connection, const Post& post,
                                                 Instant now);

/// Deletes at most 500 links that have ended, and with its last link the sign-up that was never confirmed.
std::int64_t delete_old_enrolments(store::Transaction& transaction, sealing::Keyring& keyring, Instant now);

/// Enrolment links: what invited staff and crews, the first security officer, and who signs up without a
/// password come in by. A link proves the address and begins a session that still owes the enrolment of a
/// passkey or another factor, unless the chosen password is all that the role needs. It ends with the session
/// that is complete; until then it leads on who was interrupted, and ends the sessions begun with it before.
class Enrolment {
public:
    explicit Enrolment(const Setup& setup) : setup_{setup} {}

    /// What a link is for. Refuses as `use`.
    EnrolmentView view(access::Granted<access::Permission::use_enrolment_link> who,
                       const ViewEnrolment& command, store::Reading& reading);

    /// Refuses with invalid "enrolment_refused" a link that is unknown, used, too old, or of a locked
    /// account.
    http::SessionBegun<SignInState> use(access::Granted<access::Permission::use_enrolment_link> who,
                                        UseEnrolment command, const access::HashingLane& lane);

private:
    const Setup& setup_;
};

}  // namespace suncrew::identity
