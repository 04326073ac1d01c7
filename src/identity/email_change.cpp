#include "identity/email_change.hpp"

#include "crypto/token.hpp"
#include "identity/marked_rows.hpp"
#include "identity/notices.hpp"

namespace suncrew::identity {

void begin_email_change(store::Writing& writing, const Post& post, const StoredAccount& account,
                        const Email& to, Instant now) {
    writing.run("delete from email_changes where account = ?", account.id);
    const crypto::Secret token = crypto::make_token();
    const auto hash = crypto::token_hash(token);
    const auto sealed =
        post.keyring.sealer(writing, account.id).seal<"email_changes.email">(sealing::Row{hash}, to.text());
    const MarkedEmailChange change{hash, account.id, sealed.kept(), now + email_change_valid};
    writing.run(
        "insert into email_changes (token_hash, account, email, expires_at, mark) values (?, ?, ?, ?, ?)",
        hash, account.id, sealed, change.expires_at, post.keyring.mark(marked(change)));
    if (!too_many_mails(writing, post.keyring, to.text(), now)) {
        const auto existing = find_account(writing, post.keyring, to);
        const bool taken = existing && !existing->waits();
        notify::queue_mail(
            writing, post.keyring,
            taken ? letter(Letter::sign_up_attempt, to, account.language, post.base_url + "/sign-in")
                  : letter(Letter::email_change_link, to, account.language,
                           post.base_url + "/confirm-email#token=" + std::string{token.expose()}),
            now);
    }
    tell(post, writing, account, Letter::email_change_notice, post.base_url + "/security", now);
}

}  // namespace suncrew::identity
