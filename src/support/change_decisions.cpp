#include "support/change_decisions.hpp"

#include "audit/security_events.hpp"
#include "base/refusal.hpp"
#include "identity/notices.hpp"
#include "permits/completions.hpp"
#include "permits/independence.hpp"
#include "permits/live_grant.hpp"
#include "support/application.hpp"
#include "support/change_views.hpp"
#include "support/looks.hpp"

namespace suncrew::support {
namespace {

using access::Permission;
using access::Role;
using audit::EventKind;

constexpr int waiting_max = 500;
constexpr int own_page = 100;

std::vector<ChangeId> waiting(store::Reading& reading, Instant now) {
    std::vector<ChangeId> ids;
    for (const auto& [id] :
         reading.rows<ChangeId>("select id from change_requests where state = 'requested' and expires_at > ?"
                                " order by requested_at, id limit ?",
                                now, waiting_max))
        ids.push_back(id);
    return ids;
}

std::vector<ChangeId> asked_by(store::Reading& reading, AccountId requester) {
    std::vector<ChangeId> ids;
    for (const auto& [id] : reading.rows<ChangeId>(
             "select id from change_requests where requester = ? order by requested_at desc, id desc limit ?",
             requester, own_page))
        ids.push_back(id);
    return ids;
}

/// The request that this officer may decide, both held until the transaction ends: nobody else decides or
/// withdraws it beside, and an officer who is locked at this moment is none any more.
StoredChange to_decide(store::Writing& writing, AccountId officer, ChangeId id, Instant now) {
    identity::hold_officer(writing, officer);
    if (!permits::current_completion(writing, officer, now))
        throw Refusal{Code::forbidden, "training_required"};
    const bool waits = hold_change(writing, id, now);
    auto change = find_change(writing, id);
    if (!change)
        throw Refusal{Code::not_found, "no_such_change"};
    if (change->requester == officer)
        throw Refusal{Code::conflict, "not_oneself"};
    if (!waits || !change->requester_stands)
        throw Refusal{Code::conflict, "change_over"};
    return *std::move(change);
}

}  // namespace

ChangeList ChangeDecisions::list(access::Granted<Permission::read_change_requests> who, const ListChanges&,
                                 store::Reading& reading) {
    const Instant now = clock_.now();
    const bool decides = who.caller().role == Role::security;
    ChangeList list;
    for (const StoredChange& change :
         find_changes(reading, decides ? waiting(reading, now) : asked_by(reading, who.account())))
        if (!decides || change.state_at(now) == ChangeState::requested)
            list.items.push_back(summary_of(reading, post_.keyring, change, now));
    return list;
}

ChangeView ChangeDecisions::read(access::Granted<Permission::open_change_requests> who,
                                 const ReadChange& command, access::Desk& desk) {
    const Instant now = clock_.now();
    const auto change = find_change(desk.reading(), command.change);
    const bool decides = who.caller().role == Role::security;
    if (!change || (!decides && change->requester != who.account()) ||
        !identity::find_account(desk.reading(), change->about.account))
        throw Refusal{Code::not_found, "no_such_change"};
    const auto live = [&](store::Reading& reading) {
        return permits::LiveGrant::of_case(reading, post_.keyring, who.account(), change->grant, now);
    };
    const auto proof = decides
                           ? std::optional{desk.open_each_time(change->about.account, access::Opened::change)}
                           : desk.open_by_grant(change->about.account, access::Opened::change, live);
    if (!proof)
        throw Refusal{Code::forbidden, "grant_required"};
    return {summary_of(desk.reading(), post_.keyring, *change, now),
            opened(desk.reading(), post_.keyring, *proof, *change)};
}

access::Recorded<ChangeSummary> ChangeDecisions::approve(
    access::Granted<Permission::decide_change_requests> who, const ApproveChange& command,
    store::Writing& writing) {
    const Instant now = clock_.now();
    const StoredChange change = to_decide(writing, who.account(), command.change, now);
    permits::require_independent(writing, change.requester, who.account(), now);
    require_opened(writing, change.about.account, who.account(), access::Opened::change, change.requested_at,
                   now);
    const auto proof = access::Opening::of(access::Work::applying);
    apply(writing, post_, proof, change.about, opened(writing, post_.keyring, proof, change), now);
    if (const auto account = identity::find_account(writing, change.about.account))
        identity::tell(post_, writing, *account, identity::Letter::change_applied,
                       post_.base_url + "/changes", now);
    return decided(writing, change, {change.id, ChangeState::applied, Decider::officer}, now);
}

access::Recorded<ChangeSummary> ChangeDecisions::refuse(
    access::Granted<Permission::decide_change_requests> who, const RefuseChange& command,
    store::Writing& writing) {
    const Instant now = clock_.now();
    const StoredChange change = to_decide(writing, who.account(), command.change, now);
    auto refusal = post_.keyring.sealer(writing, change.about.account)
                       .seal<"change_requests.refusal">(sealing::Row{change.id}, command.reason.text());
    return decided(writing, change, {change.id, ChangeState::refused, Decider::officer, std::move(refusal)},
                   now);
}

access::Recorded<ChangeSummary> ChangeDecisions::decided(store::Writing& writing, const StoredChange& change,
                                                         Closing&& closing, Instant now) {
    if (!close(writing, closing, now))
        throw store::Fault{"a request that was held is none any more"};
    return {.view = summary_of(writing, post_.keyring, find_change(writing, change.id).value(), now),
            .change = {.kind = closing.to == ChangeState::applied ? EventKind::change_applied
                                                                  : EventKind::change_refused,
                       .account = change.about.account,
                       .before = std::string{name_of(ChangeState::requested)},
                       .after = closing.to == ChangeState::applied ? told_applied(writing, change)
                                                                   : told(closing.to, change),
                       .grant = change.grant}};
}

}  // namespace suncrew::support
