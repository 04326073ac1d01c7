#include "identity/ending.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>

#include "identity/account_access.hpp"

namespace suncrew::identity {
namespace {

using Mark = std::optional<store::Bytes>;
using SessionRow = std::tuple<TokenHash, SessionId, std::string, int, std::string, std::int64_t, Epoch, Instant,
                              Instant, Instant, Instant, Mark>;
using KeyRow = std::tuple<TokenHash, ApiKeyId, std::string, Epoch, Instant, Instant, Mark>;
using PasskeyRow = std::tuple<PasskeyId, store::Bytes, store::Bytes, Epoch, Mark>;

std::vector<SessionRow> sessions_of(store::Reading& reading, AccountId account) {
    return reading.rows<TokenHash, SessionId, std::string, int, std::string, std::int64_t, Epoch, Instant,
                        Instant, Instant, Instant, Mark>(
        "select s.token_hash, s.id, s.state, s.proofs, a.role, a.standing, a.epoch, s.created_at,"
        " s.proved_at, s.used_at, s.expires_at, s.mark"
        " from sessions s join accounts a on a.id = s.account where s.account = ?",
        account);
}
MarkedSession marked_of(const SessionRow& row, AccountId account) {
    const auto& [token, id, state, proofs, role, standing, epoch, created_at, proved_at, used_at, expires_at,
                 mark] = row;
    return {token,    id,    account,    state,     proofs,  role,
            standing, epoch, created_at, proved_at, used_at, expires_at};
}

std::vector<KeyRow> keys_of(store::Reading& reading, AccountId account) {
    return reading.rows<TokenHash, ApiKeyId, std::string, Epoch, Instant, Instant, Mark>(
        "select k.key_hash, k.id, k.permissions, a.epoch, k.created_at, k.expires_at, k.mark"
        " from api_keys k join accounts a on a.id = k.account where k.account = ?",
        account);
}
MarkedApiKey marked_of(const KeyRow& row, AccountId account) {
    const auto& [key, id, permissions, epoch, created_at, expires_at, mark] = row;
    return {key, id, account, permissions, epoch, created_at, expires_at};
}

std::vector<PasskeyRow> passkeys_of(store::Reading& reading, AccountId account) {
    return reading.rows<PasskeyId, store::Bytes, store::Bytes, Epoch, Mark>(
        "select p.id, p.credential, p.public_key, a.epoch, p.mark"
        " from passkeys p join accounts a on a.id = p.account where p.account = ?",
        account);
}
MarkedPasskey marked_of(const PasskeyRow& row, AccountId account) {
    const auto& [id, credential, public_key, epoch, mark] = row;
    return {id, account, credential, public_key, epoch};
}

/// The keys of the rows that bear a mark of ours.
template <class Row>
auto ours_of(store::Reading& reading, sealing::Keyring& keyring, AccountId account,
             const std::vector<Row>& rows) {
    std::vector<std::tuple_element_t<0, Row>> ours;
    for (const Row& row : rows)
        if (keyring.fits(reading, marked(marked_of(row, account)), std::get<Mark>(row)))
            ours.push_back(std::get<0>(row));
    return ours;
}

/// Has `update(mark, key)` mark those of the rows that are `ours`.
template <class Row, class Key, class Update>
void mark_anew(sealing::Keyring& keyring, AccountId account, const std::vector<Row>& rows,
               const std::vector<Key>& ours, const Update& update) {
    for (const Row& row : rows)
        if (std::find(ours.begin(), ours.end(), std::get<0>(row)) != ours.end())
            update(keyring.mark(marked(marked_of(row, account))), std::get<0>(row));
}

}  // namespace

Ending::Ending(store::Writing& writing, sealing::Keyring& keyring, AccountId account)
    : writing_{writing}, keyring_{keyring}, account_{account} {
    writing.run("update accounts set name = name where id = ?", account);
    sessions_ = ours_of(writing, keyring, account, sessions_of(writing, account));
    keys_ = ours_of(writing, keyring, account, keys_of(writing, account));
    passkeys_ = ours_of(writing, keyring, account, passkeys_of(writing, account));
}

Epoch Ending::finish() const {
    change_access(writing_, keyring_, account_,
                  [&] { writing_.run("update accounts set epoch = epoch + 1 where id = ?", account_); });
    if (!sessions_.empty())
        mark_anew(keyring_, account_, sessions_of(writing_, account_), sessions_,
                  [&](const sealing::RowMark& mark, const TokenHash& token) {
                      writing_.run("update sessions set mark = ? where token_hash = ?", mark, token);
                  });
    if (!keys_.empty())
        mark_anew(keyring_, account_, keys_of(writing_, account_), keys_,
                  [&](const sealing::RowMark& mark, const TokenHash& key) {
                      writing_.run("update api_keys set mark = ? where key_hash = ?", mark, key);
                  });
    if (!passkeys_.empty())
        mark_anew(keyring_, account_, passkeys_of(writing_, account_), passkeys_,
                  [&](const sealing::RowMark& mark, PasskeyId id) {
                      writing_.run("update passkeys set mark = ? where id = ?", mark, id);
                  });
    return writing_.value<Epoch>("select epoch from accounts where id = ?", account_).value_or(0);
}

}  // namespace suncrew::identity
