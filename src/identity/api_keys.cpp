#include "identity/api_keys.hpp"

#include <array>
#include <tuple>

#include <boost/crc.hpp>
#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include "base/refusal.hpp"
#include "crypto/token.hpp"
#include "identity/account_access.hpp"
#include "identity/accounts.hpp"
#include "identity/marked_rows.hpp"
#include "identity/sessions.hpp"
#include "identity/throttle.hpp"

namespace suncrew::identity {
namespace {

constexpr int batch_max = 500;
constexpr std::size_t checksum_length = 8;
constexpr std::size_t key_length = api_key_prefix.size() + crypto::token_length + checksum_length;

std::array<char, checksum_length> checksum(std::string_view text) {
    boost::crc_32_type crc;
    crc.process_bytes(text.data(), text.size());
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<char, checksum_length> written{};
    std::uint32_t rest = crc.checksum();
    for (auto digit = written.rbegin(); digit != written.rend(); ++digit, rest >>= 4U)
        *digit = digits[rest & 0xfU];
    return written;
}

bool looks_like_a_key(std::string_view text) {
    if (text.size() != key_length || !text.starts_with(api_key_prefix))
        return false;
    const auto expected = checksum(text.substr(0, key_length - checksum_length));
    return text.substr(key_length - checksum_length) == std::string_view{expected.data(), expected.size()};
}

crypto::Secret make_key() {
    const crypto::Secret token = crypto::make_token();
    std::string text{api_key_prefix};
    text.append(token.expose());
    const auto sum = checksum(text);
    text.append(sum.data(), sum.size());
    return crypto::Secret::take(text);
}

/// The permissions by name, so that a later program reads them whatever their numbers are.
std::string names_of(const access::PermissionSet& permissions) {
    std::string names;
    for (const access::Grant& grant : access::grants)
        if (permissions.contains(grant.permission))
            names.append(names.empty() ? "" : " ")
                .append(boost::describe::enum_to_string(grant.permission, ""));
    return names;
}

/// A permission that this program does not know, or that no key can be given any more, is none.
std::vector<access::Permission> permissions_in(std::string_view names) {
    std::vector<access::Permission> permissions;
    while (!names.empty()) {
        const std::size_t end = names.find(' ');
        access::Permission permission{};
        if (boost::describe::enum_from_string(std::string{names.substr(0, end)}.c_str(), permission) &&
            access::delegable(permission))
            permissions.push_back(permission);
        names = end == std::string_view::npos ? std::string_view{} : names.substr(end + 1);
    }
    return permissions;
}

void note_use(store::Connection& connection, const crypto::Sha256Digest& hash, Instant now) {
    try {
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            transaction.run("update api_keys set used_at = ? where key_hash = ?", now, hash);
        });
    } catch (const store::Conflict&) {
        // The database is busy; the next request makes the note.
    }
}

/// An account's own key that no longer opens anything leaves an event a minute, and all that anybody makes up
/// leave one together.
void record_refused(store::Connection& connection, const crypto::Sha256Digest& hash, Instant now) {
    store::Reading reading{connection};
    const auto account = reading.value<AccountId>("select account from api_keys where key_hash = ?", hash);
    const std::string_view id{reinterpret_cast<const char*>(hash.data()), hash.size()};
    try {
        record_at_times(connection, account ? id : std::string_view{"unknown API key"},
                        {.kind = audit::EventKind::api_key_refused, .at = now, .account = account});
    } catch (const store::Conflict&) {
        // The database is busy; the key is refused all the same, and the next request leaves the event.
    }
}

}  // namespace

MadeApiKey make_api_key(store::Transaction& transaction, sealing::Keyring& keyring, const NewApiKey& key,
                        Instant now) {
    // One at a time: two at once could both find room.
    transaction.run("update accounts set name = name where id = ?", key.account);
    if (api_keys_of(transaction, key.account, now).size() >= api_keys_an_account_max)
        throw Refusal{Code::conflict, "too_many_keys"};
    MadeApiKey made{ApiKeyId::make(now), make_key(), now + key.valid};
    const std::string permissions = names_of(key.permissions);
    const auto owner = access_of(transaction, key.account);
    const MarkedApiKey row{crypto::token_hash(made.key), made.id, key.account,    permissions,
                           owner ? owner->epoch : 0,     now,     made.expires_at};
    transaction.run(
        "insert into api_keys (key_hash, id, account, name, permissions, created_at, expires_at, mark)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        row.key, row.id, row.account, key.name, row.permissions, row.created_at, row.expires_at,
        keyring.mark(marked(row)));
    return made;
}

std::vector<ApiKeyRow> api_keys_of(store::Reading& reading, AccountId account, Instant now) {
    const auto rows =
        reading.rows<ApiKeyId, std::string, std::string, Instant, Instant, std::optional<Instant>>(
            "select id, name, permissions, created_at, expires_at, used_at from api_keys"
            " where account = ? and expires_at > ? order by created_at desc, id",
            account, now);
    std::vector<ApiKeyRow> keys;
    for (const auto& [id, name, permissions, created_at, expires_at, used_at] : rows)
        keys.push_back({id, name, permissions_in(permissions), created_at, expires_at, used_at});
    return keys;
}

bool end_api_key(const Ending& ending, ApiKeyId id) {
    return ending.writing().run("delete from api_keys where id = ? and account = ?", id, ending.account()) ==
           1;
}

std::int64_t end_api_keys(const Ending& ending) {
    return ending.writing().run("delete from api_keys where account = ?", ending.account());
}

namespace {

/// A key that stands, with its owner's account as it is.
struct FoundKey {
    MarkedApiKey key;
    std::string permissions;
    std::optional<Instant> used_at;
    std::optional<store::Bytes> mark;
    AccountAccess owner;
};
std::optional<FoundKey> find_key(store::Reading& reading, const crypto::Sha256Digest& hash, Instant now) {
    auto row = reading.one<ApiKeyId, AccountId, std::string, Instant, Instant, std::optional<Instant>,
                           std::optional<store::Bytes>, std::string, std::int64_t, Epoch, std::string,
                           std::optional<store::Bytes>>(
        "select k.id, k.account, k.permissions, k.created_at, k.expires_at, k.used_at, k.mark,"
        " a.role, a.standing, a.epoch, a.password, a.mark"
        " from api_keys k join accounts a on a.id = k.account"
        " where k.key_hash = ? and k.expires_at > ? and a.locked_at is null",
        hash, now);
    if (!row)
        return std::nullopt;
    auto& [id, account, permissions, created_at, expires_at, used_at, mark, role, standing, epoch, password,
           account_mark] = *row;
    return FoundKey{
        {hash, id, account, {}, epoch, created_at, expires_at},
        std::move(permissions),
        used_at,
        std::move(mark),
        {account, std::move(role), standing, epoch, {}, std::move(password), std::move(account_mark)}};
}

bool is_ours(store::Reading& reading, sealing::Keyring& keyring, const FoundKey& found) {
    MarkedApiKey key = found.key;
    key.permissions = found.permissions;
    return keyring.is_ours(reading, marked(key), found.mark, key.account) &&
           keyring.is_ours(reading, marked(found.owner), found.owner.mark, key.account);
}

}  // namespace

access::Caller caller_of_key(store::Connection& connection, sealing::Keyring& keyring,
                             const crypto::Secret& key, Instant now) {
    if (!looks_like_a_key(key.expose()))
        return {};
    const auto hash = crypto::token_hash(key);
    store::Reading reading{connection};
    const auto found = find_key(reading, hash, now);
    if (!found || !is_ours(reading, keyring, *found) || found->key.created_at > now + clock_ahead_max) {
        record_refused(connection, hash, now);
        return {};
    }
    if (!found->used_at || *found->used_at + use_noted_every <= now)
        note_use(connection, hash, now);
    access::Caller caller{.role = role_of(found->owner.role), .account = found->key.account};
    caller.key_may.emplace();
    for (const access::Permission permission : permissions_in(found->permissions))
        caller.key_may->add(permission);
    return caller;
}

std::int64_t delete_ended_api_keys(store::Transaction& transaction, Instant now) {
    return transaction.run({"delete from api_keys where key_hash in"
                            " (select key_hash from api_keys where expires_at <= ? limit ?)",
                            "delete from api_keys where expires_at <= ? limit ?"},
                           now, batch_max);
}

}  // namespace suncrew::identity
