#include "privacy/own_data.hpp"

#include "access/opening.hpp"
#include "audit/security_events.hpp"
#include "base/refusal.hpp"
#include "identity/accounts.hpp"
#include "identity/entrance.hpp"
#include "identity/notices.hpp"
#include "orders/orders_store.hpp"
#include "privacy/erasure.hpp"
#include "privacy/own_data_wire.hpp"
#include "support/change_views.hpp"
#include "visits/own_visits.hpp"

namespace suncrew::privacy {
namespace {

using access::Permission;
using audit::EventKind;

constexpr int exported_changes_max = 200;

std::vector<ExportedOrder> orders_of(store::Reading& reading, sealing::Keyring& keyring,
                                     const sealing::MayOpen& proof, AccountId account, Instant now) {
    std::vector<ExportedOrder> exported;
    for (const auto& summary : orders::list_orders(reading, account, std::nullopt, exported_orders_max)) {
        auto order = orders::read_order(reading, keyring, proof, summary.id, account);
        auto timeline =
            orders::read_timeline(reading, keyring, proof, summary.id, orders::Mover::customer(account));
        if (order && timeline)
            exported.push_back({*std::move(order), *std::move(timeline),
                                visits::own_visits(reading, summary.id, account, now)});
    }
    return exported;
}

std::vector<support::OwnChangeView> changes_of(store::Reading& reading, sealing::Keyring& keyring,
                                               const sealing::MayOpen& proof, AccountId account,
                                               Instant now) {
    std::vector<support::OwnChangeView> exported;
    for (const support::StoredChange& change : support::changes_about(reading, account, exported_changes_max))
        exported.push_back(support::own_view_of(reading, keyring, proof, change, now));
    return exported;
}

/// Of what the staff did not from where.
std::vector<ExportedEvent> events_of(store::Reading& reading, AccountId account) {
    std::vector<ExportedEvent> exported;
    for (const auto& [id, event] : audit::events_about(reading, account, std::nullopt, exported_events_max)) {
        const bool own = event.acted_as == audit::Party::owner;
        exported.push_back({event.at, std::string{audit::name_of(event.kind)}, event.acted_as,
                            own ? event.address : "", own ? event.device : "", event.before, event.after});
    }
    return exported;
}

}  // namespace

http::Created<OwnDataView> OwnData::take(access::Granted<Permission::export_own_data> who,
                                         const ExportOwnData&, store::Transaction& transaction) {
    const Instant now = clock_.now();
    identity::require_standing(transaction, who.caller(), now);
    const auto proof = access::Opening::own(who);
    auto& keyring = post_.keyring;
    const identity::StoredAccount account = identity::own_account(transaction, who.account());
    identity::Person person = identity::person_of(transaction, keyring, proof, account);
    OwnDataView view{.made_at = now,
                     .account = {account.id, std::move(person.email), std::move(person.name),
                                 account.language, account.created_at},
                     .orders = orders_of(transaction, keyring, proof, account.id, now),
                     .changes = changes_of(transaction, keyring, proof, account.id, now),
                     .events = events_of(transaction, account.id)};
    audit::record(transaction, identity::event_of(EventKind::data_exported, account.id, who.client(), now));
    return {std::move(view)};
}

http::SessionEnded OwnData::erase(access::Granted<Permission::erase_own_account> who,
                                  const EraseOwnAccount& command, store::Transaction& transaction) {
    const Instant now = clock_.now();
    identity::require_standing(transaction, who.caller(), now);
    const identity::StoredAccount account = identity::own_account(transaction, who.account());
    const identity::Person person =
        identity::person_of(transaction, post_.keyring, access::Opening::own(who), account);
    if (person.email != command.email.text())
        throw Refusal{Code::invalid, "not_your_email", "email"};
    if (has_open_order(transaction, account.id))
        throw Refusal{Code::conflict, "order_open"};
    identity::tell(post_, transaction, account, identity::Letter::account_erased, post_.base_url + "/", now);
    erase_account(transaction, post_.keyring, account.id, now);
    return {};
}

}  // namespace suncrew::privacy
