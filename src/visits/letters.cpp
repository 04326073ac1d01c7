#include "visits/letters.hpp"

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "access/opening.hpp"
#include "identity/accounts.hpp"
#include "notify/language.hpp"
#include "notify/outbox.hpp"
#include "store/errors.hpp"
#include "visits/local_time.hpp"

namespace suncrew::visits {
namespace {

using notify::Language;

struct Text {
    std::string_view en;
    std::string_view es;
    std::string_view in(Language language) const { return language == Language::es ? es : en; }
};

Text what(Kind kind) {
    switch (kind) {
        case Kind::survey:
            return {"The visit to your roof", "La visita a tu tejado"};
        case Kind::installation:
            return {"The installation of your panels", "La instalación de tus placas"};
        case Kind::inspection:
            return {"The inspection of your system", "La inspección de tu instalación"};
    }
    return {};
}

/// A sentence; why a crew is away stays the crew's.
Text why(Cause cause) {
    switch (cause) {
        case Cause::weather:
            return {"Bad weather makes work on a roof unsafe on the day that was planned.",
                    "El mal tiempo hace inseguro el trabajo en un tejado el día previsto."};
        case Cause::site_closed:
            return {"Nobody works in your region on the day that was planned.",
                    "En tu zona no se trabaja el día previsto."};
        case Cause::delay:
            return {"Your crew runs late today.", "Tu equipo va con retraso hoy."};
        case Cause::crew_absent:
        case Cause::crew_gone:
        case Cause::crew_declined:
            return {"Your crew cannot come at the time that was planned.",
                    "Tu equipo no puede venir cuando estaba previsto."};
        case Cause::out_of_horizon:
            return {"The visit did not take place when it was planned. We are sorry.",
                    "La visita no tuvo lugar cuando estaba prevista. Lo sentimos."};
        case Cause::customer:
            return {"You named other days.", "Indicaste otros días."};
        case Cause::order_gone:
            return {"Your order no longer needs it.", "Tu pedido ya no la necesita."};
        case Cause::bound_to_a_broken_one:
            return {"Another day of the same work had to move.",
                    "Otro día del mismo trabajo tuvo que cambiar."};
        case Cause::no_longer_in_time:
        case Cause::dispatcher:
            return {"We had to plan your crew's day anew.",
                    "Tuvimos que planificar de nuevo el día de tu equipo."};
    }
    return {};
}

std::string two_digits(int number) {
    return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

/// Hours and minutes by the clocks of the place.
std::string hour_of(const LocalTime& local, Date day, Instant instant) {
    const auto after = std::chrono::duration_cast<std::chrono::minutes>(instant - local.at(day, {})).count();
    return two_digits(static_cast<int>(after / 60)) + ":" + two_digits(static_cast<int>(after % 60));
}

std::string when(const StoredVisit& visit, Date day, const std::optional<TimeWindow>& window,
                 Language language) {
    std::string text = to_string(day);
    if (window) {
        const LocalTime local{visit.country, visit.place};
        text += language == Language::es ? ", entre las " : ", between ";
        text += hour_of(local, day, window->from);
        text += language == Language::es ? " y las " : " and ";
        text += hour_of(local, day, window->to);
    }
    return text;
}

std::string amount(const Money& money) {
    return std::to_string(money.amount_minor / 100) + "." +
           two_digits(static_cast<int>(std::abs(money.amount_minor % 100))) + " " +
           std::string{money.currency.text()};
}

/// Greets the reader by the name of the account; `written` gives subject and body in a language.
template <class Written>
void send(store::Writing& writing, sealing::Keyring& keyring, AccountId reader, Written written,
          Instant now) {
    const auto account = identity::find_account(writing, reader);
    if (!account)
        throw store::Fault{"a visit belongs to an account that is not there"};
    const identity::Person person =
        identity::person_of(writing, keyring, access::Opening::of(access::Work::post), *account);
    const bool spanish = account->language == Language::es;
    const auto [subject, body] = written(account->language);
    notify::queue_mail(writing, keyring,
                       {person.email, subject,
                        (spanish ? "Hola, " : "Hello ") + person.name + (spanish ? ":\n\n" : ",\n\n") + body +
                            "\n\nSuncrew\n"},
                       now);
}

using Letter = std::pair<std::string, std::string>;

std::string asked(Language language) {
    return language == Language::es ? "\n\nEn Mis pedidos puedes aceptar el nuevo día o indicar otros."
                                    : "\n\nUnder My orders you can accept the new day or name other days.";
}

Letter change_in(Language language, const StoredVisit& visit, const VisitChange& change) {
    const bool spanish = language == Language::es;
    std::string body{what(visit.kind).in(language)};
    if (change.after_day)
        body.append(spanish ? " será ahora el " : " is now on ")
            .append(when(visit, *change.after_day, change.after_window, language))
            .append(".");
    else
        body.append(spanish ? " no tiene día por ahora. Te escribiremos en cuanto lo tenga."
                            : " has no day for now. We will write to you as soon as it has.");
    body.append("\n\n").append(why(change.cause).in(language));
    if (change.credit)
        body.append(spanish ? " Te abonamos " : " You are credited ")
            .append(amount(*change.credit))
            .append(".");
    if (change.question == Question::open)
        body += asked(language);
    return {spanish ? "Cambia tu cita" : "Your appointment has changed", body};
}

}  // namespace

void send_window(store::Writing& writing, sealing::Keyring& keyring, const StoredVisit& visit, Instant now) {
    send(
        writing, keyring, visit.customer,
        [&](Language language) -> Letter {
            const bool spanish = language == Language::es;
            return {spanish ? "Cuándo viene tu equipo" : "When your crew comes",
                    std::string{what(visit.kind).in(language)} + (spanish ? " es el " : " is on ") +
                        when(visit, visit.day, visit.window, language) +
                        (spanish ? ". Ese día verás en Mis pedidos cuándo sale el equipo."
                                 : ". On that day you see under My orders when the crew sets off.")};
        },
        now);
}

void send_change(store::Writing& writing, sealing::Keyring& keyring, const StoredVisit& visit,
                 const VisitChange& change, Instant now) {
    send(
        writing, keyring, visit.customer,
        [&](Language language) { return change_in(language, visit, change); }, now);
}

void send_set_off(store::Writing& writing, sealing::Keyring& keyring, const StoredVisit& visit, Instant now) {
    const LocalTime local{visit.country, visit.place};
    send(
        writing, keyring, visit.customer,
        [&](Language language) -> Letter {
            const std::string at = hour_of(local, visit.day, visit.arrives_at.value_or(now));
            if (language == Language::es)
                return {"Tu equipo está en camino", "Tu equipo ha salido y llegará hacia las " + at + "."};
            return {"Your crew is on its way",
                    "Your crew has set off and will be there at about " + at + "."};
        },
        now);
}

void send_day_changed(store::Writing& writing, sealing::Keyring& keyring, AccountId crew_account, Date day,
                      Instant now) {
    send(
        writing, keyring, crew_account,
        [&](Language language) -> Letter {
            if (language == Language::es)
                return {"Tu día ha cambiado",
                        "Planificación ha cambiado tu día del " + to_string(day) + ". Lo verás en Mi día."};
            return {"Your day has changed",
                    "Dispatch has changed your day of " + to_string(day) + ". You see it under My day."};
        },
        now);
}

}  // namespace suncrew::visits
