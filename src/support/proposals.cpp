#include "support/proposals.hpp"

#include <algorithm>

#include "audit/security_events.hpp"
#include "base/refusal.hpp"
#include "identity/notices.hpp"
#include "orders/orders_store.hpp"
#include "permits/completions.hpp"
#include "permits/grants_store.hpp"
#include "support/application.hpp"
#include "support/case_in_hand.hpp"
#include "support/change_views.hpp"
#include "support/looks.hpp"
#include "support/rules.hpp"

namespace suncrew::support {
namespace {

using access::Permission;
using access::Role;
using audit::EventKind;
using identity::Letter;

[[noreturn]] void refuse(const char* reason, std::size_t index, const char* member) {
    throw Refusal{Code::invalid, reason, "fields[" + std::to_string(index) + "]." + member};
}

/// The fields in their order, each once and of the same thing, with values in their kept form.
std::vector<Difference> differences_of(const ProposeChange& command) {
    const wire::Path fields = wire::Path::of("fields");
    std::vector<Difference> differences;
    for (std::size_t i = 0; i < command.fields.size(); ++i) {
        const Field field = command.fields[i].field;
        if (is_of_order(field) != command.order.has_value())
            refuse(command.order ? "not_of_order" : "of_order_alone", i, "field");
        if (std::any_of(differences.begin(), differences.end(),
                        [field](const Difference& one) { return one.field == field; }))
            refuse("listed_twice", i, "field");
        const wire::Path item{fields, i};
        const wire::Path value{item, "value"};
        differences.push_back({field, {}, checked(field, command.fields[i].value.text(), value)});
    }
    return differences;
}

void add_present_values(store::Writing& writing, sealing::Keyring& keyring, const About& about,
                        std::vector<Difference>& differences) {
    std::vector<Field> fields;
    for (const Difference& difference : differences)
        fields.push_back(difference.field);
    auto present =
        present_values(writing, keyring, access::Opening::of(access::Work::applying), about, fields);
    for (std::size_t i = 0; i < differences.size(); ++i) {
        if (present[i] == differences[i].after)
            refuse("unchanged", i, "value");
        differences[i].before = std::move(present[i]);
    }
}

/// Both rows are held, so two at once are counted both.
void require_room(store::Writing& writing, AccountId customer, AccountId requester, Instant now) {
    constexpr std::chrono::hours day{24};
    const auto asked = writing.value<std::int64_t>(
        "select count(*) from change_requests where requester = ? and requested_at > ?", requester,
        now - day);
    if (asked.value() >= changes_a_day_max)
        throw Refusal{Code::too_many, "too_many_changes", {}, {}, day};
    writing.run("update accounts set name = name where id = ?", customer);
    const auto open = writing.value<std::int64_t>(
        "select count(*) from change_requests where account = ? and state = 'requested' and expires_at > ?",
        customer, now);
    if (open.value() >= open_changes_max)
        throw Refusal{Code::conflict, "too_many_open"};
}

void require_open_order(store::Reading& reading, const About& about) {
    if (!about.order)
        return;
    const auto standing = orders::find_own(reading, *about.order, orders::Mover::customer(about.account));
    if (!standing)
        throw Refusal{Code::not_found, "order_not_found"};
    if (!orders::waits_for(standing->state))
        throw Refusal{Code::conflict, "order_ended"};
}

void tell_of_request(store::Writing& writing, const identity::Post& post, AccountId customer,
                     AccountId requester, Instant now) {
    if (const auto account = identity::find_account(writing, customer))
        identity::tell(post, writing, *account, Letter::change_proposed, post.base_url + "/changes", now);
    identity::tell_role(post, writing, Role::security, requester, Letter::change_requested,
                        post.base_url + "/approvals", now);
}

}  // namespace

access::Recorded<http::Created<ChangeSummary>> Proposals::propose(
    access::Granted<Permission::propose_changes> who, const ProposeChange& command, store::Writing& writing) {
    const Instant now = clock_.now();
    identity::hold_in_role(writing, who.account(), Role::support);
    if (!permits::current_completion(writing, who.account(), now))
        throw Refusal{Code::forbidden, "training_required"};
    const permits::LiveGrant in_hand =
        case_in_hand(writing, post_.keyring, who.account(), command.case_id, now);
    const About about{in_hand.subject(), command.order};
    auto differences = differences_of(command);
    require_room(writing, about.account, who.account(), now);
    require_open_order(writing, about);
    // What a field says today is told by "unchanged" too, so it was looked at, with its entry.
    require_opened(writing, about.account, who.account(),
                   about.order ? access::Opened::house : access::Opened::contact,
                   permits::find_grant(writing, post_.keyring, in_hand.id()).value().requested_at, now);
    add_present_values(writing, post_.keyring, about, differences);
    const ChangeId id = ChangeId::make(now);
    add_change(writing, post_.keyring,
               {id, in_hand.id(), who.account(), about, command.reason.text(), std::move(differences)}, now);
    tell_of_request(writing, post_, about.account, who.account(), now);
    const StoredChange change = find_change(writing, id).value();
    return {.view = {summary_of(writing, post_.keyring, change, now)},
            .change = {.kind = EventKind::change_requested,
                       .account = about.account,
                       .after = told(ChangeState::requested, change),
                       .grant = in_hand.id()}};
}

http::NoContent Proposals::withdraw(access::Granted<Permission::withdraw_changes> who,
                                    const WithdrawChange& command, store::Transaction& transaction) {
    const Instant now = clock_.now();
    const bool waits = hold_change(transaction, command.change, now);
    const auto change = find_change(transaction, command.change);
    if (!change || change->requester != who.account())
        throw Refusal{Code::not_found, "no_such_change"};
    if (!waits || !close(transaction, {change->id, ChangeState::withdrawn, Decider::requester}, now))
        throw Refusal{Code::conflict, "change_over"};
    access::record(transaction, who.caller(),
                   {.kind = EventKind::change_withdrawn,
                    .account = change->about.account,
                    .before = std::string{name_of(ChangeState::requested)},
                    .after = told(ChangeState::withdrawn, *change),
                    .grant = change->grant},
                   now);
    return {};
}

}  // namespace suncrew::support
