#include "identity/mail_texts.hpp"

#include <string_view>

namespace suncrew::identity {
namespace {

using notify::Language;

struct MailText {
    std::string_view subject;
    std::string_view before_link;
    std::string_view after_link;
};

struct InEveryLanguage {
    MailText en;
    MailText es;
};

constexpr InEveryLanguage verification{
    .en = {"Confirm your e-mail address",
           "Hello,\n"
           "\n"
           "somebody, probably you, signed up at Suncrew with this address. To confirm it, open this link\n"
           "within 24 hours:\n"
           "\n",
           "\n"
           "If it was not you, do nothing: without the confirmation nobody can use the account. Should\n"
           "several of these mails come, open only the one that came when you signed up: each confirms the\n"
           "password of its own sign-up.\n"},
    .es = {"Confirma tu dirección de correo",
           "Hola:\n"
           "\n"
           "Alguien, seguramente tú, se ha registrado en Suncrew con esta dirección. Para confirmarla, abre\n"
           "este enlace antes de 24 horas:\n"
           "\n",
           "\n"
           "Si no has sido tú, no hagas nada: sin la confirmación nadie puede usar la cuenta. Si te llegan\n"
           "varios de estos correos, abre solo el que llegó cuando te registraste: cada uno confirma la\n"
           "contraseña de su propio registro.\n"},
};

constexpr InEveryLanguage sign_up_again{
    .en =
        {"Please sign up again",
         "Hello,\n"
         "\n"
         "somebody, probably you, asked Suncrew for another link to confirm this address. There has been\n"
         "more than one sign-up with it, and each is confirmed by the link of its own mail alone. If you no\n"
         "longer have the mail of yours, sign up again:\n"
         "\n",
         "\n"
         "If it was not you, do nothing: without the confirmation nobody can use the account.\n"},
    .es =
        {"Regístrate de nuevo",
         "Hola:\n"
         "\n"
         "Alguien, seguramente tú, ha pedido a Suncrew otro enlace para confirmar esta dirección. Ha habido\n"
         "más de un registro con ella, y cada uno se confirma solo con el enlace de su propio correo. Si ya\n"
         "no tienes el del tuyo, regístrate de nuevo:\n"
         "\n",
         "\n"
         "Si no has sido tú, no hagas nada: sin la confirmación nadie puede usar la cuenta.\n"},
};

constexpr InEveryLanguage sign_up_attempt{
    .en =
        {"You already have an account",
         "Hello,\n"
         "\n"
         "somebody tried to sign up at Suncrew with this address, which already has an account. Nothing has\n"
         "changed. If it was you, sign in with the password you have:\n"
         "\n",
         "\n"
         "If it was not you, you need not do anything.\n"},
    .es = {"Ya tienes una cuenta",
           "Hola:\n"
           "\n"
           "Alguien ha intentado registrarse en Suncrew con esta dirección, que ya tiene una cuenta. No ha\n"
           "cambiado nada. Si has sido tú, inicia sesión con tu contraseña:\n"
           "\n",
           "\n"
           "Si no has sido tú, no tienes que hacer nada.\n"},
};

notify::Mail mail(const Email& to, const InEveryLanguage& texts, Language language, const std::string& link) {
    const MailText& text = language == Language::es ? texts.es : texts.en;
    notify::Mail mail{to.text(), std::string{text.subject}, std::string{text.before_link}};
    mail.body.append(link).append("\n").append(text.after_link);
    return mail;
}

}  // namespace

notify::Mail verification_mail(const Email& to, Language language, const std::string& link) {
    return mail(to, verification, language, link);
}

notify::Mail sign_up_again_mail(const Email& to, Language language, const std::string& link) {
    return mail(to, sign_up_again, language, link);
}

notify::Mail sign_up_attempt_mail(const Email& to, Language language, const std::string& link) {
    return mail(to, sign_up_attempt, language, link);
}

}  // namespace suncrew::identity
