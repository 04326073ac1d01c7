#include "orders/letters.hpp"

#include <array>
#include <string>
#include <string_view>

#include "access/opening.hpp"
#include "identity/accounts.hpp"
#include "notify/language.hpp"
#include "notify/outbox.hpp"
#include "store/errors.hpp"

namespace suncrew::orders {
namespace {

using notify::Language;

struct Text {
    std::string_view subject;
    std::string_view body;
};

/// One letter in both languages. In a body, {date} is the day that is meant.
struct Letter {
    Event event;
    Party reader;
    Text en;
    Text es;
};

constexpr std::array letters{
    Letter{Event::offer,
           Party::crew,
           {"A new job near you",
            "We have a new job for your crew. Please answer it under Offers by {date}; after that it goes to "
            "another crew."},
           {"Un trabajo nuevo cerca de ti",
            "Tenemos un trabajo nuevo para tu equipo. Responde en Ofertas antes del {date}; después pasará a "
            "otro equipo."}},
    Letter{
        Event::accept,
        Party::customer,
        {"We have found your crew",
         "A crew has taken your order and will visit your roof on {date}. You see who it is, and every step "
         "from here on, under My orders."},
        {"Hemos encontrado tu equipo",
         "Un equipo ha aceptado tu pedido y visitará tu tejado el {date}. En Mis pedidos verás quién es y "
         "cada paso a partir de ahora."}},
    Letter{
        Event::withdraw,
        Party::customer,
        {"We are looking for another crew",
         "Your crew cannot go on with your order. We look for another one: at once, or, if your order is on "
         "hold, "
         "when you resume it. Your price stays as it is."},
        {"Buscamos otro equipo",
         "Tu equipo no puede seguir con tu pedido. Buscaremos otro: ya mismo o, si el pedido está en pausa, "
         "cuando lo reanudes. Tu precio no cambia."}},
    Letter{
        Event::crew_failed,
        Party::customer,
        {"We are looking for another crew",
         "Your crew cannot come for a longer time than you should wait. We look for another one at once. "
         "Your "
         "price stays as it is."},
        {"Buscamos otro equipo",
         "Tu equipo no podrá venir durante más tiempo del que deberías esperar. Buscamos otro ya mismo. Tu "
         "precio no cambia."}},
    Letter{Event::crew_failed,
           Party::crew,
           {"A job goes to another crew",
            "One of your jobs could not wait until your crew works again, so it goes to another crew."},
           {"Un trabajo pasa a otro equipo",
            "Uno de tus trabajos no podía esperar a que tu equipo vuelva a trabajar, así que pasa a otro."}},
    Letter{Event::submit_design,
           Party::customer,
           {"Your design is ready",
            "The design for your roof is ready. Please look at it under My orders, and approve it or ask for "
            "changes."},
           {"Tu diseño está listo",
            "El diseño para tu tejado está listo. Míralo en Mis pedidos y apruébalo o pide cambios."}},
    Letter{
        Event::schedule_installation,
        Party::customer,
        {"Your installation has a date",
         "Your installation is planned for {date}. On that day, tell the crew the start code that you find "
         "under My orders. We never send it by mail, and nobody will ask you for it before the crew stands "
         "at your door."},
        {"Tu instalación ya tiene fecha",
         "Tu instalación está prevista para el {date}. Ese día, di al equipo el código de inicio que verás "
         "en Mis pedidos. Nunca lo enviamos por correo y nadie te lo pedirá antes de que el equipo esté en "
         "tu puerta."}},
    Letter{
        Event::reschedule,
        Party::customer,
        {"Your installation has a new date",
         "Your installation is now planned for {date}. There is a new start code under My orders; the old "
         "one no longer works."},
        {"Tu instalación tiene una fecha nueva",
         "Tu instalación está prevista ahora para el {date}. En Mis pedidos hay un código de inicio nuevo; "
         "el anterior ya no sirve."}},
    Letter{
        Event::power_on,
        Party::customer,
        {"Your panels are on",
         "Your system has permission to operate and is switched on. Under My orders you can say how your "
         "crew did."},
        {"Tus placas están en marcha",
         "Tu instalación tiene permiso para funcionar y está encendida. En Mis pedidos puedes valorar a tu "
         "equipo."}},
    Letter{Event::waive_cooling_off,
           Party::customer,
           {"Work may begin at once",
            "You have given up the rest of the time in which you could withdraw from your order, so that "
            "work on "
            "your roof need not wait for it. Until work begins, you can still cancel under My orders."},
           {"El trabajo puede empezar ya",
            "Has renunciado a lo que quedaba del plazo para desistir de tu pedido, para que el trabajo en tu "
            "tejado no tenga que esperar. Hasta que empiece, aún puedes cancelarlo en Mis pedidos."}},
    Letter{Event::approve_design,
           Party::crew,
           {"A design was approved",
            "A customer has approved your design. The job waits for its permit, under My jobs."},
           {"Un diseño está aprobado",
            "Un cliente ha aprobado tu diseño. El trabajo espera su permiso, en Mis trabajos."}},
    Letter{Event::request_changes,
           Party::crew,
           {"A design needs changes",
            "A customer asks for changes to your design. You see which under My jobs."},
           {"Un diseño necesita cambios",
            "Un cliente pide cambios en tu diseño. En Mis trabajos verás cuáles."}},
    Letter{
        Event::hold,
        Party::crew,
        {"A job is on hold",
         "A customer has put one of your jobs on hold. It goes on when the customer says so; we will write "
         "to you."},
        {"Un trabajo está en pausa",
         "Un cliente ha puesto en pausa uno de tus trabajos. Seguirá cuando el cliente lo diga; te "
         "escribiremos."}},
    Letter{
        Event::resume,
        Party::crew,
        {"A job goes on", "A customer has resumed one of your jobs. You see where it stands under My jobs."},
        {"Un trabajo continúa",
         "Un cliente ha reanudado uno de tus trabajos. En Mis trabajos verás en qué punto está."}},
    Letter{Event::cancel,
           Party::customer,
           {"Your order is cancelled", "Your order is cancelled, as you asked. There is nothing else to do."},
           {"Tu pedido está cancelado",
            "Tu pedido está cancelado, como pediste. No tienes que hacer nada más."}},
    Letter{
        Event::cancel,
        Party::crew,
        {"A job was cancelled",
         "A customer has cancelled one of your jobs. It is marked under My jobs, and the day is free again."},
        {"Un trabajo se ha cancelado",
         "Un cliente ha cancelado uno de tus trabajos. Está marcado en Mis trabajos y el día vuelve a quedar "
         "libre."}},
};

std::string filled_in(std::string_view body, std::string_view date) {
    constexpr std::string_view place = "{date}";
    std::string text{body};
    if (const auto at = text.find(place); at != std::string::npos)
        text.replace(at, place.size(), date);
    return text;
}

/// Greets the reader by the name of the account, which is the reader's own.
std::string letter_to(std::string_view name, Language language, std::string_view body) {
    std::string text{language == Language::es ? "Hola, " : "Hello "};
    text.append(name)
        .append(language == Language::es ? ":\n\n" : ",\n\n")
        .append(body)
        .append("\n\nSuncrew\n");
    return text;
}

void send(store::Writing& writing, sealing::Keyring& keyring, const Letter& letter, AccountId reader,
          std::string_view date, Instant now) {
    const auto account = identity::find_account(writing, reader);
    if (!account)
        throw store::Fault{"an order belongs to an account that is not there"};
    const identity::Person person =
        identity::person_of(writing, keyring, access::Opening::of(access::Work::post), *account);
    const Language language = account->language;
    const Text& text = language == Language::es ? letter.es : letter.en;
    notify::queue_mail(writing, keyring,
                       {person.email, std::string{text.subject},
                        letter_to(person.name, language, filled_in(text.body, date))},
                       now);
}

std::string date_in(const Standing& after, Event event) {
    const auto& date = event == Event::accept ? after.visit_date : after.installation_date;
    return date ? to_string(*date) : std::string{};
}

}  // namespace

void send_letters(store::Writing& writing, sealing::Keyring& keyring, const Standing& before,
                  const Standing& after, const Move& move) {
    for (const Letter& letter : letters) {
        // A crew knows what it has done itself; a customer gets in writing what cannot be taken back.
        if (letter.event != move.event || (letter.reader == Party::crew && move.by.party == Party::crew))
            continue;
        const auto reader =
            letter.reader == Party::customer ? std::optional{after.customer} : before.crew_account;
        if (reader)
            send(writing, keyring, letter, *reader, date_in(after, move.event), move.at);
    }
}

void send_offer_letter(store::Transaction& transaction, sealing::Keyring& keyring, AccountId crew_account,
                       Instant expires_at, Instant now) {
    const auto to_the_minute = std::string{to_string(expires_at)}.replace(10, 1, " ").substr(0, 16) + " UTC";
    for (const Letter& letter : letters)
        if (letter.event == Event::offer)
            send(transaction, keyring, letter, crew_account, to_the_minute, now);
}

}  // namespace suncrew::orders
