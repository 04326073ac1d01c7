#include "commands/preparation.hpp"

#include "base/log.hpp"
#include "http/idempotency.hpp"
#include "identity/plain_accounts.hpp"
#include "notify/outbox.hpp"
#include "orders/plain_orders.hpp"
#include "store/schema.hpp"

namespace suncrew::commands {
namespace {

/// One batch of everything; how many rows.
std::int64_t seal_plain(store::Connection& connection, sealing::Keyring& keyring) {
    return identity::seal_plain_accounts(connection, keyring) +
           orders::seal_plain_orders(connection, keyring) + notify::seal_plain_mails(connection, keyring) +
           store::in_transaction(connection,
                                 [](store::Transaction& t) { return http::delete_plain_answers(t); });
}

}  // namespace

void prepare(store::Connection& connection, sealing::Keyring& keyring, Environment environment, Instant now) {
    refuse_other_stamp(connection, environment);
    store::migrate(connection, store::schema());
    keyring.refresh(connection);
    stamp(connection, environment, now);
    std::int64_t sealed = 0;
    while (const std::int64_t rows = seal_plain(connection, keyring)) {
        sealed += rows;
        log::info("sealing_what_was_plain", {{"rows", sealed}});
    }
    // What stood there in the clear is not to be found in what the files keep of it.
    if (sealed > 0 && connection.database() == store::Database::sqlite)
        connection.driver().define("vacuum");
}

}  // namespace suncrew::commands
