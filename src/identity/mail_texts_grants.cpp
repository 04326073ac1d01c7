#include "identity/mail_text.hpp"

namespace suncrew::identity::texts {

const InBothLanguages grant_requested{
    .en = {"Somebody asks to open data",
           R"(A colleague at Suncrew asks for a grant to open data that is closed to them. Who it is,
what they want to open, why and for how long stands here, with the buttons to approve or
refuse it:
)",
           R"(Approve only what you understand, and ask them if you do not. Without an approval the
request lapses after a day. If you did not expect this letter: it goes to whoever may
decide and to every security officer.
)"},
    .es = {"Alguien pide abrir datos",
           R"(Una persona de Suncrew pide un permiso para abrir datos que no puede ver. Quién es, qué
quiere abrir, por qué y durante cuánto tiempo está aquí, con los botones para aprobarlo o
rechazarlo:
)",
           R"(Aprueba solo lo que entiendas y, si no lo entiendes, pregúntale. Sin aprobación, la
petición caduca al cabo de un día. Si no esperabas esta carta: va a quien puede decidir y a
cada responsable de seguridad, y tú eres una de esas personas.
)"},
};

const InBothLanguages grant_approved{
    .en = {"A grant to open data was approved",
           R"(A grant to open data at Suncrew was approved and is valid from now on. Whose it is, for
what and until when stands here:
)",
           R"(If you did not expect it or something about it seems wrong, tell a security officer, who
can end it on that page at once.
)"},
    .es = {"Se ha aprobado un permiso para abrir datos",
           R"(Se ha aprobado en Suncrew un permiso para abrir datos y vale desde este momento. De quién
es, para qué y hasta cuándo está aquí:
)",
           R"(Si no lo esperabas o algo no te parece correcto, díselo a un responsable de seguridad, que
puede terminarlo al instante en esa página.
)"},
};

const InBothLanguages grant_ended{
    .en = {"A grant to open data was ended early",
           R"(A grant to open data at Suncrew was ended before its time; nothing can be opened with it
any more. Your grants, or those that are still valid, stand here:
)",
           R"(If you did not expect it, ask a security officer why. Whoever still needs the data asks for
a new grant.
)"},
    .es = {"Se ha terminado antes de tiempo un permiso para abrir datos",
           R"(Un permiso para abrir datos de Suncrew se ha terminado antes de tiempo; ya no se puede
abrir nada con él. Tus permisos, o los que aún valen, están aquí:
)",
           R"(Si no lo esperabas, pregunta el motivo a un responsable de seguridad. Quien todavía necesite
los datos pide otro permiso.
)"},
};

}  // namespace suncrew::identity::texts
