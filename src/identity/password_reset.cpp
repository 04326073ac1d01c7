#include "identity/password_reset.hpp"

#include "crypto/token.hpp"
#include "identity/notices.hpp"

namespace suncrew::identity {

void send_password_reset(store::Writing& writing, const StoredAccount& account, const Post& post,
                         Instant now) {
    const crypto::Secret token = crypto::make_token();
    writing.run("delete from password_resets where account = ?", account.id);
    writing.run("insert into password_resets (token_hash, account, expires_at) values (?, ?, ?)",
                crypto::token_hash(token), account.id, now + password_reset_valid);
    tell(post, writing, account, Letter::password_reset,
         post.base_url + "/new-password#token=" + std::string{token.expose()}, now);
}

}  // namespace suncrew::identity
