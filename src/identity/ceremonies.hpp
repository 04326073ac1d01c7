#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

#include <boost/describe/enum.hpp>

#include "access/granted.hpp"
#include "base/time.hpp"
#include "crypto/hash.hpp"
#include "store/connection.hpp"

/// The challenges of passkeys: each belongs to one browser and one purpose, and is good for one answer.
namespace suncrew::identity {

using Challenge = std::array<std::uint8_t, 32>;

inline constexpr std::chrono::minutes challenge_valid{5};

/// What an answer is asked for. One that was asked for something else is none.
enum class Purpose : std::uint8_t { sign_in, second_factor, step_up, enrolment };
BOOST_DESCRIBE_ENUM(Purpose, sign_in, second_factor, step_up, enrolment)

/// What ties a challenge to a browser: the hash of its session's token, or of the `__Host-ceremony` cookie
/// where nobody is signed in.
using Binding = crypto::Sha256Digest;

/// Of a caller; none for a visitor whose browser has no ceremony cookie.
std::optional<Binding> binding_of(const access::Caller& caller);

/// A new challenge in the place of the one that this browser had for this purpose.
Challenge begin_ceremony(store::Transaction& transaction, const Binding& binding, Purpose purpose,
                         Instant now);

/// The challenge that this browser was given for this purpose, which is over with that; none where there is
/// none or it is too old. In a transaction of its own that is committed: an answer that is refused has used
/// it up.
std::optional<Challenge> take_challenge(store::Connection& connection, const std::optional<Binding>& binding,
                                        Purpose purpose, Instant now);

/// Deletes at most 500 that were never answered.
std::int64_t delete_old_challenges(store::Transaction& transaction, Instant now);

}  // namespace suncrew::identity
