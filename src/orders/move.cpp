#include "orders/move.hpp"

#include "base/refusal.hpp"
#include "orders/letters.hpp"
#include "orders/news.hpp"
#include "orders/row.hpp"
#include "orders/sealed_columns.hpp"
#include "orders/stored.hpp"

namespace suncrew::orders {
namespace {

using Row =
    std::tuple<OrderId, AccountId, int, std::string, std::optional<std::string>, std::optional<std::string>,
               std::optional<CrewId>, std::optional<AccountId>, std::optional<Date>, std::optional<Date>,
               std::optional<std::string>, Instant, Instant, std::optional<Instant>>;

Standing standing_of(Row row) {
    auto& [id, customer, version, state, held_from, held_by, crew, crew_account, visit_date,
           installation_date, start_code, waiting_since, cooling_off_ends_at, cooling_off_waived_at] = row;
    Standing standing{id, customer, version, stored_state(state)};
    if (held_from && held_by)
        standing.hold = Hold{stored_state(*held_from), stored_party(*held_by)};
    standing.crew = crew;
    standing.crew_account = crew_account;
    standing.visit_date = visit_date;
    standing.installation_date = installation_date;
    if (start_code)
        standing.start_code = StartCode{std::move(*start_code)};
    standing.waiting_since = waiting_since;
    standing.cooling_off_ends_at = cooling_off_ends_at;
    standing.cooling_off_waived_at = cooling_off_waived_at;
    return standing;
}

std::optional<Standing> standing_of(std::optional<Row> row) {
    if (!row)
        return std::nullopt;
    return standing_of(*std::move(row));
}

/// What a crew that leaves takes with it.
void forget_crew(Standing& standing) {
    standing.crew.reset();
    standing.crew_account.reset();
    standing.visit_date.reset();
    standing.installation_date.reset();
}

std::optional<std::string> text_of(const std::optional<StartCode>& code) {
    return code ? std::optional{code->text()} : std::nullopt;
}

/// Whether tries of the code begin anew. The count itself is never written from what was read: a try counts
/// whatever else becomes of the order meanwhile.
bool code_renewed(const Standing& before, const Standing& after) {
    return text_of(before.start_code) != text_of(after.start_code);
}

/// Refuses unless the order still stands as `before`: its version, its state and both its parties.
void replace(store::Writing& writing, const Standing& before, const Standing& after, Instant now) {
    const auto held_from = after.hold ? std::optional{name(after.hold->from)} : std::nullopt;
    const auto held_by = after.hold ? std::optional{name(after.hold->by)} : std::nullopt;
    const auto rows =
        writing.run({R"(update orders set version = ?, state = ?, held_from = ?, held_by = ?, crew = ?,
                                   visit_date = ?, installation_date = ?, start_code = ?,
                                   start_code_tries = case when ? then 0 else start_code_tries end,
                                   waiting_since = ?, cooling_off_waived_at = ?, updated_at = ?
                            where id = ? and version = ? and state = ? and customer = ? and crew is ?)",
                     R"(update orders set version = ?, state = ?, held_from = ?, held_by = ?, crew = ?,
                                   visit_date = ?, installation_date = ?, start_code = ?,
                                   start_code_tries = case when ? then 0 else start_code_tries end,
                                   waiting_since = ?, cooling_off_waived_at = ?, updated_at = ?
                            where id = ? and version = ? and state = ? and customer = ? and crew <=> ?)"},
                    after.version, name(after.state), held_from, held_by, after.crew, after.visit_date,
                    after.installation_date, text_of(after.start_code), code_renewed(before, after),
                    after.waiting_since, after.cooling_off_waived_at, now, before.id, before.version,
                    name(before.state), before.customer, before.crew);
    if (rows == 0)
        throw Refusal{Code::conflict, "order_changed"};
}

void note(store::Writing& writing, sealing::Keyring& keyring, const Standing& before, const Standing& after,
          const Move& move) {
    const auto written = move.note.empty() ? std::nullopt : std::optional{move.note};
    writing.run(
        R"(insert into order_moves (order_id, version, event, from_state, to_state, party, account, note, moved_at)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?))",
        after.id, after.version, name(move.event), name(before.state), name(after.state), name(move.by.party),
        move.by.account,
        written
            ? std::optional{keyring.sealer(writing, after.customer)
                                .seal<"order_moves.note">(sealing::Row{after.id, after.version}, *written)}
            : std::nullopt,
        move.at);
}

}  // namespace

std::optional<Standing> find_own(store::Reading& reading, OrderId order, const Mover& owner) {
    // An owner of the other party is null here, which equals nothing.
    const auto customer = owner.party == Party::customer ? owner.account : std::nullopt;
    const auto crew = owner.party == Party::crew ? owner.account : std::nullopt;
    return standing_of(RowOf<Row>::one(
        reading,
        R"(select o.id, o.customer, o.version, o.state, o.held_from, o.held_by, o.crew, c.account, o.visit_date,
                  o.installation_date, o.start_code, o.waiting_since,
                  o.cooling_off_ends_at, o.cooling_off_waived_at
           from orders o left join crews c on c.id = o.crew
           where o.id = ? and (o.customer = ? or c.account = ?))",
        order, customer, crew));
}

Standing need_own(store::Reading& reading, OrderId order, const Mover& owner) {
    auto standing = find_own(reading, order, owner);
    if (!standing)
        throw Refusal{Code::not_found, "order_not_found"};
    return *std::move(standing);
}

std::optional<Standing> find_any(store::Reading& reading, OrderId order) {
    return standing_of(RowOf<Row>::one(
        reading,
        R"(select o.id, o.customer, o.version, o.state, o.held_from, o.held_by, o.crew, c.account, o.visit_date,
                  o.installation_date, o.start_code, o.waiting_since,
                  o.cooling_off_ends_at, o.cooling_off_waived_at
           from orders o left join crews c on c.id = o.crew
           where o.id = ?)",
        order));
}

void require_version(const Standing& standing, std::int64_t version) {
    if (standing.version != version)
        throw Refusal{Code::conflict, "order_changed"};
}

Standing moved(const Standing& before, const Move& move) {
    Standing after = before;
    after.state = step(before.state, move.event, move.by.party, before.hold);
    after.hold = hold_after(before.state, move.event, move.by.party, before.hold);
    ++after.version;
    // An offer that came to nothing does not make the wait begin anew.
    if (after.state == State::matching && before.state != State::offered)
        after.waiting_since = move.at;
    if (move.event == Event::withdraw || move.event == Event::crew_failed)
        forget_crew(after);
    // The code opens the door of a scheduled installation, and of nothing else; a hold keeps the appointment.
    const State goes_on_in = after.hold ? after.hold->from : after.state;
    if (goes_on_in != State::scheduled)
        after.start_code.reset();
    return after;
}

void keep(store::Writing& writing, sealing::Keyring& keyring, const Standing& before, const Standing& after,
          const Move& move) {
    replace(writing, before, after, move.at);
    note(writing, keyring, before, after, move);
    tell(writing, before, after, move.at);
    send_letters(writing, keyring, before, after, move);
}

}  // namespace suncrew::orders
