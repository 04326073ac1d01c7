#include "identity/notices.hpp"

namespace suncrew::identity {
namespace {

/// The letter to the account's own address.
std::optional<notify::Mail> mail_to(const Post& post, store::Reading& reading, const StoredAccount& account,
                                    Letter what, const std::string& link) {
    const auto email = Email::parse(
        person_of(reading, post.keyring, access::Opening::of(access::Work::post), account).email);
    return email ? std::optional{letter(what, *email, account.language, link)} : std::nullopt;
}

}  // namespace

bool too_many_mails(store::Reading& reading, sealing::Keyring& keyring, const std::string& email,
                    Instant now) {
    return notify::mails_queued(reading, keyring, email, now - std::chrono::hours{1}) >=
           unasked_mails_an_hour_max;
}

void tell(const Post& post, store::Writing& writing, const StoredAccount& account, Letter what,
          const std::string& link, Instant now) {
    if (const auto mail = mail_to(post, writing, account, what, link))
        notify::queue_mail(writing, post.keyring, *mail, now);
}

void tell_at_times(const Post& post, store::Writing& writing, const StoredAccount& account, Letter what,
                   const std::string& link, Instant now) {
    const auto mail = mail_to(post, writing, account, what, link);
    if (mail && notify::mails_queued(writing, post.keyring, mail->recipient, mail->subject,
                                     now - std::chrono::hours{1}) < unasked_mails_an_hour_max)
        notify::queue_mail(writing, post.keyring, *mail, now);
}

void tell_role(const Post& post, store::Writing& writing, access::Role role,
               const std::optional<AccountId>& but, Letter what, const std::string& link, Instant now) {
    for (const auto& [id] : writing.rows<AccountId>(
             "select id from accounts where role = ? and locked_at is null and email_verified_at is not null"
             " order by id limit ?",
             role_name(role), told_max))
        if (const auto account = id == but ? std::nullopt : find_account(writing, id))
            tell(post, writing, *account, what, link, now);
}

}  // namespace suncrew::identity
