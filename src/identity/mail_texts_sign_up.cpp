#include "identity/mail_text.hpp"

namespace suncrew::identity::texts {

const InBothLanguages verification{
    .en = {"Confirm your e-mail address",
           R"(Welcome to Suncrew! Somebody, probably you, signed up with this address. To confirm it,
open this link within 24 hours:
)",
           R"(If it was not you, do not open the link: without the confirmation nobody can use the
account. Should several of these mails come, open only the one that came when you signed
up: each confirms the password of its own sign-up.
)"},
    .es = {"Confirma tu dirección de correo",
           R"(¡Te damos la bienvenida a Suncrew! Alguien, seguramente tú, se ha registrado con esta
dirección. Para confirmarla, abre este enlace antes de 24 horas:
)",
           R"(Si no has sido tú, no abras el enlace: sin la confirmación nadie puede usar la cuenta.
Si te llegan varios de estos correos, abre solo el que llegó cuando te registraste: cada
uno confirma la contraseña del registro al que pertenece.
)"},
};

const InBothLanguages sign_up_again{
    .en = {"Please sign up again",
           R"(Somebody, probably you, asked Suncrew for another link to confirm this address. There
has been more than one sign-up with it, and each is confirmed by the link of its own
mail alone. If you no longer have the mail of yours, sign up again:
)",
           R"(If it was not you, do nothing, and open none of the links: without the confirmation
nobody can use the account.
)"},
    .es = {"Regístrate de nuevo",
           R"(Alguien, seguramente tú, ha pedido a Suncrew otro enlace para confirmar esta dirección.
Ha habido más de un registro con ella, y cada uno se confirma solo con el enlace que
llegó al hacerlo. Si ya no tienes el correo del tuyo, regístrate de nuevo:
)",
           R"(Si no has sido tú, no hagas nada ni abras ninguno de los enlaces: sin la confirmación
nadie puede usar la cuenta.
)"},
};

const InBothLanguages sign_up_attempt{
    .en = {"You already have an account",
           R"(Somebody tried to sign up at Suncrew with this address, which already has an account.
Nothing has changed. If it was you, sign in as always; the sign-in page also helps if
you have forgotten your password:
)",
           R"(If it was not you, you need not do anything: nobody got into your account this way.
)"},
    .es = {"Ya tienes una cuenta",
           R"(Alguien ha intentado registrarse en Suncrew con esta dirección, que ya tiene una cuenta.
No ha cambiado nada. Si has sido tú, inicia sesión como siempre; en esa página también
te ayudamos si has olvidado la contraseña:
)",
           R"(Si no has sido tú, no tienes que hacer nada: nadie ha entrado así en tu cuenta.
)"},
};

const InBothLanguages sign_up_link{
    .en = {"Go on with your sign-up",
           R"(Welcome to Suncrew! Somebody, probably you, signed up with this address. To go on and
choose how you will sign in, open this link. It works once, within 24 hours:
)",
           R"(If it was not you, do not open the link: without it nobody can use the account, and it
ends by itself. Please do not pass the link on: whoever has it can take your place.
)"},
    .es = {"Continúa con tu registro",
           R"(¡Te damos la bienvenida a Suncrew! Alguien, seguramente tú, se ha registrado con esta
dirección. Para continuar y elegir cómo iniciarás sesión, abre este enlace. Funciona una
sola vez, antes de 24 horas:
)",
           R"(Si no has sido tú, no abras el enlace: sin él nadie puede usar la cuenta, y caduca solo.
No compartas el enlace: quien lo tenga puede ocupar tu lugar.
)"},
};

const InBothLanguages invitation{
    .en = {"You are invited to work with Suncrew",
           R"(We are glad to have you: an account at Suncrew is waiting for you. Open this link to set
up how you will sign in, with a passkey or with a password and an authenticator app. It
works once, within 24 hours:
)",
           R"(If the time has run out, ask the person who invited you for a new link. If you did not
expect an invitation, do not open the link and do not pass it on: it ends by itself, and
nothing else will happen.
)"},
    .es = {"Te invitamos a trabajar con Suncrew",
           R"(Nos alegra contar contigo: en Suncrew te espera una cuenta. Abre este enlace para
preparar cómo iniciarás sesión, con una llave de acceso o con una contraseña y una
aplicación de códigos. Funciona una sola vez, antes de 24 horas:
)",
           R"(Si se ha pasado el plazo, pide un enlace nuevo a quien te invitó. Si no esperabas una
invitación, no abras el enlace ni lo compartas: caduca solo y no pasará nada más.
)"},
};

const InBothLanguages new_enrolment_link{
    .en = {"Your new link to set up your sign-in",
           R"(A security officer of Suncrew has sent you a new link, so that you can set up how you
sign in. Until you have done so, your account cannot be used. The link works once,
within 24 hours:
)",
           R"(If you did not ask for it, do not open the link. Tell a security officer first, in
person or by phone: somebody may have spoken in your name. Never pass the link on,
whoever asks for it.
)"},
    .es = {"Tu enlace nuevo para preparar el inicio de sesión",
           R"(Un responsable de seguridad de Suncrew te ha enviado un enlace nuevo para que prepares
cómo inicias sesión. Hasta que lo hagas, tu cuenta no se puede usar. El enlace funciona
una sola vez, antes de 24 horas:
)",
           R"(Si no lo has pedido, no abras el enlace. Avisa antes a un responsable de seguridad, en
persona o por teléfono: puede que alguien haya hablado en tu nombre. No compartas nunca
el enlace, aunque alguien te insista.
)"},
};

}  // namespace suncrew::identity::texts
