#include "support/cases.hpp"

#include "audit/security_events.hpp"
#include "base/refusal.hpp"
#include "identity/accounts.hpp"
#include "orders/house_edit.hpp"
#include "orders/orders_store.hpp"
#include "permits/completions.hpp"
#include "permits/grant_views.hpp"
#include "support/case_in_hand.hpp"
#include "support/case_wire.hpp"
#include "support/change_views.hpp"
#include "support/rules.hpp"

namespace suncrew::support {
namespace {

using access::Permission;
using access::Role;
using audit::EventKind;
using permits::GrantState;
using permits::Scope;
using permits::StoredGrant;

constexpr int cases_page = 50;
constexpr int orders_max = 100;
constexpr int changes_page = 50;

/// The customers who have told this contact, at most two.
std::vector<AccountId> customers_with(store::Reading& reading, sealing::Keyring& keyring,
                                      const OpenCase& command) {
    std::vector<AccountId> found;
    if (command.email) {
        const auto account = identity::find_account(reading, keyring, *command.email);
        if (account && account->role == Role::customer && !account->waits())
            found.push_back(account->id);
        return found;
    }
    for (const auto& [id] :
         reading.rows<AccountId>("select distinct customer from orders where contact_phone_index = ? limit 2",
                                 orders::phone_index(keyring, command.phone->text())))
        found.push_back(id);
    return found;
}

/// The holder's account row is held, so two at once are counted both.
void require_room(store::Reading& reading, AccountId holder, Instant now) {
    const auto open = reading.value<std::int64_t>(
        "select count(*) from access_grants where holder = ? and scope = 'support_case' and state = "
        "'approved'"
        " and ends_at > ?",
        holder, now);
    if (open.value() >= open_cases_max)
        throw Refusal{Code::conflict, "too_many_open"};
    constexpr std::chrono::hours day{24};
    const auto opened = reading.value<std::int64_t>(
        "select count(*) from security_events where actor = ? and kind in ('case_opened', "
        "'customer_not_found')"
        " and at > ?",
        holder, now - day);
    if (opened.value() >= permits::cases_a_day_max)
        throw Refusal{Code::too_many, "too_many_cases", {}, {}, day};
}

std::vector<ChangeSummary> summaries_of(store::Reading& reading, sealing::Keyring& keyring,
                                        AccountId customer, Instant now) {
    std::vector<ChangeSummary> summaries;
    for (const StoredChange& change : changes_about(reading, customer, changes_page))
        summaries.push_back(summary_of(reading, keyring, change, now));
    return summaries;
}

CaseView case_view(store::Reading& reading, sealing::Keyring& keyring, const StoredGrant& grant,
                   Instant now) {
    permits::TypedWords words = permits::words_of(reading, keyring, grant);
    return {.id = grant.id,
            .account = grant.subject,
            .ticket = words.ticket.value_or(""),
            .reason = std::move(words.purpose),
            .state = grant.state_at(now),
            .opened_at = grant.requested_at,
            .ends_at = grant.ends_at.value_or(grant.expires_at)};
}

}  // namespace

access::Recorded<CaseSearched> Cases::open(access::Granted<Permission::open_cases> who,
                                           const OpenCase& command, store::Writing& writing) {
    const Instant now = clock_.now();
    identity::hold_in_role(writing, who.account(), Role::support);
    if (!permits::current_completion(writing, who.account(), now))
        throw Refusal{Code::forbidden, "training_required"};
    if (command.email.has_value() == command.phone.has_value())
        throw Refusal{Code::invalid, "one_contact", command.email ? "phone" : "email"};
    require_room(writing, who.account(), now);
    const auto found = customers_with(writing, post_.keyring, command);
    if (found.size() != 1)
        return {
            .view = {.found = found.empty() ? Found::none : Found::several, .opened = {}},
            .change = {.kind = EventKind::customer_not_found, .after = found.empty() ? "none" : "several"}};
    const AccountId customer = found.front();
    const permits::Terms terms{
        .scope = Scope::support_case, .account = customer, .duration = permits::case_max};
    const permits::Words words{command.reason.text(), command.ticket.text()};
    const GrantId id = GrantId::make(now);
    permits::add_case(writing, post_.keyring, {id, who.account(), Role::support, terms, words, customer},
                      now);
    return {.view = {.found = Found::one,
                     .opened = case_view(writing, post_.keyring,
                                         permits::find_grant(writing, post_.keyring, id).value(), now)},
            .change = {.kind = EventKind::case_opened,
                       .account = customer,
                       .after = "opened " + permits::digest_of(terms, words),
                       .grant = id}};
}

CaseList Cases::list(access::Granted<Permission::read_own_grants> who, const ListCases&,
                     store::Reading& reading) {
    std::vector<GrantId> ids;
    for (const auto& [id] :
         reading.rows<GrantId>("select id from access_grants where holder = ? and scope = 'support_case'"
                               " order by requested_at desc, id desc limit ?",
                               who.account(), cases_page))
        ids.push_back(id);
    CaseList list;
    for (const StoredGrant& grant : permits::find_grants(reading, post_.keyring, ids))
        list.items.push_back(case_view(reading, post_.keyring, grant, clock_.now()));
    return list;
}

CaseDetail Cases::read(access::Granted<Permission::open_by_grant> who, const ReadCase& command,
                       access::Desk& desk) {
    const Instant now = clock_.now();
    const AccountId customer =
        case_in_hand(desk.reading(), post_.keyring, who.account(), command.case_id, now).subject();
    const auto account = identity::find_account(desk.reading(), customer);
    // Asked once more where the entry is written: it may be over by then.
    const auto live = [&](store::Reading& reading) {
        return std::optional{case_in_hand(reading, post_.keyring, who.account(), command.case_id, now)};
    };
    const auto proof =
        account ? desk.open_by_grant(account->id, access::Opened::contact, live) : std::nullopt;
    if (!proof)
        throw Refusal{Code::not_found, "no_such_case"};
    const StoredGrant grant = permits::find_grant(desk.reading(), post_.keyring, command.case_id).value();
    identity::Person person = identity::person_of(desk.reading(), post_.keyring, *proof, *account);
    return {.in_hand = case_view(desk.reading(), post_.keyring, grant, now),
            .customer = {std::move(person.name), std::move(person.email), account->language,
                         account->locked_at.has_value()},
            .orders = orders::list_orders(desk.reading(), account->id, std::nullopt, orders_max),
            .changes = summaries_of(desk.reading(), post_.keyring, account->id, now)};
}

}  // namespace suncrew::support
