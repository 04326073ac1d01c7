#include "identity/mail_text.hpp"

namespace suncrew::identity::texts {

const InBothLanguages change_proposed{
    .en = {"Support asks to change something of yours",
           R"(Somebody of Suncrew's support asks to change something in your account or in one of your
orders. What it says now, what it would say, and why stands here, with the buttons to
approve or refuse it:
)",
           R"(Nothing is changed unless you or a security officer of Suncrew approves it, and after three
days the request lapses. If you did not ask for help, refuse it and tell us.
)"},
    .es = {"Atención al cliente pide cambiar algo tuyo",
           R"(Una persona de atención al cliente de Suncrew pide cambiar algo en tu cuenta o en uno de tus
pedidos. Lo que pone ahora, lo que pondría y por qué está aquí, con los botones para
aprobarlo o rechazarlo:
)",
           R"(No se cambia nada si no lo apruebas tú o un responsable de seguridad de Suncrew, y a los
tres días la petición caduca. Si no lo has pedido tú, recházala y avísanos.
)"},
};

const InBothLanguages change_requested{
    .en = {"Support asks to change a customer's data",
           R"(A colleague of support asks to change something of a customer. Who it is, which fields and
why stands here, with the buttons to look at the values, approve or refuse it:
)",
           R"(The customer can decide as well, and whoever is first does. Approve only what you
understand; without a decision the request lapses after three days. If you did not expect
this letter: it goes to every security officer.
)"},
    .es = {"Atención al cliente pide cambiar datos de un cliente",
           R"(Una persona de atención al cliente pide cambiar algo de un cliente. Quién es, qué campos y por
qué está aquí, con los botones para ver los valores, aprobarlo o rechazarlo:
)",
           R"(El cliente también puede decidir, y decide quien llegue primero. Aprueba solo lo que
entiendas; sin decisión, la petición caduca a los tres días. Si no esperabas esta carta: va a
cada responsable de seguridad, y tú eres una de esas personas.
)"},
};

const InBothLanguages change_applied{
    .en = {"Something of yours was changed by Suncrew",
           R"(Suncrew's support asked to change something of yours, and a security officer has approved it.
It is done. What it said before, what it says now, and why stands here:
)",
           R"(If you did not ask for it or it is wrong, tell us: who asked and who approved stands in our
log, and your own record on the security page proves it.
)"},
    .es = {"Suncrew ha cambiado algo tuyo",
           R"(Atención al cliente de Suncrew pidió cambiar algo tuyo y un responsable de seguridad lo ha
aprobado. Ya está hecho. Lo que ponía antes, lo que pone ahora y por qué está aquí:
)",
           R"(Si no lo pediste o no es correcto, avísanos: quién lo pidió y quién lo aprobó consta en
nuestro registro, y el tuyo, en tu página de seguridad, te lo demuestra.
)"},
};

const InBothLanguages account_erased{
    .en = {"Your account at Suncrew was erased",
           R"(As you asked, your account at Suncrew was erased, and the key that opened what we kept of you
was destroyed. Nobody can read it any more, and we cannot bring it back. Suncrew is here:
)",
           R"(What remains is that there was an order, its dates and its price, as the law asks, without a
name. This is our last letter to you. If you did not ask for it, somebody else was signed in
as you: tell us, and change the password of your mailbox.
)"},
    .es = {"Tu cuenta de Suncrew se ha borrado",
           R"(Como pediste, tu cuenta de Suncrew se ha borrado y se ha destruido la clave que abría lo que
guardábamos de ti. Ya nadie puede leerlo ni podemos recuperarlo. Suncrew está aquí:
)",
           R"(Queda que hubo un pedido, las fechas y el precio, como pide la ley, sin nombre. Esta es
nuestra última carta para ti. Si no lo pediste tú, alguien había entrado en tu lugar: avísanos
y cambia la contraseña de tu buzón.
)"},
};

}  // namespace suncrew::identity::texts
