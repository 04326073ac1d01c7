#include "identity/mail_text.hpp"

namespace suncrew::identity::texts {

const InBothLanguages second_factor_added{
    .en = {"A new way to prove it is you",
           R"(A passkey or an authenticator app was added to your account at Suncrew. If it was you,
all is done, and your account is safer than before. Your security page shows it:
)",
           R"(If it was not you, open that page at once: remove what is not yours, change your
password and end all other sessions.
)"},
    .es = {"Una forma nueva de demostrar que eres tú",
           R"(Se ha añadido a tu cuenta de Suncrew una llave de acceso o una aplicación de códigos. Si
has sido tú, ya está todo, y tu cuenta está más segura que antes. La verás en tu página
de seguridad:
)",
           R"(Si no has sido tú, abre esa página ahora mismo: elimina lo que no sea tuyo, cambia tu
contraseña y cierra todas las demás sesiones.
)"},
};

const InBothLanguages second_factor_removed{
    .en = {"A passkey or authenticator app was removed",
           R"(A passkey or an authenticator app was removed from your account at Suncrew. If it was
you, all is done. Your security page shows what you still have:
)",
           R"(If it was not you, open that page at once: change your password, end all other sessions
and add a passkey or an authenticator app again.
)"},
    .es = {"Se ha eliminado una llave de acceso o una aplicación de códigos",
           R"(Se ha eliminado de tu cuenta de Suncrew una llave de acceso o una aplicación de códigos.
Si has sido tú, ya está todo. En tu página de seguridad verás lo que aún tienes:
)",
           R"(Si no has sido tú, abre esa página ahora mismo: cambia tu contraseña, cierra todas las
demás sesiones y añade otra vez una llave de acceso o una aplicación de códigos.
)"},
};

const InBothLanguages recovery_codes_made{
    .en = {"You have new recovery codes",
           R"(New recovery codes were made for your account at Suncrew. The earlier ones no longer
work. If it was you, keep the new ones somewhere safe, away from your phone. Your
security page is here:
)",
           R"(If it was not you, open that page at once: change your password, end all other sessions
and make new codes, so that those of the stranger stop working.
)"},
    .es = {"Tienes códigos de recuperación nuevos",
           R"(Se han creado códigos de recuperación nuevos para tu cuenta de Suncrew. Los anteriores
ya no sirven. Si has sido tú, guarda los nuevos en un lugar seguro, lejos de tu
teléfono. Tu página de seguridad está aquí:
)",
           R"(Si no has sido tú, abre esa página ahora mismo: cambia tu contraseña, cierra todas las
demás sesiones y crea códigos nuevos, para que los de esa persona dejen de servir.
)"},
};

const InBothLanguages recovery_code_used{
    .en = {"A recovery code was used",
           R"(One of your recovery codes was used to sign in to your account at Suncrew. Each code
works once. If it was you, cross it off; your security page shows how many are left, and
makes new ones:
)",
           R"(If it was not you, somebody has your password and your codes. Open that page at once:
change your password, end all other sessions and make new codes.
)"},
    .es = {"Se ha usado un código de recuperación",
           R"(Se ha usado uno de tus códigos de recuperación para iniciar sesión en tu cuenta de
Suncrew. Cada código sirve una sola vez. Si has sido tú, táchalo; en tu página de
seguridad verás cuántos te quedan y podrás crear otros:
)",
           R"(Si no has sido tú, alguien tiene tu contraseña y tus códigos. Abre esa página ahora
mismo: cambia tu contraseña, cierra todas las demás sesiones y crea códigos nuevos.
)"},
};

const InBothLanguages factor_reset_requested{
    .en = {"Did you lose your second factor?",
           R"(Somebody who knows your password told us that they have lost the passkey or
authenticator app of your account at Suncrew. If it was you, you need only wait: after
72 hours, sign in with your password, and set up a new one. If it was not you, or you
have found it again, stop this with the link:
)",
           R"(If it was not you, also change your password at once: somebody knows it. Until the 72
hours are over nobody gets in this way, and the link works for all that time.
)"},
    .es = {"¿Has perdido tu segundo factor?",
           R"(Alguien que conoce tu contraseña nos ha dicho que ha perdido la llave de acceso o la
aplicación de códigos de tu cuenta de Suncrew. Si has sido tú, solo tienes que esperar:
pasadas 72 horas, inicia sesión con tu contraseña y prepara otra nueva. Si no has sido
tú, o la has encontrado, detenlo con este enlace:
)",
           R"(Si no has sido tú, cambia también tu contraseña ahora mismo: alguien la conoce. Hasta
que pasen las 72 horas nadie entra de esta forma, y el enlace sirve durante todo ese
tiempo.
)"},
};

const InBothLanguages factor_reset_reminder{
    .en = {"The wait for your second factor goes on",
           R"(A day or two ago somebody who knows your password told us that they have lost the
passkey or authenticator app of your account at Suncrew, and nobody has stopped that
since. When 72 hours are over, it can be replaced with the password alone. If it was you,
you need only wait. If it was not you, or you have found it again, stop this with the
link:
)",
           R"(If it was not you, also change your password at once: somebody knows it. This link and
those of our earlier letters about it all work until the wait is over.
)"},
    .es = {"La espera por tu segundo factor continúa",
           R"(Hace uno o dos días alguien que conoce tu contraseña nos dijo que había perdido la llave
de acceso o la aplicación de códigos de tu cuenta de Suncrew, y desde entonces nadie lo
ha detenido. Cuando se cumplan 72 horas, bastará la contraseña para sustituirla. Si has
sido tú, solo tienes que esperar. Si no has sido tú, o la has encontrado, detenlo con
este enlace:
)",
           R"(Si no has sido tú, cambia también tu contraseña ahora mismo: alguien la conoce. Este
enlace y los de nuestros mensajes anteriores sobre ello sirven hasta que acabe la espera.
)"},
};

const InBothLanguages factor_reset_cancelled{
    .en = {"Your second factor stays as it is",
           R"(The request to replace the passkey or authenticator app of your account at Suncrew was
stopped. Those you have still work, and nothing has changed. Your security page is here:
)",
           R"(If the request was not yours, somebody knows your password: change it on that page now.
If it was yours and you did not stop it, somebody else may be reading your mail: change
the password of your mailbox, and then ask again when you sign in.
)"},
    .es = {"Tu segundo factor sigue como está",
           R"(Se ha detenido la solicitud de sustituir la llave de acceso o la aplicación de códigos
de tu cuenta de Suncrew. Las que tienes siguen sirviendo y no ha cambiado nada. Tu
página de seguridad está aquí:
)",
           R"(Si la solicitud no era tuya, alguien conoce tu contraseña: cámbiala ahora en esa página.
Si era tuya y no la has detenido tú, puede que otra persona lea tu correo: cambia la
contraseña de tu buzón y después vuelve a pedirlo al iniciar sesión.
)"},
};

const InBothLanguages factor_reset_completed{
    .en = {"Your second factor was removed",
           R"(The 72 hours are over, and the passkeys, authenticator app and recovery codes your
account at Suncrew had until now no longer work. If it was you, set up new ones and keep
the new recovery codes somewhere safe. Your security page is here:
)",
           R"(If it was not you, go to the sign-in page at once and ask for a new password by mail:
this ends every session. Then open that page and remove what is not yours. If you cannot
get in, tell Suncrew's support: a security officer can lock the account.
)"},
    .es = {"Se ha eliminado tu segundo factor",
           R"(Han pasado las 72 horas, y las llaves de acceso, la aplicación de códigos y los códigos
de recuperación que tenía tu cuenta de Suncrew ya no sirven. Si has sido tú, prepara
otros y guarda los códigos de recuperación nuevos en un lugar seguro. Tu página de
seguridad está aquí:
)",
           R"(Si no has sido tú, ve ahora mismo a la página de inicio de sesión y pide una contraseña
nueva por correo: así terminan todas las sesiones. Después abre esa página y elimina lo
que no sea tuyo. Si no puedes entrar, avisa a la atención al cliente de Suncrew: un
responsable de seguridad puede bloquear la cuenta.
)"},
};

}  // namespace suncrew::identity::texts
