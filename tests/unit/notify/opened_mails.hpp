#pragma once

#include <vector>

#include "access/opening.hpp"
#include "notify/outbox.hpp"

namespace suncrew::notify {

/// What stands in the outbox, opened, the oldest first; the body of a mail that has gone is empty.
inline std::vector<Mail> opened_mails(store::Connection& connection, sealing::Keyring& keyring) {
    std::vector<Mail> mails;
    store::Reading reading{connection};
    for (const auto& [id, at, recipient, subject] :
         reading.rows<std::int64_t, Instant, SealedRecipient, std::string>(
             "select id, created_at, recipient, subject from outbox order by id limit 1000")) {
        const auto opener =
            keyring.opener(reading, access::Opening::of(access::Work::post), sealing::Subject::day_of(at));
        const auto body =
            reading.value<SealedBody>("select body from outbox where id = ? and body <> ''", id);
        mails.push_back({opener.open(sealing::Row{id}, recipient), subject,
                         opener.open(sealing::Row{id}, body).value_or("")});
    }
    return mails;
}

}  // namespace suncrew::notify
