#include "identity/mail_text.hpp"

namespace suncrew::identity::texts {

const InBothLanguages new_device{
    .en = {"A sign-in from a new device",
           R"(Somebody signed in to your account at Suncrew from a device or browser that we have not
seen with it before. If it was you, all is well. Your security page shows which device
it was, and when:
)",
           R"(If it was not you, open that page at once: end that session, change your password and
remove every passkey that is not yours.
)"},
    .es = {"Un inicio de sesión desde un dispositivo nuevo",
           R"(Alguien ha iniciado sesión en tu cuenta de Suncrew desde un dispositivo o navegador que
aún no conocíamos. Si has sido tú, todo va bien. En tu página de seguridad verás qué
dispositivo era y cuándo:
)",
           R"(Si no has sido tú, abre esa página ahora mismo: cierra esa sesión, cambia tu contraseña
y elimina las llaves de acceso que no sean tuyas.
)"},
};

const InBothLanguages second_factor_failed{
    .en = {"Somebody may know your password",
           R"(Somebody gave the right password of your account at Suncrew, but not the second proof
that has to follow it. They did not get in. If it was you, just try again. Your security
page shows when it was and where from:
)",
           R"(If it was not you, somebody knows your password: change it on that page now, and
wherever else you use the same one. Tell your codes to nobody, even if they say they are
from Suncrew.
)"},
    .es = {"Puede que alguien conozca tu contraseña",
           R"(Alguien ha dado la contraseña correcta de tu cuenta de Suncrew, pero no la segunda
prueba que debe seguirla. No ha entrado. Si has sido tú, inténtalo otra vez. En tu
página de seguridad verás cuándo fue y desde dónde:
)",
           R"(Si no has sido tú, alguien conoce tu contraseña: cámbiala ahora en esa página, y en
cualquier otro sitio donde uses la misma. No des tus códigos a nadie, aunque diga que es
de Suncrew.
)"},
};

const InBothLanguages api_key_made{
    .en = {"A new API key for your account",
           R"(A new API key was made for your account at Suncrew: a program that has it can act in
your name. If it was you, keep it like a password. Your security page shows your keys
and what each may do:
)",
           R"(If it was not you, open that page at once: end the key, change your password and end all
other sessions.
)"},
    .es = {"Una clave de API nueva para tu cuenta",
           R"(Se ha creado una clave de API nueva para tu cuenta de Suncrew: un programa que la tenga
puede actuar en tu nombre. Si has sido tú, guárdala como una contraseña. En tu página de
seguridad verás tus claves y lo que puede hacer cada una:
)",
           R"(Si no has sido tú, abre esa página ahora mismo: anula la clave, cambia tu contraseña y
cierra todas las demás sesiones.
)"},
};

const InBothLanguages account_locked{
    .en = {"Your account is locked",
           R"(A security officer of Suncrew has locked your account, and nobody can use it for now,
neither you nor anybody else. What belongs to it is still there. If you asked for this,
you need only wait: we write to you when it is open again. Your security page will then
be here:
)",
           R"(If you did not expect this, tell Suncrew's support; they will find out why with a
security officer. We will never ask you for your password or your codes to open an
account again.
)"},
    .es = {"Tu cuenta está bloqueada",
           R"(Un responsable de seguridad de Suncrew ha bloqueado tu cuenta y, por ahora, nadie puede
usarla, ni tú ni ninguna otra persona. Todo lo que hay en ella sigue ahí. Si lo has
pedido tú, solo tienes que esperar: te escribiremos cuando vuelva a estar abierta.
Entonces tendrás aquí tu página de seguridad:
)",
           R"(Si no lo esperabas, avisa a la atención al cliente de Suncrew; con un responsable de
seguridad averiguarán el motivo. Nunca te pediremos tu contraseña ni tus códigos para
volver a abrir una cuenta.
)"},
};

const InBothLanguages account_unlocked{
    .en = {"Your account is open again",
           R"(A security officer of Suncrew has unlocked your account. Sign in as always. Have a look
at your security page first, to see that everything on it is yours:
)",
           R"(If something is not, remove it there, change your password and end all other sessions.
If you did not know that your account was locked, ask Suncrew's support why.
)"},
    .es = {"Tu cuenta vuelve a estar abierta",
           R"(Un responsable de seguridad de Suncrew ha desbloqueado tu cuenta. Inicia sesión como
siempre. Mira primero tu página de seguridad para comprobar que todo lo que hay en ella
es tuyo:
)",
           R"(Si algo no lo es, elimínalo ahí, cambia tu contraseña y cierra todas las demás sesiones.
Si no sabías que tu cuenta estaba bloqueada, pregunta el motivo a la atención al cliente
de Suncrew.
)"},
};

const InBothLanguages role_changed{
    .en = {"Your role has changed",
           R"(A security officer of Suncrew has given your account another role, so what you can see
and do has changed. If you knew of this, you need not do anything. The history on your
security page shows the change:
)",
           R"(If you did not expect it, tell a security officer, in person or by phone, before you go
on working.
)"},
    .es = {"Tu rol ha cambiado",
           R"(Un responsable de seguridad de Suncrew ha dado otro rol a tu cuenta, así que ha cambiado
lo que puedes ver y hacer. Si ya lo sabías, no tienes que hacer nada. El historial de tu
página de seguridad muestra el cambio:
)",
           R"(Si no lo esperabas, avisa a un responsable de seguridad, en persona o por teléfono,
antes de seguir trabajando.
)"},
};

const InBothLanguages staff_changed{
    .en = {"Somebody was invited to the staff or given another role",
           R"(Another security officer of Suncrew has invited somebody to the staff, or given one of the
staff another role. Who they are stands at the top of the security events:
)",
           R"(You get this letter so that nobody can be two people at once. If you did not expect the
change, ask that officer in person or by phone, and lock the account until you know who it
is.
)"},
    .es = {"Alguien entra en el personal o cambia de rol",
           R"(Otro responsable de seguridad de Suncrew ha invitado a alguien al personal o ha cambiado el
rol de una persona del personal. Quién es está al principio de los eventos de seguridad:
)",
           R"(Esta carta te llega para que nadie pueda ser dos personas a la vez. Si no esperabas el
cambio, pregunta a ese responsable en persona o por teléfono y bloquea la cuenta hasta saber
quién es.
)"},
};

}  // namespace suncrew::identity::texts
