#include "privacy/erasure.hpp"

#include <vector>

#include "audit/erasure.hpp"
#include "audit/security_events.hpp"
#include "crypto/base64.hpp"
#include "crypto/random.hpp"
#include "identity/account_access.hpp"
#include "identity/accounts.hpp"
#include "identity/entrance.hpp"
#include "identity/factors_store.hpp"
#include "identity/sessions.hpp"
#include "orders/state.hpp"

namespace suncrew::privacy {
namespace {

constexpr int forgotten_at_once_max = 500;

void end_ways_in(store::Transaction& transaction, sealing::Keyring& keyring, AccountId account) {
    identity::end_access(transaction, keyring, account, [&](const identity::Ending& ending) {
        identity::end_standing(transaction, keyring, account);
        identity::end_sessions(ending);
        identity::end_what_was_begun(ending);
        identity::remove_factors(ending);
    });
    transaction.run("delete from email_verifications where account = ?", account);
    transaction.run("delete from enrolments where account = ?", account);
}

/// What tells about where somebody lives to a kilometre, to ten (`job_of` shows crews the same); and from
/// what that could be found again: the ways from the crews' bases, the roof, and the yield, which is this
/// roof's at this place, to 100 kWh.
void blur_orders(store::Transaction& transaction, AccountId customer) {
    transaction.run(
        "update orders set latitude = round(latitude, 1), longitude = round(longitude, 1),"
        " annual_kwh = round(annual_kwh / 100) * 100, contact_phone_index = null, start_code = null"
        " where customer = ?",
        customer);
    transaction.run(
        "update quotes set latitude = round(latitude, 1), longitude = round(longitude, 1),"
        " annual_kwh = round(annual_kwh / 100) * 100, roof_planes = '[]' where id in"
        " (select quote from orders where customer = ?)",
        customer);
    transaction.run(
        "update offers set distance_km = 0 where order_id in (select id from orders where customer = ?)",
        customer);
    transaction.run(
        "update visits set drive_minutes = 0, drive_km = 0, wished_days = ''"
        " where order_id in (select id from orders where customer = ?)",
        customer);
}

}  // namespace

bool has_open_order(store::Reading& reading, AccountId customer) {
    return reading
        .value<bool>("select exists (select 1 from orders where customer = ? and state not in (?, ?))",
                     customer, orders::name(orders::State::done), orders::name(orders::State::cancelled))
        .value();
}

void erase_account(store::Transaction& transaction, sealing::Keyring& keyring, AccountId customer,
                   Instant now) {
    end_ways_in(transaction, keyring, customer);
    blur_orders(transaction, customer);
    transaction.run("delete from change_requests where account = ?", customer);
    transaction.run("update access_grants set purpose = null, ticket = null, reason = null where subject = ?",
                    customer);
    transaction.run("delete from idempotency_keys where account = ?", customer);
    transaction.run("delete from events where account = ?", customer);
    // What no address has, and no other erased account: the row stands for its orders alone.
    const auto nobody = crypto::random_bytes<32>();
    identity::change_access(transaction, keyring, customer, [&] {
        transaction.run(
            "update accounts set email = ?, email_index = ?, name = '', password = '', email_verified_at = "
            "null, erased_at = ? where id = ?",
            crypto::base64url_encode(nobody), nobody, now, customer);
    });
    audit::record_erasure(transaction, customer, now);
    keyring.erase(transaction, customer);
}

std::int64_t forget_events(store::Writing& writing, Instant now) {
    std::vector<std::int64_t> ids;
    for (const auto& [id] : writing.rows<std::int64_t>(
             "select e.id from accounts a join security_events e on e.account = a.id"
             " left join log_entries l on l.event = e.id"
             " where a.erased_at is not null and e.acted_as = 'owner' and e.kind <> 'account_erased'"
             " and (l.id is null or l.forgotten_by is not null)"
             " and (a.erased_at < ? or e.id <= (select min(last_event) from event_cursors)) limit ?",
             now - readers_waited_for, forgotten_at_once_max))
        ids.push_back(id);
    return audit::delete_events(writing, ids);
}

}  // namespace suncrew::privacy
