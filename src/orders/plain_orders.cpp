#include "orders/plain_orders.hpp"

#include "access/opening.hpp"
#include "orders/house_edit.hpp"
#include "orders/sealed_columns.hpp"
#include "sealing/conversion.hpp"

namespace suncrew::orders {
namespace {

using sealing::convert_each;
using sealing::converted_at_once;
using sealing::Row;
using store::Transaction;

/// A quote that was ordered is its customer's, any other that of its day.
int quotes(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<QuoteId, double, double, std::string, Instant, std::optional<AccountId>>(
            "select q.id, q.latitude, q.longitude, q.document, q.created_at, o.customer"
            " from quotes q left join orders o on o.quote = q.id where q.subject is null limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [id, latitude, longitude, document, at, customer] = row;
            const auto subject = customer ? sealing::Subject{*customer} : sealing::Subject::day_of(at);
            const auto sealer = keyring.sealer(transaction, subject);
            transaction.run(
                "update quotes set subject = ?, latitude = ?, longitude = ?, position = ?, document = ?"
                " where id = ? and subject is null",
                subject.id(), coarse(latitude), coarse(longitude),
                sealer.template seal<"quotes.position">(Row{id}, sealing::Position{latitude, longitude}),
                sealer.template seal<"quotes.document">(Row{id}, document), id);
        });
}

int houses(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<OrderId, AccountId, std::string, std::string, std::string, std::string, double, double,
                     std::optional<std::string>, std::optional<std::string>>(
            "select id, customer, contact_name, contact_phone, street, postcode, latitude, longitude, note, "
            "rating_comment"
            " from orders where position is null limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [id, customer, name, phone, street, postcode, latitude, longitude, note, comment] =
                row;
            const auto sealer = keyring.sealer(transaction, customer);
            const Row here{id};
            transaction.run(
                "update orders set contact_name = ?, contact_phone = ?, street = ?, postcode = ?, latitude = "
                "?,"
                " longitude = ?, position = ?, note = ?, rating_comment = ? where id = ? and position is "
                "null",
                sealer.template seal<"orders.contact_name">(here, name),
                sealer.template seal<"orders.contact_phone">(here, phone),
                sealer.template seal<"orders.street">(here, street),
                sealer.template seal<"orders.postcode">(here, postcode), coarse(latitude), coarse(longitude),
                sealer.template seal<"orders.position">(here, sealing::Position{latitude, longitude}),
                sealer.template seal<"orders.note">(here, note),
                sealer.template seal<"orders.rating_comment">(here, comment), id);
        });
}

/// What was sealed before telephone numbers could be looked up.
int phones(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<OrderId, AccountId, SealedPhone>(
            "select o.id, o.customer, o.contact_phone from orders o join accounts a on a.id = o.customer"
            " where o.contact_phone_index is null and a.erased_at is null limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [id, customer, sealed] = row;
            const auto phone =
                keyring.opener(transaction, access::Opening::of(access::Work::upkeep), customer)
                    .open(Row{id}, sealed);
            transaction.run("update orders set contact_phone_index = ? where id = ? and contact_phone = ?",
                            phone_index(keyring, phone), id, sealed);
        });
}

int messages(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    const int notes = convert_each(
        connection,
        reading.rows<OrderId, int, AccountId, std::string>(
            "select m.order_id, m.version, o.customer, m.note from order_moves m join orders o on o.id = "
            "m.order_id"
            " where m.note is not null and m.note not like 's1:%' limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [order, version, customer, note] = row;
            transaction.run("update order_moves set note = ? where order_id = ? and version = ? and note = ?",
                            keyring.sealer(transaction, customer)
                                .template seal<"order_moves.note">(Row{order, version}, note),
                            order, version, note);
        });
    return notes +
           convert_each(
               connection,
               reading.rows<OfferId, AccountId, std::string>(
                   "select f.id, c.account, f.reason from offers f join crews c on c.id = f.crew"
                   " where f.reason is not null and f.reason not like 's1:%' limit ?",
                   converted_at_once),
               [&](Transaction& transaction, const auto& row) {
                   const auto& [offer, crew, reason] = row;
                   transaction.run(
                       "update offers set reason = ? where id = ? and reason = ?",
                       keyring.sealer(transaction, crew).template seal<"offers.reason">(Row{offer}, reason),
                       offer, reason);
               });
}

}  // namespace

int seal_plain_orders(store::Connection& connection, sealing::Keyring& keyring) {
    return quotes(connection, keyring) + houses(connection, keyring) + phones(connection, keyring) +
           messages(connection, keyring);
}

}  // namespace suncrew::orders
