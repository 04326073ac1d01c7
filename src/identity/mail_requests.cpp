#include "identity/mail_requests.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include "audit/security_events.hpp"
#include "crypto/token.hpp"
#include "identity/accounts.hpp"
#include "identity/notices.hpp"
#include "identity/password_reset.hpp"
#include "identity/sign_ups.hpp"

namespace suncrew::identity {
namespace {

/// Counts the letters with resets alone, and as long as a link is valid: a reset is the way in for who is
/// hammered at, so no other letter that strangers bring about takes its place, and who is not answered has
/// one that can still be used.
bool too_many_resets(store::Reading& reading, const StoredAccount& account, const Email& email, Instant now) {
    const std::string subject = letter(Letter::password_reset, email, account.language, {}).subject;
    return notify::mails_queued(reading, email.text(), subject, now - password_reset_valid) >=
           password_resets_at_once_max;
}

void answer(store::Transaction& transaction, MailRequest what, const Email& email,
            const std::string& base_url, Instant now) {
    const auto account = find_account(transaction, email);
    if (!account || account->locked_at)
        return;
    if (what == MailRequest::verification && !account->email_verified_at &&
        !too_many_mails(transaction, email.text(), now))
        send_verification_again(transaction, *account, base_url, now);
    if (what == MailRequest::password_reset && account->email_verified_at &&
        !too_many_resets(transaction, *account, email, now)) {
        send_password_reset(transaction, *account, base_url, now);
        audit::record(
            transaction,
            {.kind = audit::EventKind::password_reset_requested, .at = now, .account = account->id});
    }
}

}  // namespace

void request_mail(store::Transaction& transaction, MailRequest what, const Email& email, Instant now) {
    // One that waits is enough.
    transaction.run("delete from mail_requests where kind = ? and email = ?",
                    std::string_view{boost::describe::enum_to_string(what, "")}, email.text());
    transaction.run("insert into mail_requests (kind, email, created_at) values (?, ?, ?)",
                    std::string_view{boost::describe::enum_to_string(what, "")}, email.text(), now);
}

int answer_mail_requests(store::Connection& connection, const std::string& base_url, Instant now) {
    store::Reading reading{connection};
    const auto waiting = reading.rows<std::int64_t, std::string, std::string>(
        "select id, kind, email from mail_requests order by id limit ?", mail_requests_a_round_max);
    for (const auto& row : waiting) {
        const auto& id = std::get<0>(row);
        const auto& kind = std::get<1>(row);
        const auto email = Email::parse(std::get<2>(row));
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            MailRequest what{};
            // Of two programs, the delete says which answers.
            if (transaction.run("delete from mail_requests where id = ?", id) == 1 && email &&
                boost::describe::enum_from_string(kind.c_str(), what))
                answer(transaction, what, *email, base_url, now);
        });
    }
    return static_cast<int>(waiting.size());
}

}  // namespace suncrew::identity
