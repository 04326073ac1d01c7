#include "permits/course.hpp"

namespace suncrew::permits {
namespace {

constexpr std::
    array<Lesson, lessons_count>
        all{
            {
                {.title = {"Letters that fish for you", "Cartas que quieren pescarte"},
                 .text =
                     {R"(A forged letter looks like one of ours, is in a hurry and wants you to click. What it says is never the proof; where its link leads is. Our links begin with the address that you work at every day.
If in doubt, do not click. Open Suncrew by your own bookmark, or ask the colleague by another way than the one the letter came on. A passkey cannot be fished: it does not answer a forged page.)",
                      R"(Una carta falsa se parece a las nuestras, tiene prisa y quiere que pulses. Lo que dice nunca es la prueba; adónde lleva su enlace, sí. Nuestros enlaces empiezan por la dirección en la que trabajas cada día.
Si dudas, no pulses. Abre Suncrew con tu propio marcador o pregunta a la persona por una vía distinta de la que trajo la carta. Una llave de acceso no se puede pescar: no responde a una página falsa.)"}},
                {.title = {"Why you open data", "Para qué abres datos"},
                 .text =
                     {R"(Behind each order is a home, and somebody who trusts us with their name, their telephone number and their roof. You open their data for one purpose: the work in front of you. Not because you are curious, not for a neighbour, not to see whether it works.
A grant has a purpose, somebody else's approval and an end. Write the purpose so that the customer could read it, because they can see that it was asked for. Open only what you need, and give the grant back when you are done.)",
                      R"(Detrás de cada pedido hay una casa y alguien que nos confía su nombre, su teléfono y su tejado. Abres sus datos con un solo fin: el trabajo que tienes delante. No por curiosidad, ni para un vecino, ni para ver si funciona.
Un permiso tiene un fin, la aprobación de otra persona y un final. Escribe el fin de modo que el cliente pudiera leerlo, porque puede ver que se pidió. Abre solo lo que necesites y devuelve el permiso cuando acabes.)"}},
                {.title = {"Passwords and the second proof", "Contraseñas y la segunda prueba"},
                 .text =
                     {R"(Your password is yours alone, and used nowhere else; let a password manager make and keep it. Your second proof, be it a passkey or a code of six digits, is what stops whoever has found it out.
Nobody at Suncrew will ever ask you for a password, a code or a recovery code: not a boss, not security, not on the telephone. If a code arrives or is asked for while you are not signing in, somebody else is: say no, and report it.)",
                      R"(Tu contraseña es solo tuya y no la usas en ningún otro sitio; deja que un gestor de contraseñas la cree y la guarde. Tu segunda prueba, sea una llave de acceso o un código de seis cifras, es lo que frena a quien la haya averiguado.
Nadie en Suncrew te pedirá jamás una contraseña, un código o un código de recuperación: ni jefes, ni seguridad, ni por teléfono. Si te llega o te piden un código sin que estés iniciando sesión, lo está haciendo otra persona: di que no y avisa.)"}},
                {.title = {"A lost telephone or laptop", "Un teléfono u ordenador perdido"},
                 .text =
                     {R"(Report it at once, also at night and also if you believe that it will turn up. A security officer ends its sessions in a minute, and nothing bad comes to who reports too early.
Lock your screen whenever you leave it, keep its system up to date, and put no customer's data on a stick, into a chat or into a private mailbox. What is not on the device cannot be lost with it.)",
                      R"(Avisa al momento, también de noche y aunque creas que aparecerá. Un responsable de seguridad cierra sus sesiones en un minuto, y a quien avisa demasiado pronto no le pasa nada malo.
Bloquea la pantalla siempre que te alejes, mantén el sistema al día y no pongas datos de clientes en una memoria, en un chat ni en un buzón privado. Lo que no está en el aparato no se pierde con él.)"}},
                {.title = {"When something has happened", "Cuando ha pasado algo"},
                 .text =
                     {R"(You clicked, you sent a letter to the wrong person, you saw data that you should not see, something behaves oddly: tell a security officer now, in person or by telephone. The first hour counts most, and the law gives us 72 hours to tell the authority about a breach.
Do not try to mend it alone, and do not delete anything: what looks like rubbish may show what happened. We look for causes, not for somebody to blame.)",
                      R"(Has pulsado, has enviado una carta a quien no era, has visto datos que no debías ver, algo se comporta raro: díselo ya a un responsable de seguridad, en persona o por teléfono. La primera hora es la que más cuenta, y la ley nos da 72 horas para comunicar una brecha a la autoridad.
No intentes arreglarlo a solas y no borres nada: lo que parece basura puede mostrar qué pasó. Buscamos causas, no culpables.)"}},
                {.title = {"A customer on the telephone", "Un cliente al teléfono"},
                 .text = {R"(A voice is no proof, and neither is a name, an address or an order's number: whoever found a letter in the rubbish has those. So tell nobody on the telephone what stands in an account, and change nothing for them.
Ask them to sign in and do it themselves, or to write from their account. If they cannot sign in, the recovery page helps them. If they press, threaten or plead, stay kind and stay with it; an honest customer is glad that we do so with everybody.)",
                          R"(Una voz no es una prueba, y tampoco lo son un nombre, una dirección o un número de pedido: los tiene quien haya encontrado una carta en la basura. Así que no digas a nadie por teléfono lo que hay en una cuenta ni cambies nada por esa persona.
Pídele que inicie sesión y lo haga ella misma, o que escriba desde su cuenta. Si no puede entrar, la página de recuperación la ayuda. Si presiona, amenaza o ruega, sigue siendo amable y no cedas; un cliente honrado se alegra de que lo hagamos así con todo el mundo.)"}},
            }};

}  // namespace

std::span<const Lesson, lessons_count> lessons() {
    return all;
}

}  // namespace suncrew::permits
