#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "access/granted.hpp"
#include "access/hashing_lane.hpp"
#include "http/answers.hpp"
#include "identity/post.hpp"
#include "identity/setup.hpp"
#include "store/connection.hpp"

namespace suncrew::identity {

struct RequestPasswordReset;
struct ResetPassword;
struct ChangeEmail;
struct ConfirmEmail;
struct RequestFactorReset;
struct ReadFactorReset;
struct CompleteFactorReset;
struct CancelFactorReset;
struct FactorResetView;
struct SignInState;
struct Nothing;

/// From asking for a lost second factor to be taken away until it is: long enough that an owner who did not
/// ask sees one of the letters and stops it.
inline constexpr std::chrono::hours factor_reset_wait{72};
/// While it waits, the letter goes again, so that one that was overlooked or hidden is not all there was.
inline constexpr std::chrono::hours factor_reset_reminded_every{24};
inline constexpr int factor_reset_reminders_max = 2;
inline constexpr int factor_reset_reminders_a_round_max = 50;
/// After that a reset that nobody completed is over.
inline constexpr std::chrono::days factor_reset_kept{7};

/// Deletes at most 500 links to a new password or a new address that have ended, each, and resets of factors
/// that nobody completed; how many.
std::int64_t delete_old_recoveries(store::Transaction& transaction, Instant now);

/// Sends the letters that are due about resets that wait, each with a link of its own, which stops the reset
/// as those before do; how many accounts were looked at. For background work; any number of programs may do
/// so at once.
int remind_of_factor_resets(store::Connection& connection, const Post& post, Instant now);

/// The reset of an account's factors that waits for its time, if one does.
std::optional<FactorResetView> waiting_factor_reset(store::Reading& reading, sealing::Keyring& keyring,
                                                    AccountId account);

/// What was lost or is to be changed, by way of the mailbox.
class Recovery {
public:
    explicit Recovery(const Setup& setup) : setup_{setup} {}

    /// The same answer, in the same time, whether or not the address has an account.
    http::Accepted<Nothing> request_password_reset(access::Granted<access::Permission::reset_password> who,
                                                   const RequestPasswordReset& command,
                                                   const access::HashingLane& lane);
    /// Sets a new password. Ends all sessions and API keys, and what was begun with the old password; second
    /// factors stay, and are asked for at the sign-in that follows. The browser becomes known to the account,
    /// so that its owner gets in however hard others guess. Refuses with invalid "reset_refused".
    http::BrowserKnown reset_password(access::Granted<access::Permission::reset_password> who,
                                      ResetPassword command, const access::HashingLane& lane);

    /// Mails a link to the new address and a notice to the old one. An address that has an account already
    /// gets a letter that says so; the answer is the same. A sign-up with it that nobody confirmed is no
    /// account, and ends when the link is used.
    http::Accepted<Nothing> change_email(access::Granted<access::Permission::change_own_email> who,
                                         const ChangeEmail& command, store::Transaction& transaction);
    /// Refuses with invalid "email_change_refused".
    Nothing confirm_email(access::Granted<access::Permission::confirm_own_email> who,
                          const ConfirmEmail& command, const access::HashingLane& lane);

    /// Begins the waiting time after which a lost second factor is taken away; asked again, says when that
    /// is. For customers and crews; staff are refused with forbidden "ask_a_security_officer".
    http::Accepted<FactorResetView> request_factor_reset(
        access::Granted<access::Permission::recover_factor> who, const RequestFactorReset& command,
        store::Transaction& transaction);
    /// Refuses with not_found "no_factor_reset".
    FactorResetView factor_reset(access::Granted<access::Permission::recover_factor> who,
                                 const ReadFactorReset& command, store::Reading& reading);
    /// Refuses with conflict "factor_reset_waits" before its time.
    http::SessionBegun<SignInState> complete_factor_reset(
        access::Granted<access::Permission::recover_factor> who, const CompleteFactorReset& command,
        const access::HashingLane& lane);
    /// By the link in any of the letters. Refuses with invalid "cancellation_refused".
    Nothing cancel_factor_reset(access::Granted<access::Permission::cancel_factor_reset> who,
                                const CancelFactorReset& command, const access::HashingLane& lane);

private:
    const Setup& setup_;
};

}  // namespace suncrew::identity
