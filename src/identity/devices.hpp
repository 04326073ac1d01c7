#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"
#include "crypto/hash.hpp"
#include "crypto/secret.hpp"
#include "store/connection.hpp"

/// Browsers that an account has been signed in with: an opaque token in a cookie, its SHA-256 in the table.
/// To know the browser proves nothing about who sits at it; it decides by which limits guesses are counted
/// (`Throttle`), so that strangers cannot keep the owner out.
namespace suncrew::identity {

using DeviceHash = crypto::Sha256Digest;

inline constexpr int devices_an_account_max = 20;
/// Since its last sign-in.
inline constexpr std::chrono::days device_kept{365};

/// The browser that shows this token, where the account knows it. The token is the cookie's text as it came,
/// malformed or empty; `account` is none where no account has the e-mail that was named. One statement, the
/// same in all cases, so that its time tells nothing.
std::optional<DeviceHash> known_device(store::Reading& reading, std::optional<AccountId> account,
                                       std::string_view token, Instant now);

/// The same, but only where who sat at it has once shown everything that the account asks for: who has come
/// by a mailed link alone counts as a stranger where second factors are guessed.
std::optional<DeviceHash> proven_device(store::Reading& reading, AccountId account, std::string_view token,
                                        Instant now);

/// What has made a browser known.
enum class KnownBy : std::uint8_t { mailed_link, complete_sign_in };

/// Makes the browser known to the account: after a complete sign-in, a reset or an enrolment by mail. Returns
/// the token to be set in the cookie. That is the one shown, where some account knows it already, so that one
/// browser may serve a household; anything else is replaced, so that nobody chooses a token for another.
/// After `forget_devices` because of a theft, pass an empty one. With more than `devices_an_account_max` the
/// one that was not used for longest goes.
crypto::Secret remember_device(store::Transaction& transaction, AccountId account, std::string_view shown,
                               KnownBy by, Instant now);

/// No browser is known to the account any more: after a reset, or when a security officer ends its sessions.
void forget_devices(store::Writing& writing, AccountId account);

/// Deletes at most 500 devices that have ended; how many. For background work, until it says 0.
std::int64_t delete_old_devices(store::Transaction& transaction, Instant now);

}  // namespace suncrew::identity
