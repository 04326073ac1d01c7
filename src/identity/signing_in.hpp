#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "access/granted.hpp"
#include "access/hashing_lane.hpp"
#include "audit/security_events.hpp"
#include "http/answers.hpp"
#include "identity/accounts.hpp"
#include "identity/ceremonies.hpp"
#include "identity/proofs.hpp"
#include "identity/setup.hpp"
#include "store/connection.hpp"

namespace suncrew::identity {

struct SignIn;
struct SignOut;
struct ReadSession;
struct BeginPasskey;
struct SignInByPasskey;
struct ShowSecondFactor;
struct StepUp;
struct Assertion;
struct PasskeyRequest;
struct SignInState;
struct ShownToken;
struct StoredPasskey;

/// Signing in and out, and proving again who one is. Every way in asks for the same: one passkey, or the
/// password and, where the account has one, a second factor. A refusal is one and the same
/// ("credentials_refused") whatever was wrong; what it was stands in the security events.
class SigningIn {
public:
    explicit SigningIn(const Setup& setup) : setup_{setup} {}

    /// A password: a new session, always with a new token, that may still owe a second factor. Ends the one
    /// that the browser had. An account that is absent, locked, not confirmed yet or without a password
    /// takes as long and is answered as a wrong password is.
    http::SessionBegun<SignInState> sign_in(access::Granted<access::Permission::sign_in> who, SignIn command,
                                            const access::HashingLane& lane);

    /// Asks for any passkey; nobody is named.
    http::CeremonyBegun<PasskeyRequest> begin_passkey(access::Granted<access::Permission::sign_in> who,
                                                      const BeginPasskey& command,
                                                      const access::HashingLane& lane);
    http::SessionBegun<SignInState> sign_in_by_passkey(access::Granted<access::Permission::sign_in> who,
                                                       const SignInByPasskey& command,
                                                       const access::HashingLane& lane);

    SignInState session(access::Granted<access::Permission::read_own_session> who, const ReadSession& command,
                        store::Reading& reading);

    http::CeremonyBegun<PasskeyRequest> begin_second_factor(
        access::Granted<access::Permission::complete_sign_in> who, const BeginPasskey& command,
        store::Transaction& transaction);
    /// What is still owed: a one-time code, a recovery code or a passkey.
    http::SessionBegun<SignInState> show_second_factor(
        access::Granted<access::Permission::complete_sign_in> who, const ShowSecondFactor& command,
        const access::HashingLane& lane);

    http::CeremonyBegun<PasskeyRequest> begin_step_up(access::Granted<access::Permission::prove_again> who,
                                                      const BeginPasskey& command,
                                                      store::Transaction& transaction);
    /// Everything once more, for what is sensitive: a passkey, or the password and the one-time code where
    /// the account has them. A new session takes the place of the one that was shown.
    http::SessionBegun<SignInState> step_up(access::Granted<access::Permission::prove_again> who,
                                            StepUp command, const access::HashingLane& lane);

    http::SessionEnded sign_out(access::Granted<access::Permission::sign_out> who, const SignOut& command,
                                store::Transaction& transaction);

private:
    void suspend_cloned(store::Transaction& transaction, AccountId id,
                        const std::vector<std::uint8_t>& credential, const access::Client& client);
    /// The passkey that answered, or the event of the refusal; `failed` is what that is called, where the
    /// passkey was not copied. Its use is noted in a transaction of its own: whether it still stands is
    /// looked at again where a session begins.
    std::variant<StoredPasskey, audit::SecurityEvent> believed(const access::HashingLane& lane,
                                                               const access::Caller& caller, Purpose purpose,
                                                               const Assertion& answer,
                                                               audit::EventKind failed);
    /// The same, where the passkey has to be the caller's own.
    std::variant<Evidence, audit::SecurityEvent> own_passkey(const access::HashingLane& lane,
                                                             const access::Caller& caller, Purpose purpose,
                                                             const Assertion& answer,
                                                             audit::EventKind failed);
    std::variant<Evidence, audit::SecurityEvent> second_factor_of(const access::HashingLane& lane,
                                                                  const access::Caller& caller,
                                                                  const ShowSecondFactor& command);
    /// What a password, and a code beside it, show at a step-up.
    Proofs shown_at_step_up(const access::HashingLane& lane, const StoredAccount& account,
                            const StepUp& command);

    const Setup& setup_;
};

}  // namespace suncrew::identity
