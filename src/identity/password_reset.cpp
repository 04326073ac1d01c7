#include "identity/password_reset.hpp"

#include "crypto/token.hpp"
#include "identity/marked_rows.hpp"
#include "identity/notices.hpp"

namespace suncrew::identity {

void send_password_reset(store::Writing& writing, const StoredAccount& account, const Post& post,
                         Instant now) {
    const crypto::Secret token = crypto::make_token();
    writing.run("delete from password_resets where account = ?", account.id);
    const MarkedReset reset{crypto::token_hash(token), account.id, now + password_reset_valid};
    writing.run("insert into password_resets (token_hash, account, expires_at, mark) values (?, ?, ?, ?)",
                reset.token, reset.account, reset.expires_at, post.keyring.mark(marked(reset)));
    tell(post, writing, account, Letter::password_reset,
         post.base_url + "/new-password#token=" + std::string{token.expose()}, now);
}

}  // namespace suncrew::identity
