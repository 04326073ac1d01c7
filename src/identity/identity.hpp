#pragma once

#include <chrono>
#include <string>

#include "access/granted.hpp"
#include "access/hashing_lane.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "store/connection.hpp"

namespace suncrew::identity {

struct SignUp;
struct VerifyEmail;
struct RequestVerification;
struct SignIn;
struct SignOut;
struct ReadAccount;
struct Nothing;
struct Account;

/// How long a link in a mail can be used, once.
inline constexpr std::chrono::hours verification_valid{24};
/// More mails than this an hour go to no address that somebody typed into a form.
inline constexpr int unasked_mails_an_hour_max = 5;

/// Accounts and who is signed in. A stranger learns nothing here about somebody else's address: the answers
/// are the same whether or not it has an account, and so is what signing up and signing in cost. Not
/// promised: that `request_verification` takes the same time, which tells whether an address waits for its
/// confirmation.
class Identity {
public:
    /// `base_url` is what links in mails start with, such as `https://localhost:8443`.
    Identity(std::string base_url, const Clock& clock);

    /// Starts an account and mails a link. An address that has one already gets a mail that says so, and
    /// nothing changes. Where one waits for its confirmation, each sign-up has a link of its own: the account
    /// gets the password and the name of the sign-up whose link is used first, so that nobody's link
    /// confirms another's password.
    http::Accepted<Nothing> sign_up(access::Granted<access::Permission::sign_up> who, SignUp command,
                                    const access::HashingLane& lane);

    /// Verifies the address that a link was sent to, for the sign-up that it was sent for; the account's
    /// other links end. A link that is unknown, used or too old is refused as `verification_refused`, without
    /// saying which.
    Nothing verify_email(access::Granted<access::Permission::verify_email> who, const VerifyEmail& command,
                         store::Transaction& transaction);

    /// Mails another link to an address that still waits for one. Where several signed up with it, a link
    /// could confirm the password of the wrong one, so the mail asks to sign up again.
    http::Accepted<Nothing> request_verification(access::Granted<access::Permission::verify_email> who,
                                                 const RequestVerification& command,
                                                 store::Transaction& transaction);

    /// A new session, always with a new token. Ends the one that the browser had.
    http::SessionBegun<Account> sign_in(access::Granted<access::Permission::sign_in> who, SignIn command,
                                        const access::HashingLane& lane);

    http::SessionEnded sign_out(access::Granted<access::Permission::sign_out> who, const SignOut& command,
                                store::Transaction& transaction);

    Account account(access::Granted<access::Permission::read_own_account> who, const ReadAccount& command,
                    store::Reading& reading);

private:
    void register_account(store::Transaction& transaction, const SignUp& command,
                          const std::string& password_hash);

    std::string base_url_;
    const Clock& clock_;
};

}  // namespace suncrew::identity
