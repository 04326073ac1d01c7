#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "access/client.hpp"
#include "audit/security_events.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "crypto/hash.hpp"
#include "identity/devices.hpp"
#include "store/connection.hpp"

namespace suncrew::identity {

/// So many attempts at once, then one each `every`.
struct Limit {
    std::int64_t burst;
    std::chrono::milliseconds every;
};
/// The most that passes within a day.
constexpr std::int64_t attempts_a_day(const Limit& limit) {
    return limit.burst + std::chrono::hours{24} / limit.every;
}
inline constexpr std::int64_t burst_max = 1'000'000;
inline constexpr std::chrono::hours every_max{24};

/// What is counted. docs/decisions/throttling.md says what each figure means for who guesses.
struct ThrottleLimits {
    /// Passwords for one e-mail address, which has an account or not, from browsers that it does not know.
    Limit account{10, std::chrono::minutes{6}};
    /// Passwords for one account from one browser that it knows.
    Limit device{10, std::chrono::minutes{2}};
    /// Codes for one account: from strangers together, from each known browser, and for step-up.
    Limit second_factor{5, std::chrono::minutes{5}};
    /// The same codes in the long run: six digits are too few for one guess each five minutes through a year.
    Limit second_factor_long{100, std::chrono::hours{6}};
    /// One IPv4 address, or the first 64 bits of an IPv6 address.
    Limit address{30, std::chrono::seconds{20}};
    /// The first 24 bits of IPv4, 48 of IPv6.
    Limit network{150, std::chrono::seconds{5}};
    /// For the whole service: passwords from browsers that are not known; apart from them, sign-ups; and
    /// apart from both, letters that are asked for.
    Limit service{300, std::chrono::seconds{1}};
};

enum class Proof : std::uint8_t {
    password,       ///< at sign-in
    second_factor,  ///< a one-time or recovery code, after a first proof
    passkey,        ///< cannot be guessed; limited by where it comes from alone
    step_up,        ///< by who has a session; what strangers do does not count
    own_change,     ///< by who has a session: what costs us hashes, such as new recovery codes
    question,       ///< by anybody: asks for a passkey, as a page of the sign-in does by itself
    link,           ///< by anybody: a mailed token, which cannot be guessed
    sign_up,        ///< by anybody: leaves a row and sends a letter
    letter,         ///< by anybody: asks for a letter to an address, such as a reset
};

/// An attempt to prove who one is, before anything of it is looked at.
struct Attempt {
    Proof proof;
    std::string_view email{};                  ///< that was named, or is the account's; in its one form
    std::optional<AccountId> account{};        ///< whose it is, if anybody's: for the event
    std::optional<DeviceHash> known_device{};  ///< what `known_device` said
    access::Client client{};
};

/// What an admitted attempt has taken, to be given back if it succeeds.
class Admission {
private:
    friend class Throttle;
    struct Taken {
        crypto::Sha256Digest bucket{};
        std::chrono::milliseconds every{};
        Instant free_at{};  ///< of the bucket, with this attempt in it
    };
    std::vector<Taken> taken_;  ///< in the order of the buckets' ids
};

/// Limits how fast can be guessed, over all replicas, as the counts stand in the database.
///
/// Each bucket follows the generic cell rate algorithm (ITU-T Recommendation I.371, annex A; as "virtual
/// scheduling"): the table keeps the theoretical arrival time, here `free_at`, when all of the bucket's burst
/// is there again; an attempt is admitted where that is less than burst - 1 intervals away, and moves it by
/// one interval. A clock that is set back makes one wait for an interval and a minute at most, and gives
/// nothing away; the replicas' clocks must agree within a minute, and what they differ by is a bonus once.
///
/// Promised: whatever the order and the number of replicas, no bucket admits more than its burst and one for
/// each interval that passes, beside what was given back. A known browser is counted in buckets of its own
/// and so is never kept out by strangers. Not promised: that a stranger's browser gets in while others guess.
class Throttle {
public:
    explicit Throttle(ThrottleLimits limits) : limits_{limits} {}

    /// Takes one from every bucket of the attempt, in a short transaction of its own, outside of any other.
    /// Or takes none and refuses with too_many "throttled", saying in whole seconds after what time to try
    /// again, but not which bucket is empty; then it logs that, and records the event, for each bucket once a
    /// minute. The statements are the same whether or not there is such an account.
    Admission admit(store::Connection& connection, const Attempt& attempt, Instant now) const;

    /// After success: what was taken is there again, so that honest use costs nothing. What has flowed back
    /// since by itself is not given twice, so nobody earns guesses by signing in to an account of their own.
    /// The last statements of their transaction, as others wait for the buckets.
    static void give_back(store::Transaction& transaction, const Admission& admission, Instant now);

    /// The same for an attempt of `taken_at` that has succeeded only now, in a later request: gives back to
    /// its narrowest bucket, which counts guesses at what was named. What strangers share keeps what it has,
    /// as nobody can tell any more whether that has flowed back.
    void give_back_later(store::Transaction& transaction, const Attempt& attempt, Instant taken_at,
                         Instant now) const;

private:
    ThrottleLimits limits_;
};

/// Records an event that strangers can bring about as often as they like: of all with one key one a minute,
/// so that nobody fills the table. In a short transaction of its own, outside of any other.
void record_at_times(store::Connection& connection, std::string_view key, const audit::SecurityEvent& event);

/// Deletes at most 500 buckets whose whole burst is there, which changes nothing for them; how many. For
/// background work, until it says 0.
std::int64_t delete_idle_buckets(store::Transaction& transaction, Instant now);

}  // namespace suncrew::identity
