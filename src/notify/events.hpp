#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

namespace suncrew::notify {

/// Something that an account's open pages should know at once.
struct Event {
    std::int64_t id = 0;
    AccountId account;
    std::string kind;  ///< `order` or `offer`: the event's name in the stream
    std::string data;  ///< JSON
};

inline constexpr std::size_t event_kind_bytes_max = 20;
inline constexpr std::size_t event_data_bytes_max = 1000;
inline constexpr std::chrono::days events_kept{7};

/// Tells an account, in the transaction of what it tells of. Throws std::invalid_argument where kind or data
/// are empty, too long, or contain a control character, which would break the stream's framing.
void queue_event(store::Writing& writing, AccountId account, std::string_view kind,
                 std::string_view data_json, Instant now);

/// The newest event's id, 0 where there is none: where a reader who wants only the future starts.
std::int64_t last_event_id(store::Reading& reading);

/// At most `limit` events of every account with an id above `id`, in order of id. What is read on MySQL is
/// not all that will ever stand there: of two transactions the one with the lower id may commit later.
/// `EventFeed` knows.
std::vector<Event> events_after(store::Reading& reading, std::int64_t id, int limit);

/// At most `limit` events of one account with an id above `id`, in order of id: for who comes back after a
/// while.
std::vector<Event> events_of(store::Reading& reading, AccountId account, std::int64_t id, int limit);

/// Deletes at most 500 events older than `events_kept`; how many.
std::int64_t delete_old_events(store::Transaction& transaction, Instant now);

/// Follows the events of all accounts: each `next` gives those that have appeared since, each once, also
/// those whose transaction committed after one with a higher id. Ids that are missing are waited for, behind
/// the newer ones that are given at once, for `gap_wait`; after that they count as rolled back. The events
/// about one order come in the order of its moves, because a move holds the order's row. For one thread.
class EventFeed {
public:
    /// Longer than a transaction may take.
    static constexpr std::chrono::seconds gap_wait{30};

    explicit EventFeed(std::int64_t after) : floor_{after} {}

    /// At most `limit` new events.
    std::vector<Event> next(store::Reading& reading, Instant now, int limit);

private:
    struct Gap {
        std::int64_t id;
        Instant noticed_at;
    };
    void note_gaps(std::int64_t id, Instant now);

    std::int64_t floor_;    ///< everything up to here was given, or is in `gaps_`
    std::deque<Gap> gaps_;  ///< missing ids, oldest first
};

}  // namespace suncrew::notify
