#include "sealing/plain_values.hpp"

namespace suncrew::sealing {

std::vector<std::string_view> tables_with_plain_values(store::Reading& reading) {
    struct Look {
        std::string_view table;
        store::ReadSql<> sql;
    };
    // What is sealed begins with its form. Of an erased account nothing is left to be sealed.
    static constexpr Look looks[]{
        {"accounts",
         "select exists (select 1 from accounts where erased_at is null"
         " and (email_index is null or email not like 's1:%' or name not like 's1:%'))"},
        {"email_verifications",
         "select exists (select 1 from email_verifications where name not like 's1:%')"},
        {"email_changes", "select exists (select 1 from email_changes where email not like 's1:%')"},
        {"sign_up_requests",
         "select exists (select 1 from sign_up_requests where email not like 's1:%'"
         " or name not like 's1:%')"},
        {"mail_requests", "select exists (select 1 from mail_requests where email not like 's1:%')"},
        {"totps",
         "select exists (select 1 from totps where substr(secret, 1, 3) <> x'73313a'"
         " or substr(pending_secret, 1, 3) <> x'73313a')"},
        {"quotes",
         "select exists (select 1 from quotes where subject is null or position is null"
         " or position not like 's1:%' or document not like 's1:%')"},
        {"orders",
         "select exists (select 1 from orders where position is null or position not like 's1:%'"
         " or contact_name not like 's1:%' or contact_phone not like 's1:%' or street not like 's1:%'"
         " or postcode not like 's1:%' or note not like 's1:%' or rating_comment not like 's1:%')"},
        {"order_moves", "select exists (select 1 from order_moves where note not like 's1:%')"},
        {"offers", "select exists (select 1 from offers where reason not like 's1:%')"},
        {"outbox",
         "select exists (select 1 from outbox where recipient not like 's1:%'"
         " or (body <> '' and body not like 's1:%'))"},
        {"access_grants",
         "select exists (select 1 from access_grants where purpose not like 's1:%'"
         " or ticket not like 's1:%' or reason not like 's1:%')"},
        {"change_requests",
         "select exists (select 1 from change_requests where reason not like 's1:%'"
         " or refusal not like 's1:%')"},
        {"change_fields",
         "select exists (select 1 from change_fields where before_value not like 's1:%'"
         " or after_value not like 's1:%')"},
        {"idempotency_keys", "select exists (select 1 from idempotency_keys where body not like 's1:%')"},
    };
    std::vector<std::string_view> tables;
    for (const Look& look : looks)
        if (reading.value<bool>(look.sql).value())
            tables.push_back(look.table);
    return tables;
}

}  // namespace suncrew::sealing
