#include "support/own_changes.hpp"

#include "access/opening.hpp"
#include "audit/security_events.hpp"
#include "base/refusal.hpp"
#include "identity/entrance.hpp"
#include "support/application.hpp"
#include "support/change_views.hpp"

namespace suncrew::support {
namespace {

using access::Permission;
using audit::EventKind;

constexpr int own_page = 50;

/// The caller's own request, held until the transaction ends: nobody else decides or withdraws it beside.
StoredChange to_decide(store::Transaction& transaction, AccountId customer, ChangeId id, Instant now) {
    const bool waits = hold_change(transaction, id, now);
    auto change = find_change(transaction, id);
    if (!change || change->about.account != customer)
        throw Refusal{Code::not_found, "no_such_change"};
    if (!waits || !change->requester_stands)
        throw Refusal{Code::conflict, "change_over"};
    return *std::move(change);
}

void decided(store::Transaction& transaction, const access::Client& client, const StoredChange& change,
             ChangeState state, Instant now) {
    if (!close(transaction, {change.id, state, Decider::customer}, now))
        throw store::Fault{"a request that was held is none any more"};
    auto event = identity::event_of(
        state == ChangeState::applied ? EventKind::change_applied : EventKind::change_refused,
        change.about.account, client, now);
    event.grant = change.grant;
    event.before = std::string{name_of(ChangeState::requested)};
    event.after = state == ChangeState::applied ? told_applied(transaction, change) : told(state, change);
    audit::record(transaction, event);
}

}  // namespace

OwnChangeList OwnChanges::list(access::Granted<Permission::read_own_changes> who, const ListOwnChanges&,
                               store::Reading& reading) {
    OwnChangeList list;
    for (const StoredChange& change : changes_about(reading, who.account(), own_page))
        list.items.push_back(
            own_view_of(reading, post_.keyring, access::Opening::own(who), change, clock_.now()));
    return list;
}

http::NoContent OwnChanges::approve(access::Granted<Permission::decide_own_changes> who,
                                    const ApproveOwnChange& command, store::Transaction& transaction) {
    const Instant now = clock_.now();
    const StoredChange change = to_decide(transaction, who.account(), command.change, now);
    const auto proof = access::Opening::own(who);
    apply(transaction, post_, proof, change.about, opened(transaction, post_.keyring, proof, change), now);
    decided(transaction, who.client(), change, ChangeState::applied, now);
    return {};
}

http::NoContent OwnChanges::refuse(access::Granted<Permission::decide_own_changes> who,
                                   const RefuseOwnChange& command, store::Transaction& transaction) {
    const Instant now = clock_.now();
    decided(transaction, who.client(), to_decide(transaction, who.account(), command.change, now),
            ChangeState::refused, now);
    return {};
}

}  // namespace suncrew::support
