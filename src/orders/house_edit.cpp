#include "orders/house_edit.hpp"

#include "base/refusal.hpp"
#include "orders/move.hpp"
#include "orders/news.hpp"
#include "orders/sealed_columns.hpp"

namespace suncrew::orders {

sealing::BlindIndex phone_index(sealing::Keyring& keyring, const std::string& phone) {
    return keyring.index<"orders.contact_phone">(phone);
}

void edit_house(store::Writing& writing, sealing::Keyring& keyring, OrderId order, AccountId customer,
                const HouseEdit& edit, Instant now) {
    const Standing before = need_own(writing, order, Mover::customer(customer));
    const sealing::Row here{order};
    const auto sealer = keyring.sealer(writing, customer);
    const auto index =
        edit.contact_phone ? std::optional{phone_index(keyring, *edit.contact_phone)} : std::nullopt;
    if (writing.run(
            R"(update orders set contact_name = coalesce(?, contact_name),
                      contact_phone = coalesce(?, contact_phone),
                      contact_phone_index = coalesce(?, contact_phone_index), street = coalesce(?, street),
                      postcode = coalesce(?, postcode), note = coalesce(?, note), version = version + 1,
                      updated_at = ?
               where id = ? and customer = ? and version = ? and state not in (?, ?))",
            sealer.seal<"orders.contact_name">(here, edit.contact_name),
            sealer.seal<"orders.contact_phone">(here, edit.contact_phone), index,
            sealer.seal<"orders.street">(here, edit.street),
            sealer.seal<"orders.postcode">(here, edit.postcode), sealer.seal<"orders.note">(here, edit.note),
            now, order, customer, before.version, name(State::done), name(State::cancelled)) != 1)
        throw Refusal{Code::conflict, before.state == State::done || before.state == State::cancelled
                                          ? "order_ended"
                                          : "order_changed"};
    Standing after = before;
    ++after.version;
    tell(writing, before, after, now);
}

}  // namespace suncrew::orders
