#include "commands/preparation.hpp"

#include <string>

#include "audit/log.hpp"
#include "audit/security_events.hpp"
#include "base/log.hpp"
#include "http/idempotency.hpp"
#include "identity/plain_accounts.hpp"
#include "identity/unmarked_rows.hpp"
#include "notify/outbox.hpp"
#include "orders/plain_orders.hpp"
#include "permits/unmarked_grants.hpp"
#include "sealing/conversion.hpp"
#include "sealing/plain_values.hpp"
#include "store/schema.hpp"

namespace suncrew::commands {
namespace {

using sealing::Conversion;

/// What was there before values were sealed and rows were marked.
constexpr std::string_view conversion_name = "sealed_and_marked";

/// One batch of everything; how many rows.
std::int64_t seal_plain(store::Connection& connection, sealing::Keyring& keyring) {
    return identity::seal_plain_accounts(connection, keyring) +
           orders::seal_plain_orders(connection, keyring) + notify::seal_plain_mails(connection, keyring) +
           store::in_transaction(connection,
                                 [](store::Transaction& t) { return http::delete_plain_answers(t); });
}

std::int64_t mark_unmarked(store::Connection& connection, sealing::Keyring& keyring) {
    return identity::mark_unmarked_rows(connection, keyring) +
           permits::mark_unmarked_grants(connection, keyring);
}

/// All of it; how many rows.
template <class Batch>
std::int64_t convert_all(std::string_view event, const Batch& batch) {
    std::int64_t all = 0;
    while (const std::int64_t rows = batch()) {
        all += rows;
        log::info(event, {{"rows", all}});
    }
    return all;
}

void convert(store::Connection& connection, sealing::Keyring& keyring, Instant now) {
    const auto sealed =
        convert_all("sealing_what_was_plain", [&] { return seal_plain(connection, keyring); });
    const auto marked = convert_all("marking_rows", [&] { return mark_unmarked(connection, keyring); });
    store::in_transaction(connection, [&](store::Transaction& transaction) {
        if (sealing::end_conversion(transaction, keyring, conversion_name, now))
            audit::record(transaction, {.kind = audit::EventKind::data_converted,
                                        .at = now,
                                        .acted_as = audit::Party::system,
                                        .before = std::string{conversion_name},
                                        .after = std::to_string(sealed) + " sealed " +
                                                 std::to_string(marked) + " marked"});
    });
    // What stood there in the clear is not to be found in what the files keep of it.
    if (sealed > 0 && connection.database() == store::Database::sqlite)
        connection.driver().define("vacuum");
}

/// How far the conversion is. Whoever takes its record away, so that it is done once more to what they have
/// written, cannot take its entry out of the log.
Conversion how_far(store::Reading& reading, sealing::Keyring& keyring) {
    const Conversion recorded = sealing::conversion(reading, keyring, conversion_name);
    if (recorded != Conversion::open || !audit::has_entry_of(reading, audit::EventKind::data_converted))
        return recorded;
    return Conversion::forged;
}

void refuse_plain_values(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    for (const std::string_view table : sealing::tables_with_plain_values(reading))
        keyring.found_plain(table);
}

}  // namespace

void prepare(store::Connection& connection, sealing::Keyring& keyring, Environment environment, Instant now) {
    refuse_other_stamp(connection, environment);
    store::migrate(connection, store::schema());
    keyring.refresh(connection);
    stamp(connection, environment, now);
    store::Reading reading{connection};
    switch (how_far(reading, keyring)) {
        case Conversion::open:
            convert(connection, keyring, now);
            return;
        case Conversion::forged:
            keyring.found_forged("conversions");
            [[fallthrough]];
        case Conversion::over:
            refuse_plain_values(connection, keyring);
    }
}

}  // namespace suncrew::commands
