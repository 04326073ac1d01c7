#include "identity/mail_requests.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include "audit/security_events.hpp"
#include "base/log.hpp"
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
bool too_many_resets(store::Reading& reading, sealing::Keyring& keyring, const StoredAccount& account,
                     const Email& email, Instant now) {
    const std::string subject = letter(Letter::password_reset, email, account.language, {}).subject;
    return notify::mails_queued(reading, keyring, email.text(), subject, now - password_reset_valid) >=
           password_resets_at_once_max;
}

void answer(store::Transaction& transaction, MailRequest what, const Email& email, const Post& post,
            Instant now) {
    const auto account = find_account(transaction, post.keyring, email);
    if (!account || account->locked_at)
        return;
    if (what == MailRequest::verification && !account->email_verified_at &&
        !too_many_mails(transaction, post.keyring, email.text(), now))
        send_verification_again(transaction, *account, post, now);
    if (what == MailRequest::password_reset && account->email_verified_at &&
        !too_many_resets(transaction, post.keyring, *account, email, now)) {
        send_password_reset(transaction, *account, post, now);
        audit::record(
            transaction,
            {.kind = audit::EventKind::password_reset_requested, .at = now, .account = account->id});
    }
}

/// None where what stands there was not sealed by us: it is dropped, and holds up nobody.
std::optional<Email> opened(store::Reading& reading, sealing::Keyring& keyring, std::int64_t id,
                            const SealedRequestEmail& address, Instant created_at) {
    try {
        return Email::parse(keyring
                                .opener(reading, access::Opening::of(access::Work::post),
                                        sealing::Subject::day_of(created_at))
                                .open(sealing::Row{id}, address));
    } catch (const sealing::DoesNotOpen& reason) {
        log::error("mail_request_dropped", {{"reason", std::string_view{reason.what()}}});
        return std::nullopt;
    }
}

}  // namespace

void request_mail(store::Transaction& transaction, sealing::Keyring& keyring, MailRequest what,
                  const Email& email, Instant now) {
    const std::string_view kind = boost::describe::enum_to_string(what, "");
    const auto index = keyring.index<"mail_requests.email">(email.text());
    // One that waits is enough.
    transaction.run("delete from mail_requests where kind = ? and email_index = ?", kind, index);
    const std::int64_t id = transaction.insert(
        "insert into mail_requests (kind, email, email_index, created_at) values (?, '', ?, ?)", kind, index,
        now);
    transaction.run("update mail_requests set email = ? where id = ?",
                    keyring.sealer(transaction, sealing::Subject::day_of(now))
                        .seal<"mail_requests.email">(sealing::Row{id}, email.text()),
                    id);
}

int answer_mail_requests(store::Connection& connection, const Post& post, Instant now) {
    store::Reading reading{connection};
    const auto waiting = reading.rows<std::int64_t, std::string, SealedRequestEmail, Instant>(
        "select id, kind, email, created_at from mail_requests order by id limit ?",
        mail_requests_a_round_max);
    for (const auto& row : waiting)
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            const auto& [id, kind, address, created_at] = row;
            MailRequest what{};
            // Of two programs, the delete says which answers.
            if (transaction.run("delete from mail_requests where id = ?", id) != 1 ||
                !boost::describe::enum_from_string(kind.c_str(), what))
                return;
            if (const auto email = opened(transaction, post.keyring, id, address, created_at))
                answer(transaction, what, *email, post, now);
        });
    return static_cast<int>(waiting.size());
}

}  // namespace suncrew::identity
