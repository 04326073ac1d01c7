#pragma once

#include "access/granted.hpp"
#include "access/recorded.hpp"
#include "http/answers.hpp"
#include "identity/accounts.hpp"
#include "identity/setup.hpp"
#include "store/connection.hpp"

namespace suncrew::identity {

struct ListStaff;
struct StaffList;
struct FindAccount;
struct StaffView;
struct InviteStaff;
struct Invited;
struct SendEnrolmentLink;
struct LockAccount;
struct UnlockAccount;
struct ChangeRole;
struct EndSessionsOf;
struct SendPasswordReset;
struct ReadSecurityEvents;
struct SecurityEventList;
struct Nothing;

/// Of one officer in 24 hours: more is guessing who has an account.
inline constexpr int searches_in_vain_a_day_max = 60;

/// What a security officer does about accounts. Every change is an event with the officer, before and after,
/// and is told to the account's owner, and an invitation and another role to all other officers. Nobody sees,
/// sets or chooses another's password or factor: an officer can only have a link mailed. The record is
/// written by who commits. Refuses with conflict "not_oneself" what an officer would do to their own account,
/// so that the last officer cannot lock themselves out; not_found "no_such_account".
class Staff {
public:
    explicit Staff(const Setup& setup) : setup_{setup} {}

    StaffList list(access::Granted<access::Permission::read_accounts> who, const ListStaff& command,
                   access::Desk& desk);
    /// Anybody's account, by the exact address; of a customer without a name, which an officer's work does
    /// not need. Its person sees that it was looked for; a search in vain leaves an entry too, and refuses
    /// with too_many "too_many_searches" whoever has `searches_in_vain_a_day_max` of them.
    StaffView find(access::Granted<access::Permission::read_accounts> who, const FindAccount& command,
                   access::Desk& desk);

    /// Refuses with conflict "email_taken".
    access::Recorded<http::Accepted<Invited>> invite(access::Granted<access::Permission::invite_staff> who,
                                                     const InviteStaff& command, store::Writing& writing);
    /// Takes everything away that the account could sign in with, and mails a new link; for who did
    /// not use theirs, has lost all factors, or whose account somebody else has got hold of. Refuses
    /// with conflict "account_not_active" a sign-up that was never confirmed.
    access::Recorded<http::Accepted<Nothing>> send_enrolment_link(
        access::Granted<access::Permission::reset_others_credentials> who, const SendEnrolmentLink& command,
        store::Writing& writing);

    /// Ends the sessions and refuses every way in until it is unlocked.
    access::Recorded<http::NoContent> lock(access::Granted<access::Permission::lock_accounts> who,
                                           const LockAccount& command, store::Writing& writing);
    access::Recorded<http::NoContent> unlock(access::Granted<access::Permission::lock_accounts> who,
                                             const UnlockAccount& command, store::Writing& writing);
    /// From one role of the staff to another. Ends sessions and API keys. Refuses with conflict "not_staff".
    access::Recorded<http::NoContent> change_role(access::Granted<access::Permission::change_roles> who,
                                                  const ChangeRole& command, store::Writing& writing);
    access::Recorded<http::NoContent> end_sessions(
        access::Granted<access::Permission::end_others_sessions> who, const EndSessionsOf& command,
        store::Writing& writing);
    access::Recorded<http::Accepted<Nothing>> send_password_reset(
        access::Granted<access::Permission::reset_others_credentials> who, const SendPasswordReset& command,
        store::Writing& writing);

    SecurityEventList events(access::Granted<access::Permission::read_security_events> who,
                             const ReadSecurityEvents& command, store::Reading& reading);

private:
    const Setup& setup_;
};

}  // namespace suncrew::identity
