#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "access/granted.hpp"
#include "http/answers.hpp"
#include "http/event_stream.hpp"
#include "notify/events.hpp"
#include "store/connection.hpp"
#include "wire/limits.hpp"

namespace suncrew::notify {

/// Where a browser goes on: the id of the last event it saw.
struct Follow {
    std::optional<wire::Whole<0, INT64_MAX>> last_event_id;
};

/// Whether a session that a stream was opened with still stands.
using StillStands = std::function<bool(store::Reading&, const access::SessionHash&, Instant)>;

/// The open event streams, and the one reader of the events table that feeds them. A stream holds no worker
/// and no database connection. At least once: an event that was committed while a browser came back may be
/// sent twice, so an event says that something changed, and the page reads it anew.
class Live {
public:
    static constexpr std::size_t streams_an_account_max = 6;
    static constexpr std::size_t streams_max = 2000;
    static constexpr int missed_events_max = 200;
    static constexpr std::chrono::seconds session_checked_every{2};

    Live(StillStands still_stands, const Clock& clock);

    /// Opens a stream, with the events missed since `last_event_id`; where these are more than
    /// `missed_events_max`, with one `reset` in their place: the page is to read everything anew. An
    /// account's oldest stream ends for a new one beyond `streams_an_account_max`; beyond `streams_max` in
    /// all, refuses with unavailable "too_many_streams".
    http::Following follow(access::Granted<access::Permission::follow_own_events> who, const Follow& command,
                           store::Reading& reading);

    /// Hands on what has happened since the last time, and ends the streams whose session has ended. For one
    /// background thread, a few times a second.
    void poll(store::Connection& connection);

    /// How many streams are open here.
    std::size_t open();

    /// Ends all streams, for the end of the program.
    void close();

private:
    struct Listener {
        std::shared_ptr<http::EventStream> stream;
        access::SessionHash session;
        bool catching_up = true;  ///< the past is being read: what happens meanwhile waits
        std::vector<Event> waiting{};
        std::optional<Event> left_out{};        ///< where more happened than may wait: what says so
        std::vector<std::int64_t> caught_up{};  ///< events of the past that the feed may yet come to

        void hand_on(const Event& event);
    };
    using Listeners = std::multimap<AccountId, std::shared_ptr<Listener>>;

    std::shared_ptr<Listener> listen(AccountId account, const access::SessionHash& session);
    void catch_up(Listener& listener, const std::vector<Event>& missed);
    void hand_on(const Event& event);
    void end_with_their_sessions(store::Reading& reading, Instant now);
    void forget_closed();

    StillStands still_stands_;
    const Clock& clock_;
    std::optional<EventFeed> feed_;
    Instant sessions_checked_at_{};
    std::mutex mutex_;
    Listeners listeners_;
};

}  // namespace suncrew::notify
