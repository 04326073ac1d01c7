#pragma once

#include "access/granted.hpp"
#include "access/hashing_lane.hpp"
#include "audit/security_events.hpp"
#include "http/answers.hpp"
#include "identity/accounts.hpp"
#include "identity/proofs.hpp"
#include "identity/setup.hpp"
#include "store/connection.hpp"

namespace suncrew::identity {

struct ReadSecurity;
struct SecurityView;
struct BeginTotp;
struct TotpSeed;
struct ConfirmTotp;
struct RemoveTotp;
struct FactorEnrolled;
struct BeginEnrolment;
struct PasskeyCreation;
struct EnrolPasskey;
struct RemovePasskey;
struct MakeRecoveryCodes;
struct RecoveryCodesView;
struct ChangePassword;
struct SignInState;

/// One's own password and second factors. Everything that changes them asks for a fresh proof, which the
/// permissions say, and is told to the owner by a letter. What answers with a secret runs on the hashing
/// lane, where no answer is kept for a repetition.
class OwnSecurity {
public:
    explicit OwnSecurity(const Setup& setup) : setup_{setup} {}

    SecurityView read(access::Granted<access::Permission::read_own_security> who, const ReadSecurity& command,
                      store::Reading& reading);

    /// A new secret for an authenticator app, to be confirmed by one of its codes; an app that there is stays
    /// good until then. Refuses with conflict "password_first" where the code would have no password to be a
    /// second factor of.
    http::Created<TotpSeed> begin_totp(access::Granted<access::Permission::enrol_factor> who,
                                       const BeginTotp& command, const access::HashingLane& lane);
    /// The app takes the place of the one that there was, so that who has no other factor moves to a new
    /// telephone; that ends the other sessions as a removal does. Refuses with invalid "code_refused".
    http::SessionBegun<FactorEnrolled> confirm_totp(access::Granted<access::Permission::enrol_factor> who,
                                                    const ConfirmTotp& command,
                                                    const access::HashingLane& lane);
    /// Refuses with conflict "last_factor" where the role needs one and this is the last.
    http::NoContent remove_totp(access::Granted<access::Permission::remove_own_factors> who,
                                const RemoveTotp& command, store::Transaction& transaction);

    http::Created<PasskeyCreation> begin_passkey(access::Granted<access::Permission::enrol_factor> who,
                                                 const BeginEnrolment& command,
                                                 store::Transaction& transaction);
    /// Refuses with invalid "passkey_refused", whatever was wrong, and conflict "too_many_passkeys".
    http::SessionBegun<FactorEnrolled> enrol_passkey(access::Granted<access::Permission::enrol_factor> who,
                                                     const EnrolPasskey& command,
                                                     const access::HashingLane& lane);
    /// Refuses as `remove_totp`, and with "last_credential" where no password would be left either.
    http::NoContent remove_passkey(access::Granted<access::Permission::remove_own_factors> who,
                                   const RemovePasskey& command, store::Transaction& transaction);

    /// Ten new ones in the place of the old. Refuses with conflict "no_second_factor" where there is nothing
    /// to recover.
    http::Created<RecoveryCodesView> make_recovery_codes(
        access::Granted<access::Permission::remove_own_factors> who, const MakeRecoveryCodes& command,
        const access::HashingLane& lane);

    /// Ends all other sessions, API keys, and what was begun. The present password was shown with the fresh
    /// proof.
    http::SessionBegun<SignInState> change_password(
        access::Granted<access::Permission::change_own_password> who, ChangePassword command,
        const access::HashingLane& lane);

private:
    void require_owed_enrolment(store::Reading& reading, const access::Caller& caller,
                                const StoredAccount& account) const;
    template <class Keep>
    http::SessionBegun<FactorEnrolled> enrolled(const access::HashingLane& lane, const access::Caller& caller,
                                                const StoredAccount& account, Evidence evidence,
                                                audit::EventKind kind, Keep keep);
    template <class Remove>
    void remove_factor(store::Transaction& transaction, const StoredAccount& account,
                       const access::Caller& caller, audit::EventKind kind, const Remove& remove);

    const Setup& setup_;
};

}  // namespace suncrew::identity
