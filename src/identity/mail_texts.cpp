#include "identity/mail_texts.hpp"

#include <array>
#include <cstddef>

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/list.hpp>

#include "identity/mail_text.hpp"

namespace suncrew::identity {
namespace {

using notify::Language;

struct Row {
    Letter letter;
    const texts::InBothLanguages* text;
};

constexpr std::array rows{
    Row{Letter::verification, &texts::verification},
    Row{Letter::sign_up_again, &texts::sign_up_again},
    Row{Letter::sign_up_attempt, &texts::sign_up_attempt},
    Row{Letter::sign_up_link, &texts::sign_up_link},
    Row{Letter::invitation, &texts::invitation},
    Row{Letter::new_enrolment_link, &texts::new_enrolment_link},
    Row{Letter::password_reset, &texts::password_reset},
    Row{Letter::email_change_link, &texts::email_change_link},
    Row{Letter::email_change_notice, &texts::email_change_notice},
    Row{Letter::email_changed, &texts::email_changed},
    Row{Letter::password_changed, &texts::password_changed},
    Row{Letter::second_factor_added, &texts::second_factor_added},
    Row{Letter::second_factor_removed, &texts::second_factor_removed},
    Row{Letter::recovery_codes_made, &texts::recovery_codes_made},
    Row{Letter::recovery_code_used, &texts::recovery_code_used},
    Row{Letter::factor_reset_requested, &texts::factor_reset_requested},
    Row{Letter::factor_reset_reminder, &texts::factor_reset_reminder},
    Row{Letter::factor_reset_cancelled, &texts::factor_reset_cancelled},
    Row{Letter::factor_reset_completed, &texts::factor_reset_completed},
    Row{Letter::new_device, &texts::new_device},
    Row{Letter::second_factor_failed, &texts::second_factor_failed},
    Row{Letter::api_key_made, &texts::api_key_made},
    Row{Letter::account_locked, &texts::account_locked},
    Row{Letter::account_unlocked, &texts::account_unlocked},
    Row{Letter::role_changed, &texts::role_changed},
    Row{Letter::staff_changed, &texts::staff_changed},
    Row{Letter::security_alert, &texts::security_alert},
    Row{Letter::grant_requested, &texts::grant_requested},
    Row{Letter::grant_approved, &texts::grant_approved},
    Row{Letter::grant_ended, &texts::grant_ended},
    Row{Letter::change_proposed, &texts::change_proposed},
    Row{Letter::change_requested, &texts::change_requested},
    Row{Letter::change_applied, &texts::change_applied},
    Row{Letter::account_erased, &texts::account_erased},
};

constexpr bool every_letter_in_its_place() {
    for (std::size_t at = 0; at < rows.size(); ++at)
        if (static_cast<std::size_t>(rows[at].letter) != at)
            return false;
    return rows.size() == boost::mp11::mp_size<boost::describe::describe_enumerators<Letter>>::value;
}
static_assert(every_letter_in_its_place());

}  // namespace

notify::Mail letter(Letter letter, const Email& to, Language language, const std::string& link) {
    const texts::InBothLanguages& both = *rows.at(static_cast<std::size_t>(letter)).text;
    const texts::MailText& text = language == Language::es ? both.es : both.en;
    notify::Mail mail{to.text(), std::string{text.subject},
                      language == Language::es ? "Hola:\n\n" : "Hello,\n\n"};
    mail.body.append(text.before_link).append("\n").append(link).append("\n\n").append(text.after_link);
    mail.body.append("\nSuncrew\n");
    return mail;
}

notify::Mail verification_mail(const Email& to, Language language, const std::string& link) {
    return letter(Letter::verification, to, language, link);
}

notify::Mail sign_up_again_mail(const Email& to, Language language, const std::string& link) {
    return letter(Letter::sign_up_again, to, language, link);
}

notify::Mail sign_up_attempt_mail(const Email& to, Language language, const std::string& link) {
    return letter(Letter::sign_up_attempt, to, language, link);
}

}  // namespace suncrew::identity
