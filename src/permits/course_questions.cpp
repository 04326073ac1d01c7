#include "permits/course.hpp"

namespace suncrew::permits {
namespace {

constexpr std::array<Question, questions_count> all{{
    {.text = {"A letter in our design says that your account ends today unless you sign in by its link. What "
              "do you do?",
              "Una carta con nuestro diseño dice que tu cuenta termina hoy si no entras por su enlace. ¿Qué "
              "haces?"},
     .answers = {{{"I click, and see whether the page looks right.",
                   "Pulso y miro si la página tiene buen aspecto."},
                  {"I answer the letter and ask whether it is real.",
                   "Respondo a la carta y pregunto si es de verdad."},
                  {"I open Suncrew by my own bookmark, and report the letter.",
                   "Abro Suncrew con mi propio marcador y aviso de la carta."}}},
     .right = 2,
     .explanation = {"A forged page looks right, and whoever forged the letter also answers it. Only a way "
                     "of your own leads out of the trap.",
                     "Una página falsa tiene buen aspecto, y quien falsificó la carta también la responde. "
                     "Solo una vía propia te saca de la trampa."}},
    {.text = {"A friend wants to know whether their neighbour has ordered panels. You could ask for a grant. "
              "What is right?",
              "Un amigo quiere saber si su vecino ha encargado paneles. Podrías pedir un permiso. ¿Qué es lo "
              "correcto?"},
     .answers = {{{"I open nothing: it is not for my work.", "No abro nada: no es para mi trabajo."},
                  {"I look, but tell only yes or no.", "Miro, pero solo digo sí o no."},
                  {"I look if a security officer approves it.",
                   "Miro si un responsable de seguridad lo aprueba."}}},
     .right = 0,
     .explanation = {"Data is opened for the work in front of you and nothing else. Also a yes tells "
                     "something about somebody, and an approval got by a false purpose is none.",
                     "Los datos se abren para el trabajo que tienes delante y nada más. Un sí también dice "
                     "algo de alguien, y una aprobación lograda con un fin falso no vale."}},
    {.text = {"Which of these is a good purpose for a grant?",
              "¿Cuál de estos es un buen fin para un permiso?"},
     .answers = {{{"Work.", "Trabajo."},
                  {"Ticket 4711: mails to this customer bounce; I compare the address with the mail server's "
                   "refusal.",
                   "Incidencia 4711: rebotan los correos a este cliente; comparo la dirección con el rechazo "
                   "del servidor."},
                  {"I want to have access in case something happens.",
                   "Quiero tener acceso por si pasa algo."}}},
     .right = 1,
     .explanation = {"Whoever approves, and the customer later, must be able to see what is needed and why. "
                     "Access in reserve is not a purpose.",
                     "Quien aprueba, y después el cliente, debe poder ver qué hace falta y por qué. El "
                     "acceso de reserva no es un fin."}},
    {.text = {"A security officer calls and asks for the six digits in your app, to stop an attack. What do "
              "you do?",
              "Un responsable de seguridad te llama y te pide las seis cifras de tu aplicación para frenar "
              "un ataque. ¿Qué haces?"},
     .answers = {{{"I read them out: security may know them.", "Se las leo: seguridad puede saberlas."},
                  {"I say no, hang up and report the call by a way that I know.",
                   "Digo que no, cuelgo y aviso de la llamada por una vía que conozco."},
                  {"I ask for their name first, and then read them out.",
                   "Primero le pido el nombre y después se las leo."}}},
     .right = 1,
     .explanation = {"Nobody at Suncrew ever asks for a code. Who does is the attack.",
                     "Nadie en Suncrew pide nunca un código. Quien lo pide es el ataque."}},
    {.text = {"Where do you keep the password of your account?",
              "¿Dónde guardas la contraseña de tu cuenta?"},
     .answers = {{{"It is the same as that of my mailbox, so I remember it.",
                   "Es la misma que la de mi buzón, así la recuerdo."},
                  {"In a file on the common drive that only the team knows.",
                   "En un archivo de la unidad común que solo conoce el equipo."},
                  {"In a password manager, which made it as well.",
                   "En un gestor de contraseñas, que también la creó."}}},
     .right = 2,
     .explanation = {"A password that is used twice is lost with whichever place loses it first. A manager "
                     "makes one for each place and tells it to no forged page.",
                     "Una contraseña usada dos veces se pierde con el primer sitio que la pierda. Un gestor "
                     "crea una para cada sitio y no se la dice a una página falsa."}},
    {.text = {"On Friday night you notice that your telephone is gone. It has probably stayed in the café. "
              "What do you do?",
              "El viernes por la noche notas que te falta el teléfono. Seguramente se quedó en el café. ¿Qué "
              "haces?"},
     .answers = {{{"I report it at once.", "Aviso al momento."},
                  {"I ask in the café on Saturday, and report it if it is not there.",
                   "El sábado pregunto en el café y, si no está, aviso."},
                  {"I report it on Monday: it is locked.", "Aviso el lunes: está bloqueado."}}},
     .right = 0,
     .explanation = {"Ending its sessions takes a minute and does no harm if it turns up. A lock on the "
                     "screen buys hours, not a weekend.",
                     "Cerrar sus sesiones lleva un minuto y no hace daño si aparece. El bloqueo de pantalla "
                     "da horas, no un fin de semana."}},
    {.text = {"You have mailed a list with customers' addresses to the wrong company. What comes first?",
              "Has enviado por correo una lista con direcciones de clientes a la empresa equivocada. ¿Qué es "
              "lo primero?"},
     .answers = {{{"I delete the letter from my folder, so that nobody else sees it.",
                   "Borro la carta de mi carpeta para que nadie más la vea."},
                  {"I tell a security officer now.", "Se lo digo ya a un responsable de seguridad."},
                  {"I ask the company to delete it, and wait for its answer.",
                   "Pido a la empresa que la borre y espero su respuesta."}}},
     .right = 1,
     .explanation = {"The time of 72 hours to tell the authority runs from when it is known, and what you "
                     "delete is missing when we find out what happened.",
                     "El plazo de 72 horas para comunicarlo a la autoridad corre desde que se sabe, y lo que "
                     "borres faltará al averiguar qué pasó."}},
    {.text = {"On the telephone somebody gives an order's number and the right street, and asks for the "
              "telephone number in the account. What do you say?",
              "Por teléfono, alguien da un número de pedido y la calle correcta y pide el teléfono que "
              "figura en la cuenta. ¿Qué dices?"},
     .answers = {{{"I tell it: who knows both is the customer.",
                   "Se lo digo: quien sabe ambas cosas es el cliente."},
                  {"I tell the last three digits, to be careful.",
                   "Le digo las tres últimas cifras, por prudencia."},
                  {"I tell nothing, and explain how they sign in and see it themselves.",
                   "No digo nada y explico cómo entrar y verlo."}}},
     .right = 2,
     .explanation = {"A number and a street stand on a letter in the rubbish. Whoever signs in has proved "
                     "who they are; a voice has not.",
                     "Un número y una calle están en cualquier carta de la basura. Quien inicia sesión ha "
                     "probado quién es; una voz, no."}},
}};

constexpr bool each_has_its_right_answer() {
    for (const Question& question : all)
        if (question.right >= answers_count)
            return false;
    return true;
}
static_assert(each_has_its_right_answer());

}  // namespace

std::span<const Question, questions_count> questions() {
    return all;
}

}  // namespace suncrew::permits
