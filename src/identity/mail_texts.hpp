#pragma once

#include <cstdint>
#include <string>

#include <boost/describe/enum.hpp>

#include "identity/email.hpp"
#include "notify/language.hpp"
#include "notify/mail.hpp"

/// The letters of identity, in both languages. Nothing in them was typed by anybody: who signs up with
/// another's address could otherwise send them a message of their own. They name no device, place, time or
/// address either: the security page shows those to the owner of the account alone.
namespace suncrew::identity {

/// Why identity writes to somebody; beside each stands where its link leads.
enum class Letter : std::uint8_t {
    verification,         ///< confirms an address, within 24 hours: /verify
    sign_up_again,        ///< several have signed up with this address; only their own links count: /sign-up
    sign_up_attempt,      ///< to the owner of an account whose address was used again: /sign-in
    sign_up_link,         ///< a sign-up without a password goes on here, within 24 hours: /join
    invitation,           ///< to staff and crews, for 24 hours: /join
    new_enrolment_link,   ///< ordered by a security officer, for 24 hours: /join
    password_reset,       ///< for 10 minutes: /new-password
    email_change_link,    ///< to the new address, for 24 hours: /confirm-email
    email_change_notice,  ///< to the old address, before anything has changed: /security
    email_changed,        ///< to both addresses: /security
    password_changed,     ///< also after a reset: /security
    second_factor_added,  ///< /security
    second_factor_removed,   ///< /security
    recovery_codes_made,     ///< /security
    recovery_code_used,      ///< /security
    factor_reset_requested,  ///< 72 hours before it can be completed; the link stops it: /cancel-reset
    factor_reset_reminder,   ///< the same, one day and two days later: /cancel-reset
    factor_reset_cancelled,  ///< /security
    factor_reset_completed,  ///< /security
    new_device,              ///< a complete sign-in from a browser not known for the account: /security
    second_factor_failed,    ///< the password was right, what had to follow was not: /security
    api_key_made,            ///< /security
    account_locked,          ///< by a security officer: /security
    account_unlocked,        ///< /security
    role_changed,            ///< /security
    staff_changed,           ///< to the other security officers: an invitation, another role: /staff/events
    security_alert,          ///< to the security officers: /staff/alerts
    grant_requested,         ///< to who may decide and the security officers: /approvals
    grant_approved,          ///< to the security officers and the holder: /grants or /grants/live
    grant_ended,             ///< before its time, the same
    change_proposed,         ///< to a customer: support asks to change something of theirs: /changes
    change_requested,        ///< of the same, to the security officers: /approvals
    change_applied,          ///< to a customer, approved by somebody else: /changes
    account_erased,          ///< the last one to who had it: /
};
BOOST_DESCRIBE_ENUM(Letter, verification, sign_up_again, sign_up_attempt, sign_up_link, invitation,
                    new_enrolment_link, password_reset, email_change_link, email_change_notice, email_changed,
                    password_changed, second_factor_added, second_factor_removed, recovery_codes_made,
                    recovery_code_used, factor_reset_requested, factor_reset_reminder, factor_reset_cancelled,
                    factor_reset_completed, new_device, second_factor_failed, api_key_made, account_locked,
                    account_unlocked, role_changed, staff_changed, security_alert, grant_requested,
                    grant_approved, grant_ended, change_proposed, change_requested, change_applied,
                    account_erased)

/// The letter to this address. The link stands on a line of its own; that it leads where the letter says is
/// up to the caller.
notify::Mail letter(Letter letter, const Email& to, notify::Language language, const std::string& link);

/// `letter(Letter::verification, …)`.
notify::Mail verification_mail(const Email& to, notify::Language language, const std::string& link);

/// `letter(Letter::sign_up_again, …)`.
notify::Mail sign_up_again_mail(const Email& to, notify::Language language, const std::string& link);

/// `letter(Letter::sign_up_attempt, …)`.
notify::Mail sign_up_attempt_mail(const Email& to, notify::Language language, const std::string& link);

}  // namespace suncrew::identity
