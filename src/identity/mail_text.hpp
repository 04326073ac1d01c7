#pragma once

#include <string_view>

/// The words of the letters, one file a subject. Each says what happened and what to do, then comes the link,
/// then what to do if it was not the reader. Greeting and signature are the same for all and not in here.
namespace suncrew::identity::texts {

struct MailText {
    std::string_view subject;
    std::string_view before_link;  ///< whole lines
    std::string_view after_link;   ///< whole lines
};

struct InBothLanguages {
    MailText en;
    MailText es;
};

// mail_texts_sign_up.cpp
extern const InBothLanguages verification;
extern const InBothLanguages sign_up_again;
extern const InBothLanguages sign_up_attempt;
extern const InBothLanguages sign_up_link;
extern const InBothLanguages invitation;
extern const InBothLanguages new_enrolment_link;

// mail_texts_changes.cpp
extern const InBothLanguages password_reset;
extern const InBothLanguages password_changed;
extern const InBothLanguages email_change_link;
extern const InBothLanguages email_change_notice;
extern const InBothLanguages email_changed;

// mail_texts_factors.cpp
extern const InBothLanguages second_factor_added;
extern const InBothLanguages second_factor_removed;
extern const InBothLanguages recovery_codes_made;
extern const InBothLanguages recovery_code_used;
extern const InBothLanguages factor_reset_requested;
extern const InBothLanguages factor_reset_reminder;
extern const InBothLanguages factor_reset_cancelled;
extern const InBothLanguages factor_reset_completed;

// mail_texts_access.cpp
extern const InBothLanguages new_device;
extern const InBothLanguages second_factor_failed;
extern const InBothLanguages api_key_made;
extern const InBothLanguages account_locked;
extern const InBothLanguages account_unlocked;
extern const InBothLanguages role_changed;
extern const InBothLanguages staff_changed;

// mail_texts_alerts.cpp
extern const InBothLanguages security_alert;
// mail_texts_grants.cpp
extern const InBothLanguages grant_requested;
extern const InBothLanguages grant_approved;
extern const InBothLanguages grant_ended;
extern const InBothLanguages change_proposed;
extern const InBothLanguages change_requested;
extern const InBothLanguages change_applied;
extern const InBothLanguages account_erased;

}  // namespace suncrew::identity::texts
