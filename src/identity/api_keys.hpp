#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "access/granted.hpp"
#include "base/time.hpp"
#include "crypto/secret.hpp"
#include "identity/ending.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// API keys: what a program shows in place of a person, with a part of the person's permissions and an end.
namespace suncrew::identity {

/// What every key begins with, so that scanners of repositories and logs know one. As a whole:
/// `suncrew_key_[A-Za-z0-9_-]{43}[0-9a-f]{8}`; the last eight characters are the CRC-32 of what stands before
/// them, so that a scanner, and we, tell a key from a typing error without a database.
inline constexpr std::string_view api_key_prefix = "suncrew_key_";
inline constexpr std::size_t api_keys_an_account_max = 25;
inline constexpr int api_key_days_max = 365;

struct NewApiKey {
    AccountId account;
    std::string name;
    access::PermissionSet permissions;
    std::chrono::days valid;
};

/// A key as its owner sees it: never the key itself.
struct ApiKeyRow {
    ApiKeyId id;
    std::string name;
    std::vector<access::Permission> permissions;
    Instant created_at;
    Instant expires_at;
    std::optional<Instant> used_at;
};

struct MadeApiKey {
    ApiKeyId id;
    crypto::Secret key;  ///< nowhere else
    Instant expires_at;
};

/// Refuses with conflict "too_many_keys" beyond `api_keys_an_account_max`.
MadeApiKey make_api_key(store::Transaction& transaction, sealing::Keyring& keyring, const NewApiKey& key,
                        Instant now);

/// Those of an account that have not ended, newest first.
std::vector<ApiKeyRow> api_keys_of(store::Reading& reading, AccountId account, Instant now);

/// Whether there was one to end.
bool end_api_key(const Ending& ending, ApiKeyId id);
std::int64_t end_api_keys(const Ending& ending);

/// Who shows this key: its owner in the owner's present role, with the key's permissions and no session; a
/// visitor for what is no key, has ended, whose owner is locked, or what bears no mark of ours. Notes its
/// use, at most each `use_noted_every`, and its refusal, at most each minute.
access::Caller caller_of_key(store::Connection& connection, sealing::Keyring& keyring,
                             const crypto::Secret& key, Instant now);

/// Deletes at most 500 keys that have ended.
std::int64_t delete_ended_api_keys(store::Transaction& transaction, Instant now);

}  // namespace suncrew::identity
