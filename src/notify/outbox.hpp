#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>

#include "base/time.hpp"
#include "notify/courier.hpp"
#include "notify/mail.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::notify {

inline constexpr int mails_a_round_max = 20;
inline constexpr int delivery_attempts_max = 8;
/// After the first attempt; each further one waits three times longer, up to `retry_wait_max`. Longer than a
/// courier may take, so that nobody else takes the mail meanwhile.
inline constexpr std::chrono::minutes retry_wait_first{2};
inline constexpr std::chrono::hours retry_wait_max{6};
/// How long the row of a mail stays after it was sent or given up; its body goes at once.
inline constexpr std::chrono::days mail_kept{30};

using SealedRecipient = sealing::Sealed<std::string, "outbox.recipient">;
using SealedBody = sealing::Sealed<std::string, "outbox.body">;

/// Puts a mail into the outbox, in the transaction of what it tells of: it goes if and only if that is
/// committed. To whom it goes and what it says stand sealed with the key of the day. Throws
/// std::invalid_argument as `check_mail` does.
void queue_mail(store::Writing& writing, sealing::Keyring& keyring, const Mail& mail, Instant now);

/// How many mails were queued for an address since an instant, sent or not.
std::int64_t mails_queued(store::Reading& reading, sealing::Keyring& keyring, std::string_view recipient,
                          Instant since);
/// The same, of those with one subject.
std::int64_t mails_queued(store::Reading& reading, sealing::Keyring& keyring, std::string_view recipient,
                          std::string_view subject, Instant since);

/// Seals what earlier versions kept in the clear, a batch of it; how many. To be called until it says 0.
int seal_plain_mails(store::Connection& connection, sealing::Keyring& keyring);

/// Deletes at most 500 rows of mails that ended before `now` - `mail_kept`; how many.
std::int64_t delete_old_mails(store::Transaction& transaction, Instant now);

/// What became of a round of mails.
struct Delivered {
    int sent = 0;
    int put_off = 0;   ///< tried, and to be tried again
    int given_up = 0;  ///< refused for good, or too often
};

/// Delivers what waits in the outbox. Any number of programs may do so at once on one database: a mail is
/// claimed by moving its next attempt before it is handed on, so two never carry it at the same time. At
/// least once: a program that ends between the handing over and the note of it leaves the mail to be sent
/// again.
class Outbox {
public:
    Outbox(Courier& courier, const Clock& clock, sealing::Keyring& keyring)
        : courier_{courier}, clock_{clock}, keyring_{keyring} {}

    /// Delivers at most `mails_a_round_max` of the mails that are due. Outside any transaction; takes as long
    /// as the courier takes. After a stop is asked for, no further mail is begun.
    Delivered deliver_due(store::Connection& connection, const std::stop_token& stop = {});

private:
    struct Claimed;
    std::optional<Posted> opened(store::Reading& reading, Posted posted, const SealedRecipient& recipient,
                                 const SealedBody& body);
    void deliver(store::Connection& connection, const Claimed& claimed, Delivered& delivered);
    void give_up(store::Connection& connection, std::int64_t id, int attempts, const char* reason,
                 Delivered& delivered);

    Courier& courier_;
    const Clock& clock_;
    sealing::Keyring& keyring_;
};

}  // namespace suncrew::notify
