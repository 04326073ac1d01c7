#include "identity/mail_text.hpp"

namespace suncrew::identity::texts {

const InBothLanguages security_alert{
    .en = {"A security alert is waiting for you",
           R"(A rule that watches over Suncrew's security has raised an alert that should not wait.
What it is about stands on the page of alerts, for security officers alone:
)",
           R"(Say there that you are looking into it, so that nobody else has to, and close it with a
reason when you are done. Of the same rule we write at most once an hour; further alerts
stand on that page too. If you did not expect to be written to about alerts, tell another
security officer.
)"},
    .es = {"Te espera una alerta de seguridad",
           R"(Una regla que vigila la seguridad de Suncrew ha dado una alerta que no debería esperar.
De qué se trata está en la página de alertas, solo para responsables de seguridad:
)",
           R"(Indica allí que te ocupas de ella, para que nadie más tenga que hacerlo, y ciérrala con
un motivo cuando hayas terminado. De una misma regla escribimos como mucho una vez por
hora; las demás alertas también están en esa página. Si no esperabas recibir avisos de
alertas, díselo a otro responsable de seguridad.
)"},
};

}  // namespace suncrew::identity::texts
