#include "support/application.hpp"

#include "base/refusal.hpp"
#include "identity/accounts.hpp"
#include "identity/email_change.hpp"
#include "orders/house_edit.hpp"
#include "orders/orders_store.hpp"

namespace suncrew::support {
namespace {

identity::StoredAccount need_account(store::Reading& reading, AccountId id) {
    auto account = identity::find_account(reading, id);
    if (!account)
        throw Refusal{Code::not_found, "no_such_account"};
    return *std::move(account);
}

std::optional<std::string> value_of(const identity::Person& person, Field field) {
    return field == Field::email ? person.email : person.name;
}

std::optional<std::string> value_of(const orders::Order& order, Field field) {
    switch (field) {
        case Field::contact_name:
            return order.contact.name.text();
        case Field::contact_phone:
            return order.contact.phone.text();
        case Field::street:
            return order.address.street.text();
        case Field::postcode:
            return order.address.postcode.text();
        default:
            return order.note;
    }
}

orders::HouseEdit edit_of(const std::vector<Difference>& differences) {
    orders::HouseEdit edit;
    for (const auto& [field, before, after] : differences)
        (field == Field::contact_name    ? edit.contact_name
         : field == Field::contact_phone ? edit.contact_phone
         : field == Field::street        ? edit.street
         : field == Field::postcode      ? edit.postcode
                                         : edit.note) = after;
    return edit;
}

void apply_to_account(store::Writing& writing, const identity::Post& post,
                      const identity::StoredAccount& account, const std::vector<Difference>& differences,
                      Instant now) {
    for (const auto& [field, before, after] : differences)
        if (field == Field::name)
            identity::rename(writing, post.keyring, account.id, after, account.language);
        else
            identity::begin_email_change(writing, post, account, identity::Email::parse(after).value(), now);
}

}  // namespace

std::vector<std::optional<std::string>> present_values(store::Reading& reading, sealing::Keyring& keyring,
                                                       const sealing::MayOpen& proof, const About& about,
                                                       const std::vector<Field>& fields) {
    std::vector<std::optional<std::string>> values;
    const identity::StoredAccount account = need_account(reading, about.account);
    if (!about.order) {
        const identity::Person person = identity::person_of(reading, keyring, proof, account);
        for (const Field field : fields)
            values.push_back(value_of(person, field));
        return values;
    }
    const auto order = orders::read_order(reading, keyring, proof, *about.order, about.account);
    if (!order)
        throw Refusal{Code::not_found, "order_not_found"};
    for (const Field field : fields)
        values.push_back(value_of(*order, field));
    return values;
}

void apply(store::Writing& writing, const identity::Post& post, const sealing::MayOpen& proof,
           const About& about, const std::vector<Difference>& differences, Instant now) {
    // The rows are held, so that what is compared is what is written over.
    writing.run("update accounts set name = name where id = ?", about.account);
    if (about.order)
        writing.run("update orders set version = version where id = ? and customer = ?", *about.order,
                    about.account);
    std::vector<Field> fields;
    for (const Difference& difference : differences)
        fields.push_back(difference.field);
    const auto present = present_values(writing, post.keyring, proof, about, fields);
    for (std::size_t i = 0; i < present.size(); ++i)
        if (present[i] != differences[i].before)
            throw Refusal{Code::conflict, "changed_meanwhile"};
    if (about.order)
        orders::edit_house(writing, post.keyring, *about.order, about.account, edit_of(differences), now);
    else
        apply_to_account(writing, post, need_account(writing, about.account), differences, now);
}

}  // namespace suncrew::support
