#include "identity/mail_text.hpp"

namespace suncrew::identity::texts {

const InBothLanguages password_reset{
    .en = {"Choose a new password",
           R"(A new password was asked for, for your account at Suncrew: by you, or by a security
officer for you. To choose it, open this link. It works once, within 10 minutes:
)",
           R"(A new password ends every session of your account, so you will sign in again.

If you did not ask for it, do not open the link, and give it to nobody: your password
stays as it is, and the link ends by itself.
)"},
    .es = {"Elige una contraseña nueva",
           R"(Se ha pedido una contraseña nueva para tu cuenta de Suncrew: lo has hecho tú, o un
responsable de seguridad por ti. Para elegirla, abre este enlace. Funciona una sola vez,
antes de 10 minutos:
)",
           R"(Con la contraseña nueva terminan todas las sesiones de tu cuenta, así que tendrás que
iniciar sesión otra vez.

Si no la has pedido, no abras el enlace ni se lo des a nadie: tu contraseña sigue como
está y el enlace caduca solo.
)"},
};

const InBothLanguages password_changed{
    .en = {"Your password was changed",
           R"(The password of your account at Suncrew was changed, and the sessions on other devices
have ended. If it was you, all is done. Your security page shows where you are signed
in:
)",
           R"(If it was not you, go to the sign-in page at once and ask for a new password by mail:
this ends every session. Then look at your security page, and remove there every passkey
and API key that is not yours.
)"},
    .es = {"Tu contraseña ha cambiado",
           R"(La contraseña de tu cuenta de Suncrew ha cambiado, y las sesiones en otros dispositivos
han terminado. Si has sido tú, ya está todo. En tu página de seguridad verás dónde
tienes la sesión abierta:
)",
           R"(Si no has sido tú, ve ahora mismo a la página de inicio de sesión y pide una contraseña
nueva por correo: así terminan todas las sesiones. Después mira tu página de seguridad y
elimina las llaves de acceso y las claves de API que no sean tuyas.
)"},
};

const InBothLanguages email_change_link{
    .en = {"Confirm your new e-mail address",
           R"(Somebody, probably you, wants to use this address for an account at Suncrew. To confirm
it, open this link within 24 hours; from then on it is the address you sign in with:
)",
           R"(If it was not you, do not open the link: without it the address is not used, and the
link ends by itself.
)"},
    .es = {"Confirma tu nueva dirección de correo",
           R"(Alguien, seguramente tú, quiere usar esta dirección para una cuenta de Suncrew. Para
confirmarla, abre este enlace antes de 24 horas; desde entonces iniciarás sesión con
ella:
)",
           R"(Si no has sido tú, no abras el enlace: sin él la dirección no se usa, y el enlace caduca
solo.
)"},
};

const InBothLanguages email_change_notice{
    .en = {"A new e-mail address for your account was asked for",
           R"(The e-mail address of your account at Suncrew is to be replaced by another one. Nothing
has changed yet: it changes when the link we sent to the new address is opened, within
24 hours. If it was you, look for that mail. Your security page is here:
)",
           R"(If it was not you, somebody is signed in to your account. Do not wait: change your
password on that page, end all other sessions, and remove every passkey that is not
yours.
)"},
    .es = {"Se ha pedido otra dirección de correo para tu cuenta",
           R"(La dirección de correo de tu cuenta de Suncrew se va a sustituir por otra. Aún no ha
cambiado nada: cambiará al abrir el enlace que hemos enviado a la dirección nueva, antes
de 24 horas. Si has sido tú, busca ese correo. Tu página de seguridad está aquí:
)",
           R"(Si no has sido tú, alguien ha entrado en tu cuenta. No esperes: cambia tu contraseña en
esa página, cierra todas las demás sesiones y elimina las llaves de acceso que no sean
tuyas.
)"},
};

const InBothLanguages email_changed{
    .en = {"The e-mail address of your account was changed",
           R"(The e-mail address of your account at Suncrew was changed. From now on you sign in with
the new one. This mail goes to the old address and to the new one. If it was you, all is
done. Your security page is here:
)",
           R"(If it was not you, act at once. Where you are still signed in, or with your passkey,
open that page, put your own address back, change your password and end all other
sessions. If you cannot get in any more, tell Suncrew's support: a security officer can
lock the account, so that nobody uses it until it is yours again.
)"},
    .es = {"La dirección de correo de tu cuenta ha cambiado",
           R"(La dirección de correo de tu cuenta de Suncrew ha cambiado. Desde ahora inicias sesión
con la nueva. Este correo va a la dirección anterior y a la nueva. Si has sido tú, ya
está todo. Tu página de seguridad está aquí:
)",
           R"(Si no has sido tú, actúa ahora mismo. Donde aún tengas la sesión abierta, o con tu llave
de acceso, abre esa página, vuelve a poner tu dirección, cambia tu contraseña y cierra
todas las demás sesiones. Si ya no puedes entrar, avisa a la atención al cliente de
Suncrew: un responsable de seguridad puede bloquear la cuenta para que nadie la use
hasta que vuelva a ser tuya.
)"},
};

}  // namespace suncrew::identity::texts
