#include "identity/notices.hpp"

namespace suncrew::identity {

bool too_many_mails(store::Reading& reading, const std::string& email, Instant now) {
    return notify::mails_queued(reading, email, now - std::chrono::hours{1}) >= unasked_mails_an_hour_max;
}

void tell(store::Writing& writing, const StoredAccount& account, Letter what, const std::string& link,
          Instant now) {
    if (const auto email = Email::parse(account.email))
        notify::queue_mail(writing, letter(what, *email, account.language, link), now);
}

void tell_at_times(store::Writing& writing, const StoredAccount& account, Letter what,
                   const std::string& link, Instant now) {
    const auto email = Email::parse(account.email);
    if (!email)
        return;
    const notify::Mail mail = letter(what, *email, account.language, link);
    if (notify::mails_queued(writing, mail.recipient, mail.subject, now - std::chrono::hours{1}) <
        unasked_mails_an_hour_max)
        notify::queue_mail(writing, mail, now);
}

}  // namespace suncrew::identity
