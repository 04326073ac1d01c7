#pragma once

#include <chrono>
#include <string>

#include "access/granted.hpp"
#include "access/hashing_lane.hpp"
#include "http/answers.hpp"
#include "identity/accounts.hpp"
#include "identity/post.hpp"
#include "identity/setup.hpp"
#include "store/connection.hpp"

namespace suncrew::identity {

struct SignUp;
struct VerifyEmail;
struct RequestVerification;
struct ReadAccount;
struct SignInState;
struct Nothing;
struct Account;

/// How long a link in a mail can be used, once.
inline constexpr std::chrono::hours verification_valid{24};
inline constexpr int sign_ups_a_round_max = 50;

/// Accounts of people who sign up by themselves: always customers. A stranger learns nothing here about
/// somebody else's address: a sign-up writes one row, whether or not the address has an account, and what
/// follows from it is found out behind the answer. Until its address is confirmed an account has no password,
/// and nobody signs in to it.
class SignUps {
public:
    explicit SignUps(const Setup& setup) : setup_{setup} {}

    /// Takes a sign-up in. An address that has an account gets a letter that says so, and nothing changes.
    /// Any other gets a link, each sign-up its own: the account gets the password and the name of the sign-up
    /// whose link is used. Without a password the link is an enrolment link.
    http::Accepted<Nothing> sign_up(access::Granted<access::Permission::sign_up> who, SignUp command,
                                    const access::HashingLane& lane);

    /// Confirms the address that a link was sent to, and signs in, for who knows the password of the sign-up
    /// that it was sent for: so nobody confirms a stranger's sign-up with their address. The account's other
    /// links end. A link that is unknown, used or too old, or another password, is refused as
    /// `verification_refused`, without saying which.
    http::SessionBegun<SignInState> verify_email(access::Granted<access::Permission::verify_email> who,
                                                 VerifyEmail command, const access::HashingLane& lane);

    /// Mails another link to an address that still waits for one. Where several signed up with it, nobody can
    /// tell which is meant, so the mail asks to sign up again.
    http::Accepted<Nothing> request_verification(access::Granted<access::Permission::verify_email> who,
                                                 const RequestVerification& command,
                                                 const access::HashingLane& lane);

    Account account(access::Granted<access::Permission::read_own_account> who, const ReadAccount& command,
                    store::Reading& reading);

private:
    const Setup& setup_;
};

/// Goes on with at most `sign_ups_a_round_max` sign-ups that were taken in, each in a transaction of its own;
/// how many. For background work; any number of programs may do so at once.
int answer_sign_ups(store::Connection& connection, const Post& post, Instant now);

/// What `request_verification` has mailed to an account that still waits.
void send_verification_again(store::Transaction& transaction, const StoredAccount& account, const Post& post,
                             Instant now);

}  // namespace suncrew::identity
