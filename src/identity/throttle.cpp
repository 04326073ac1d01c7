#include "identity/throttle.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "audit/network.hpp"
#include "base/log.hpp"
#include "base/refusal.hpp"

namespace suncrew::identity {
namespace {

using crypto::Sha256Digest;
using std::chrono::milliseconds;

constexpr int batch_max = 500;
constexpr std::size_t buckets_max = 4;
/// How often what strangers bring about is recorded, such as the refusals of an empty bucket.
constexpr Limit noted{1, std::chrono::minutes{1}};
/// The replicas' clocks agree this closely. A bucket that is further ahead than it can be by more than this
/// comes from a clock that was set back, and is set right; with less, two replicas in turn would each time
/// forgive what they differ by.
constexpr std::chrono::minutes clocks_differ_max{1};

struct Bucket {
    std::string_view name;  ///< for the log
    Sha256Digest id;
    Limit limit;
};

/// Those of an attempt, widest first: of several empty ones the first is the one whose refusals are recorded,
/// so that an attack that empties a wide one does not leave a record for each narrow one.
using Buckets = std::vector<Bucket>;

Bucket bucket(std::string_view name, const Limit& limit, std::string_view key, std::string_view key_2 = {}) {
    std::string text;
    for (const std::string_view part : {name, key, key_2}) {
        text += part;
        text += '\0';
    }
    return {name, crypto::sha256(text), limit};
}

std::string_view text_of(const std::optional<DeviceHash>& device) {
    if (!device)
        return {};
    return {reinterpret_cast<const char*>(device->data()), device->size()};
}

/// What is counted by where it comes from has buckets of its own for each kind, so that a storm of one keeps
/// nobody from another.
struct OriginNames {
    std::string_view network;
    std::string_view address;
};
constexpr OriginNames guesses{"network", "address"};
constexpr OriginNames questions{"question_network", "question_address"};
constexpr OriginNames mailed_links{"link_network", "link_address"};
constexpr OriginNames sign_ups{"sign_up_network", "sign_up_address"};
constexpr OriginNames letters{"letter_network", "letter_address"};

void add_origin(Buckets& buckets, const ThrottleLimits& limits, const access::Client& client,
                const OriginNames& names) {
    buckets.push_back(bucket(names.network, limits.network,
                             audit::network_of(client.address).value_or(std::string{client.address})));
    buckets.push_back(bucket(names.address, limits.address, client.address));
}

Buckets buckets_of(const ThrottleLimits& limits, const Attempt& attempt) {
    const std::string_view device = text_of(attempt.known_device);
    Buckets buckets;
    switch (attempt.proof) {
        case Proof::password:
            if (attempt.known_device)
                return {bucket("device", limits.device, attempt.email, device)};
            buckets.push_back(bucket("service", limits.service, {}));
            add_origin(buckets, limits, attempt.client, guesses);
            buckets.push_back(bucket("account", limits.account, attempt.email));
            break;
        case Proof::second_factor:
            if (!attempt.known_device)
                add_origin(buckets, limits, attempt.client, guesses);
            buckets.push_back(bucket("second_factor_long", limits.second_factor_long, attempt.email, device));
            buckets.push_back(bucket("second_factor", limits.second_factor, attempt.email, device));
            break;
        case Proof::passkey:
            add_origin(buckets, limits, attempt.client, guesses);
            break;
        case Proof::step_up:
            buckets.push_back(bucket("step_up_long", limits.second_factor_long, attempt.email));
            buckets.push_back(bucket("step_up", limits.second_factor, attempt.email));
            break;
        case Proof::own_change:
            buckets.push_back(bucket("own_change", limits.device, attempt.email));
            break;
        // Both are ways in, and pages ask the question by themselves: no bucket that all share stands before
        // them.
        case Proof::question:
            add_origin(buckets, limits, attempt.client, questions);
            break;
        case Proof::link:
            add_origin(buckets, limits, attempt.client, mailed_links);
            break;
        case Proof::sign_up:
            buckets.push_back(bucket("sign_up_service", limits.service, {}));
            add_origin(buckets, limits, attempt.client, sign_ups);
            break;
        case Proof::letter:
            buckets.push_back(bucket("letter_service", limits.service, {}));
            add_origin(buckets, limits, attempt.client, letters);
            break;
    }
    return buckets;
}

audit::EventKind refused_as(Proof proof) {
    switch (proof) {
        case Proof::password:
            return audit::EventKind::sign_in_throttled;
        case Proof::second_factor:
            return audit::EventKind::second_factor_throttled;
        case Proof::passkey:
            return audit::EventKind::passkey_throttled;
        case Proof::step_up:
            return audit::EventKind::step_up_throttled;
        case Proof::own_change:
            return audit::EventKind::own_change_throttled;
        case Proof::question:
        case Proof::link:
        case Proof::sign_up:
        case Proof::letter:
            break;
    }
    return audit::EventKind::visit_throttled;
}

using FreeAt = std::vector<Instant>;  ///< of each of the buckets, in their order

/// When each bucket is free; what has no row is free now.
FreeAt read(store::Reading& reading, const Buckets& buckets, Instant now) {
    static_assert(buckets_max == 4);
    const auto id = [&](std::size_t i) -> const Sha256Digest& {
        return buckets[std::min(i, buckets.size() - 1)].id;
    };
    const auto rows = reading.rows<Sha256Digest, Instant>(
        "select bucket, free_at from throttles where bucket in (?, ?, ?, ?)", id(0), id(1), id(2), id(3));
    FreeAt free_at(buckets.size(), now);
    for (std::size_t i = 0; i < buckets.size(); ++i)
        for (const auto& row : rows)
            if (std::get<0>(row) == buckets[i].id)
                free_at[i] = std::get<1>(row);
    return free_at;
}

/// What an attempt meets.
struct Outcome {
    FreeAt without;                 ///< the attempt: as it was read, within what can be
    FreeAt with;                    ///< the attempt in it
    const Bucket* empty = nullptr;  ///< the widest that has none left
    milliseconds wait{};            ///< until all have one
    bool clock_went_back = false;   ///< so far that `without` has to be written
};

/// The algorithm; see `Throttle`.
Outcome weigh(const Buckets& buckets, const FreeAt& free_at, Instant now) {
    Outcome outcome;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        const Limit& limit = buckets[i].limit;
        const Instant last = now + limit.burst * limit.every;
        const bool went_back = free_at[i] > last + clocks_differ_max;
        const Instant free = went_back ? last : std::max(free_at[i], now);
        const milliseconds wait = free - now - (limit.burst - 1) * limit.every;
        if (wait > milliseconds{0} && !outcome.empty)
            outcome.empty = &buckets[i];
        outcome.wait = std::max(outcome.wait, wait);
        outcome.clock_went_back = outcome.clock_went_back || went_back;
        outcome.without.push_back(free);
        outcome.with.push_back(free + limit.every);
    }
    return outcome;
}

/// The rows of a statement for `buckets_max` of them, all of which are filled, in the order of their ids: in
/// it all lock them, so that nobody waits in a circle.
std::array<std::pair<Sha256Digest, Instant>, buckets_max> sorted(const Buckets& buckets,
                                                                 const FreeAt& free_at) {
    std::array<std::pair<Sha256Digest, Instant>, buckets_max> rows;
    for (std::size_t i = 0; i < buckets_max; ++i) {
        const std::size_t from = std::min(i, buckets.size() - 1);
        rows[i] = {buckets[from].id, free_at[from]};
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// Nobody else reads the buckets to take from them until the transaction ends, also where there was no row
/// yet: two attempts never share one place.
void lock(store::Transaction& transaction, const Buckets& buckets, Instant now) {
    const auto rows = sorted(buckets, FreeAt(buckets.size(), now));
    transaction.run({"insert into throttles (bucket, free_at) values (?, ?), (?, ?), (?, ?), (?, ?)"
                     " on conflict (bucket) do nothing",
                     "insert into throttles (bucket, free_at) values (?, ?), (?, ?), (?, ?), (?, ?)"
                     " on duplicate key update free_at = free_at"},
                    rows[0].first, rows[0].second, rows[1].first, rows[1].second, rows[2].first,
                    rows[2].second, rows[3].first, rows[3].second);
}

void write(store::Transaction& transaction, const Buckets& buckets, const FreeAt& free_at) {
    const auto rows = sorted(buckets, free_at);
    transaction.run({"insert into throttles (bucket, free_at) values (?, ?), (?, ?), (?, ?), (?, ?)"
                     " on conflict (bucket) do update set free_at = excluded.free_at",
                     "insert into throttles (bucket, free_at) values (?, ?), (?, ?), (?, ?), (?, ?)"
                     " on duplicate key update free_at = values(free_at)"},
                    rows[0].first, rows[0].second, rows[1].first, rows[1].second, rows[2].first,
                    rows[2].second, rows[3].first, rows[3].second);
}

/// Takes from all buckets and does `with_it` in the same transaction, or neither. Looks first without a lock:
/// a refusal writes nothing and waits for nobody, so an attack that is being refused costs one read each.
template <class Work>
Outcome take(store::Connection& connection, const Buckets& buckets, Instant now, Work&& with_it) {
    store::Reading reading{connection};
    Outcome seen = weigh(buckets, read(reading, buckets, now), now);
    if (seen.empty && !seen.clock_went_back)
        return seen;
    return store::in_transaction(connection, [&](store::Transaction& transaction) {
        lock(transaction, buckets, now);
        Outcome outcome = weigh(buckets, read(transaction, buckets, now), now);
        if (!outcome.empty) {
            write(transaction, buckets, outcome.with);
            with_it(transaction);
        } else if (outcome.clock_went_back) {
            write(transaction, buckets, outcome.without);
        } else {
            transaction.roll_back();
        }
        return outcome;
    });
}

/// A line in the log each time, an event once a minute for each bucket.
void tell(store::Connection& connection, const Attempt& attempt, const Bucket& empty, Instant now) {
    const audit::EventKind kind = refused_as(attempt.proof);
    const std::string account = attempt.account ? to_string(*attempt.account) : std::string{};
    log::info("throttled", {{"kind", audit::name_of(kind)},
                            {"bucket", empty.name},
                            {"account", std::string_view{account}},
                            {"address", attempt.client.address}});
    const std::string_view id{reinterpret_cast<const char*>(empty.id.data()), empty.id.size()};
    record_at_times(connection, id,
                    {.kind = kind,
                     .at = now,
                     .account = attempt.account,
                     .address = std::string{attempt.client.address},
                     .device = audit::device_name(attempt.client.user_agent)});
}

}  // namespace

Admission Throttle::admit(store::Connection& connection, const Attempt& attempt, Instant now) const {
    const Buckets buckets = buckets_of(limits_, attempt);
    const Outcome outcome = take(connection, buckets, now, [](store::Transaction&) {});
    if (outcome.empty) {
        tell(connection, attempt, *outcome.empty, now);
        throw Refusal{
            Code::too_many, "throttled", {}, {}, std::chrono::ceil<std::chrono::seconds>(outcome.wait)};
    }
    Admission admission;
    for (std::size_t i = 0; i < buckets.size(); ++i)
        admission.taken_.push_back({buckets[i].id, buckets[i].limit.every, outcome.with[i]});
    std::sort(admission.taken_.begin(), admission.taken_.end(),
              [](const auto& a, const auto& b) { return a.bucket < b.bucket; });
    return admission;
}

void Throttle::give_back(store::Transaction& transaction, const Admission& admission, Instant now) {
    for (const Admission::Taken& taken : admission.taken_) {
        const milliseconds left = std::min(taken.free_at - now, taken.every);
        if (left > milliseconds{0})
            transaction.run("update throttles set free_at = free_at - ? where bucket = ?", left.count(),
                            taken.bucket);
    }
}

void Throttle::give_back_later(store::Transaction& transaction, const Attempt& attempt, Instant taken_at,
                               Instant now) const {
    const Bucket narrowest = buckets_of(limits_, attempt).back();
    const milliseconds left = std::min(taken_at - now, milliseconds{0}) + narrowest.limit.every;
    if (left > milliseconds{0})
        transaction.run("update throttles set free_at = free_at - ? where bucket = ?", left.count(),
                        narrowest.id);
}

void record_at_times(store::Connection& connection, std::string_view key, const audit::SecurityEvent& event) {
    take(connection, {bucket("noted", noted, key)}, event.at,
         [&](store::Transaction& transaction) { audit::record(transaction, event); });
}

std::int64_t delete_idle_buckets(store::Transaction& transaction, Instant now) {
    return transaction.run({"delete from throttles where bucket in"
                            " (select bucket from throttles where free_at <= ? order by free_at limit ?)",
                            "delete from throttles where free_at <= ? order by free_at limit ?"},
                           now, batch_max);
}

}  // namespace suncrew::identity
