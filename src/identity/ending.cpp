#include "identity/ending.hpp"

#include <optional>
#include <string_view>

#include "identity/account_access.hpp"

namespace suncrew::identity {
namespace {

using Mark = std::optional<store::Bytes>;

/// The account's part of a session's mark.
struct Owner {
    AccountId account;
    std::string_view role;
    std::int64_t standing;
    Epoch epoch;
};

template <class Row>
MarkedSession session_of(const Row& row, const Owner& owner) {
    const auto& [token, id, state, proofs, created_at, proved_at, used_at, expires_at] = row;
    return {token,          id,          owner.account, state,     proofs,  owner.role,
            owner.standing, owner.epoch, created_at,    proved_at, used_at, expires_at};
}
template <class Row>
MarkedApiKey key_of(const Row& row, const Owner& owner) {
    const auto& [key, id, permissions, created_at, expires_at] = row;
    return {key, id, owner.account, permissions, owner.epoch, created_at, expires_at};
}
template <class Row>
MarkedPasskey passkey_of(const Row& row, const Owner& owner) {
    const auto& [id, credential, public_key] = row;
    return {id, owner.account, credential, public_key, owner.epoch};
}

}  // namespace

Ending::Ending(store::Writing& writing, sealing::Keyring& keyring, AccountId account)
    : writing_{writing}, keyring_{keyring}, account_{account} {
    writing.run("update accounts set name = name where id = ?", account);
    read_sessions();
    read_keys();
    read_passkeys();
}

void Ending::read_sessions() {
    for (auto& [token, id, state, proofs, created_at, proved_at, used_at, expires_at, mark, role, standing,
                epoch] : writing_.rows<TokenHash, SessionId, std::string, int, Instant, Instant, Instant,
                                       Instant, Mark, std::string, std::int64_t, Epoch>(
             "select s.token_hash, s.id, s.state, s.proofs, s.created_at, s.proved_at, s.used_at,"
             " s.expires_at, s.mark, a.role, a.standing, a.epoch"
             " from sessions s join accounts a on a.id = s.account where s.account = ?",
             account_)) {
        Session session{token, id, std::move(state), proofs, created_at, proved_at, used_at, expires_at};
        if (keyring_.fits(writing_, marked(session_of(session, {account_, role, standing, epoch})), mark))
            sessions_.push_back(std::move(session));
    }
}

void Ending::read_keys() {
    for (auto& [key, id, permissions, created_at, expires_at, mark, epoch] :
         writing_.rows<TokenHash, ApiKeyId, std::string, Instant, Instant, Mark, Epoch>(
             "select k.key_hash, k.id, k.permissions, k.created_at, k.expires_at, k.mark, a.epoch"
             " from api_keys k join accounts a on a.id = k.account where k.account = ?",
             account_)) {
        ApiKey kept{key, id, std::move(permissions), created_at, expires_at};
        if (keyring_.fits(writing_, marked(key_of(kept, {account_, {}, 0, epoch})), mark))
            keys_.push_back(std::move(kept));
    }
}

void Ending::read_passkeys() {
    for (auto& [id, credential, public_key, mark, epoch] :
         writing_.rows<PasskeyId, store::Bytes, store::Bytes, Mark, Epoch>(
             "select p.id, p.credential, p.public_key, p.mark, a.epoch"
             " from passkeys p join accounts a on a.id = p.account where p.account = ?",
             account_)) {
        Passkey kept{id, std::move(credential), std::move(public_key)};
        if (keyring_.fits(writing_, marked(passkey_of(kept, {account_, {}, 0, epoch})), mark))
            passkeys_.push_back(std::move(kept));
    }
}

Epoch Ending::finish() const {
    change_access(writing_, keyring_, account_,
                  [&] { writing_.run("update accounts set epoch = epoch + 1 where id = ?", account_); });
    const auto access = access_of(writing_, account_);
    if (!access)
        return 0;
    const Owner owner{account_, access->role, access->standing, access->epoch};
    for (const Session& session : sessions_) {
        const MarkedSession row = session_of(session, owner);
        // With the times that are marked, as a use may have been noted since they were read.
        writing_.run("update sessions set used_at = ?, expires_at = ?, mark = ? where token_hash = ?",
                     row.used_at, row.expires_at, keyring_.mark(marked(row)), row.token);
    }
    for (const ApiKey& key : keys_) {
        const MarkedApiKey row = key_of(key, owner);
        writing_.run("update api_keys set mark = ? where key_hash = ?", keyring_.mark(marked(row)), row.key);
    }
    for (const Passkey& passkey : passkeys_) {
        const MarkedPasskey row = passkey_of(passkey, owner);
        writing_.run("update passkeys set mark = ? where id = ?", keyring_.mark(marked(row)), row.id);
    }
    return access->epoch;
}

}  // namespace suncrew::identity
