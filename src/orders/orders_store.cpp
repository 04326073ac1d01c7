#include "orders/orders_store.hpp"

#include <algorithm>

#include "access/opening.hpp"
#include "orders/house_edit.hpp"
#include "orders/row.hpp"
#include "orders/sealed_columns.hpp"
#include "orders/stored.hpp"
#include "store/errors.hpp"

namespace suncrew::orders {
namespace {

/// A bound for one order's timeline: an order that moved more often shows its last moves.
constexpr int timeline_max = 1000;

std::optional<OrderCrew> crew_of(std::optional<std::string>&& name, std::optional<std::int64_t> rating_sum,
                                 std::optional<std::int64_t> rating_count) {
    if (!name)
        return std::nullopt;
    return OrderCrew{*std::move(name), mean_rating(rating_sum.value_or(0), rating_count.value_or(0))};
}

using OrderRow =
    std::tuple<QuoteId, int, std::string, Instant, Instant, double, double, int, double, std::string,
               std::int64_t, SealedName, SealedPhone, SealedStreet, SealedPostcode, std::string, std::string,
               SealedPosition, std::string, std::optional<SealedNote>, Instant, std::optional<Instant>,
               std::optional<Date>, std::optional<Date>, std::optional<std::string>, std::optional<int>,
               std::optional<SealedComment>, std::optional<std::string>, std::optional<std::int64_t>,
               std::optional<std::int64_t>>;

Order order_of(OrderId id, OrderRow&& row, const sealing::Opener& opener) {
    auto& [quote, version, state, placed_at, updated_at, dc_kw, ac_kw, panels, annual_kwh, currency,
           total_minor, contact_name, contact_phone, street, postcode, city, country, position, wished_dates,
           note, cooling_off_ends_at, cooling_off_waived_at, visit_date, installation_date, start_code, stars,
           comment, crew_name, rating_sum, rating_count] = row;
    Order order;
    order.id = id;
    order.quote = quote;
    order.version = version;
    order.state = stored_state(state);
    order.waits_for = waits_for(order.state);
    order.placed_at = placed_at;
    order.updated_at = updated_at;
    order.dc_kw = dc_kw;
    order.ac_kw = ac_kw;
    order.panels = panels;
    order.annual_kwh = annual_kwh;
    order.price = stored_money(total_minor, currency);
    const sealing::Row here{id};
    order.contact = stored_contact(opener.open(here, contact_name), opener.open(here, contact_phone));
    order.address =
        stored_address(opener.open(here, street), opener.open(here, postcode), std::move(city), country);
    const sealing::Position spot = opener.open(here, position);
    order.latitude = spot.latitude;
    order.longitude = spot.longitude;
    order.wished_dates = split(wished_dates);
    order.note = opener.open(here, note);
    order.cooling_off = {cooling_off_ends_at, cooling_off_waived_at};
    order.crew = crew_of(std::move(crew_name), rating_sum, rating_count);
    order.visit_date = visit_date;
    order.installation_date = installation_date;
    if (order.state == State::scheduled)
        order.start_code = std::move(start_code);
    if (stars)
        order.rating = Rating{*stars, opener.open(here, comment)};
    order.moves = party_events<CustomerEvent>(order.state, Party::customer);
    return order;
}

/// The version with which the crew took the order.
int version_of_acceptance(store::Reading& reading, OrderId order, AccountId crew_account) {
    return *reading.value<int>(
        R"(select coalesce(max(version), 0) from order_moves
           where order_id = ? and account = ? and event in ('accept', 'reassign'))",
        order, crew_account);
}

}  // namespace

std::optional<QuotedSystem> find_quoted_system(store::Reading& reading, sealing::Keyring& keyring,
                                               QuoteId quote) {
    const auto row = reading.one<std::string, Uuid, SealedSpot, std::string, std::int64_t, int, double,
                                 double, double, int, int, Instant>(
        R"(select country, subject, position, currency, total_minor, panels, dc_kw, ac_kw, annual_kwh, skills,
                  cooling_off_days, valid_until
           from quotes where id = ?)",
        quote);
    if (!row)
        return std::nullopt;
    const auto& [country, subject, position, currency, total_minor, panels, dc_kw, ac_kw, annual_kwh, skills,
                 cooling_off_days, valid_until] = *row;
    const sealing::Position spot =
        keyring.opener(reading, access::Opening::of(access::Work::quoting), sealing::Subject::stored(subject))
            .open(sealing::Row{quote}, position);
    return QuotedSystem{quote,
                        stored_country(country),
                        spot.latitude,
                        spot.longitude,
                        stored_money(total_minor, currency),
                        panels,
                        dc_kw,
                        ac_kw,
                        annual_kwh,
                        skills,
                        cooling_off_days,
                        valid_until};
}

void hand_over_quote(store::Transaction& transaction, sealing::Keyring& keyring, QuoteId quote,
                     AccountId customer) {
    const auto row = transaction.one<Uuid, SealedSpot, SealedDocument>(
        "select subject, position, document from quotes where id = ?", quote);
    const auto& [subject, position, document] = row.value();
    const sealing::Row here{quote};
    const auto opener = keyring.opener(transaction, access::Opening::of(access::Work::quoting),
                                       sealing::Subject::stored(subject));
    const auto sealer = keyring.sealer(transaction, customer);
    transaction.run("update quotes set subject = ?, position = ?, document = ? where id = ?",
                    sealing::Subject{customer}.id(),
                    sealer.seal<"quotes.position">(here, opener.open(here, position)),
                    sealer.seal<"quotes.document">(here, opener.open(here, document)), quote);
}

void insert_order(store::Transaction& transaction, sealing::Keyring& keyring, OrderId id, AccountId customer,
                  const PlaceOrder& command, const QuotedSystem& system, Instant cooling_off_ends_at,
                  Instant now) {
    const Contact& contact = command.contact;
    const Address& address = command.address;
    const auto note =
        command.note && !command.note->text().empty() ? std::optional{command.note->text()} : std::nullopt;
    const sealing::Row here{id};
    const auto sealer = keyring.sealer(transaction, customer);
    transaction.run(
        R"(insert into orders (id, customer, quote, version, state, placed_at, updated_at, waiting_since,
                               contact_name, contact_phone, contact_phone_index, street, postcode, city, country,
                               latitude, longitude, position, wished_dates, note, panels, dc_kw, ac_kw, annual_kwh, skills, currency,
                               total_minor, cooling_off_ends_at, start_code_tries)
           values (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0))",
        id, customer, system.quote, name(State::placed), now, now, now,
        sealer.seal<"orders.contact_name">(here, contact.name.text()),
        sealer.seal<"orders.contact_phone">(here, contact.phone.text()),
        phone_index(keyring, contact.phone.text()), sealer.seal<"orders.street">(here, address.street.text()),
        sealer.seal<"orders.postcode">(here, address.postcode.text()), address.city.text(),
        address.country.text(), coarse(system.latitude), coarse(system.longitude),
        sealer.seal<"orders.position">(here, sealing::Position{system.latitude, system.longitude}),
        joined(command.wished_dates), sealer.seal<"orders.note">(here, note), system.panels, system.dc_kw,
        system.ac_kw, system.annual_kwh, system.skills, system.price.currency.text(),
        system.price.amount_minor, cooling_off_ends_at);
}

std::optional<Order> read_order(store::Reading& reading, sealing::Keyring& keyring,
                                const sealing::MayOpen& proof, OrderId id, AccountId customer) {
    auto row = RowOf<OrderRow>::one(
        reading,
        R"(select o.quote, o.version, o.state, o.placed_at, o.updated_at, o.dc_kw, o.ac_kw, o.panels, o.annual_kwh,
                  o.currency, o.total_minor, o.contact_name, o.contact_phone, o.street, o.postcode, o.city,
                  o.country, o.position, o.wished_dates, o.note, o.cooling_off_ends_at,
                  o.cooling_off_waived_at, o.visit_date, o.installation_date, o.start_code, o.stars,
                  o.rating_comment, c.name, c.rating_sum, c.rating_count
           from orders o left join crews c on c.id = o.crew
           where o.id = ? and o.customer = ?)",
        id, customer);
    if (!row)
        return std::nullopt;
    return order_of(id, *std::move(row), keyring.opener(reading, proof, customer));
}

std::vector<OrderSummary> list_orders(store::Reading& reading, AccountId customer,
                                      std::optional<OrderId> cursor, int limit) {
    const auto rows =
        reading.rows<OrderId, std::string, Instant, std::string, double, std::string, std::int64_t>(
            R"(select id, state, placed_at, city, dc_kw, currency, total_minor from orders
           where customer = ? and id < ? order by id desc limit ?)",
            customer, cursor.value_or(after_all_orders()), limit);
    std::vector<OrderSummary> orders;
    for (const auto& [id, state_name, placed_at, city, dc_kw, currency, total_minor] : rows) {
        const State state = stored_state(state_name);
        orders.push_back(
            {id, state, placed_at, city, dc_kw, stored_money(total_minor, currency), waits_for(state)});
    }
    return orders;
}

std::optional<Timeline> read_timeline(store::Reading& reading, sealing::Keyring& keyring,
                                      const std::optional<sealing::MayOpen>& proof, OrderId order,
                                      const Mover& owner) {
    const auto customer = owner.party == Party::customer ? owner.account : std::nullopt;
    const auto crew = owner.party == Party::crew ? owner.account : std::nullopt;
    const auto found = reading.one<Instant, AccountId, std::optional<Instant>>(
        R"(select o.placed_at, o.customer, a.erased_at from orders o left join crews c on c.id = o.crew
           join accounts a on a.id = o.customer
           where o.id = ? and (o.customer = ? or c.account = ?))",
        order, customer, crew);
    if (!found)
        return std::nullopt;
    const auto& [placed_at, whose, erased_at] = *found;
    Timeline timeline{{{placed_at, "place", std::nullopt, State::placed, Party::customer, std::nullopt}}};
    auto rows = reading.rows<Instant, std::string, std::string, std::string, std::string,
                             std::optional<SealedMoveNote>, int>(
        R"(select moved_at, event, from_state, to_state, party, note, version from order_moves
           where order_id = ? order by version desc limit ?)",
        order, timeline_max);
    std::reverse(rows.begin(), rows.end());
    const int notes_from = crew ? version_of_acceptance(reading, order, *crew) : 0;
    // With its owner's key went what was written.
    const auto opener =
        erased_at || !proof ? std::nullopt : std::optional{keyring.opener(reading, *proof, whose)};
    for (const auto& [at, event, from, to, party, sealed_note, version] : rows) {
        auto note = version < notes_from || !opener ? std::nullopt
                                                    : opener->open(sealing::Row{order, version}, sealed_note);
        timeline.items.push_back({at, std::string{name(stored_event(event))}, stored_state(from),
                                  stored_state(to), stored_party(party), std::move(note)});
    }
    return timeline;
}

bool rate_order(store::Transaction& transaction, sealing::Keyring& keyring, const Standing& done, int stars,
                const std::string& comment, Instant now) {
    const auto kept_comment = comment.empty() ? std::nullopt : std::optional{comment};
    if (transaction.run(
            R"(update orders set stars = ?, rating_comment = ?, version = version + 1, updated_at = ?
                           where id = ? and customer = ? and state = ? and stars is null)",
            stars,
            keyring.sealer(transaction, done.customer)
                .seal<"orders.rating_comment">(sealing::Row{done.id}, kept_comment),
            now, done.id, done.customer, name(State::done)) == 0)
        return false;
    transaction.run(
        "update crews set rating_sum = rating_sum + ?, rating_count = rating_count + 1 where id = ?", stars,
        done.crew);
    return true;
}

OrderId after_all_orders() {
    Uuid highest;
    highest.fill(0xff);
    return OrderId{highest};
}

}  // namespace suncrew::orders
