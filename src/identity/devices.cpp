#include "identity/devices.hpp"

#include "crypto/token.hpp"

namespace suncrew::identity {
namespace {

constexpr int batch_max = 500;

bool known_to_anybody(store::Reading& reading, std::string_view token, Instant now) {
    return token.size() == crypto::token_length &&
           reading
               .value<std::int64_t>("select 1 from devices where token_hash = ? and used_at > ? limit 1",
                                    crypto::sha256(token), now - device_kept)
               .has_value();
}

/// Forgets what was not used for longest, so that one more fits beside those that stay.
void make_room(store::Transaction& transaction, AccountId account, const DeviceHash& coming) {
    const auto others = transaction.rows<DeviceHash>(
        "select token_hash from devices where account = ? and token_hash <> ?"
        " order by used_at desc, created_at desc, token_hash",
        account, coming);
    for (std::size_t i = devices_an_account_max - 1; i < others.size(); ++i)
        transaction.run("delete from devices where token_hash = ? and account = ?", std::get<0>(others[i]),
                        account);
}

}  // namespace

std::optional<DeviceHash> known_device(store::Reading& reading, std::optional<AccountId> account,
                                       std::string_view token, Instant now) {
    const DeviceHash hash = crypto::sha256(token);
    // The id of all zeros is nobody's: ids are UUIDs of version 7.
    const bool known =
        reading
            .value<std::int64_t>("select 1 from devices where token_hash = ? and account = ? and used_at > ?",
                                 hash, account.value_or(AccountId{}), now - device_kept)
            .has_value();
    return known ? std::optional{hash} : std::nullopt;
}

std::optional<DeviceHash> proven_device(store::Reading& reading, AccountId account, std::string_view token,
                                        Instant now) {
    const DeviceHash hash = crypto::sha256(token);
    const bool proven = reading
                            .value<std::int64_t>(
                                "select 1 from devices where token_hash = ? and account = ? and used_at > ?"
                                " and proven = 1",
                                hash, account, now - device_kept)
                            .has_value();
    return proven ? std::optional{hash} : std::nullopt;
}

crypto::Secret remember_device(store::Transaction& transaction, AccountId account, std::string_view shown,
                               KnownBy by, Instant now) {
    crypto::Secret token =
        known_to_anybody(transaction, shown, now) ? crypto::Secret{shown} : crypto::make_token();
    const DeviceHash hash = crypto::token_hash(token);
    make_room(transaction, account, hash);
    transaction.run(
        {"insert into devices (token_hash, account, created_at, used_at, proven) values (?, ?, ?, ?, ?)"
         " on conflict (token_hash, account) do update set used_at = excluded.used_at,"
         " proven = max(proven, excluded.proven)",
         "insert into devices (token_hash, account, created_at, used_at, proven) values (?, ?, ?, ?, ?)"
         " on duplicate key update used_at = values(used_at), proven = greatest(proven, values(proven))"},
        hash, account, now, now, by == KnownBy::complete_sign_in ? 1 : 0);
    return token;
}

void forget_devices(store::Writing& writing, AccountId account) {
    writing.run("delete from devices where account = ?", account);
}

std::int64_t delete_old_devices(store::Transaction& transaction, Instant now) {
    return transaction.run({"delete from devices where (token_hash, account) in"
                            " (select token_hash, account from devices where used_at <= ? order by used_at"
                            " limit ?)",
                            "delete from devices where used_at <= ? order by used_at limit ?"},
                           now - device_kept, batch_max);
}

}  // namespace suncrew::identity
