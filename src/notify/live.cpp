#include "notify/live.hpp"

#include <string>
#include <utility>

#include "base/refusal.hpp"

namespace suncrew::notify {
namespace {

constexpr int events_a_poll_max = 1000;

/// In the event-stream format of the HTML standard, section 9.2.6. Kind and data hold no line break.
std::string in_stream_format(const Event& event) {
    return "id: " + std::to_string(event.id) + "\nevent: " + event.kind + "\ndata: " + event.data + "\n\n";
}

}  // namespace

Live::Live(StillStands still_stands, const Clock& clock)
    : still_stands_{std::move(still_stands)}, clock_{clock} {}

http::Following Live::follow(access::Granted<access::Permission::follow_own_events> who,
                             const Follow& command, store::Reading& reading) {
    const AccountId account = who.account();
    auto stream = std::make_shared<http::EventStream>();
    {
        const std::scoped_lock lock{mutex_};
        forget_closed();
        if (listeners_.size() >= streams_max)
            throw Refusal{Code::unavailable, "too_many_streams"};
        const auto [oldest, end] = listeners_.equal_range(account);
        if (static_cast<std::size_t>(std::distance(oldest, end)) >= streams_an_account_max) {
            oldest->second.stream->close();
            listeners_.erase(oldest);
        }
        // Listening begins before the past is read, so that nothing falls in between.
        listeners_.emplace(account, Listener{stream, who.caller().session.value()});
    }
    if (command.last_event_id)
        for (const Event& event : events_of(reading, account, *command.last_event_id, missed_events_max))
            stream->push(in_stream_format(event));
    return {stream};
}

void Live::poll(store::Connection& connection) {
    store::Reading reading{connection};
    if (!feed_)
        feed_.emplace(last_event_id(reading));
    const Instant now = clock_.now();
    for (const Event& event : feed_->next(reading, now, events_a_poll_max))
        hand_on(event);
    if (now - sessions_checked_at_ >= session_checked_every)
        end_with_their_sessions(reading, now);
}

void Live::hand_on(const Event& event) {
    const std::scoped_lock lock{mutex_};
    const auto [first, end] = listeners_.equal_range(event.account);
    if (first == end)
        return;
    const std::string text = in_stream_format(event);
    for (auto listener = first; listener != end; ++listener)
        listener->second.stream->push(text);
}

void Live::end_with_their_sessions(store::Reading& reading, Instant now) {
    sessions_checked_at_ = now;
    std::vector<Listener> listeners;
    {
        const std::scoped_lock lock{mutex_};
        forget_closed();
        for (const auto& [account, listener] : listeners_)
            listeners.push_back(listener);
    }
    for (const Listener& listener : listeners)
        if (!still_stands_(reading, listener.session, now))
            listener.stream->close();
}

void Live::forget_closed() {
    std::erase_if(listeners_, [](const auto& entry) { return entry.second.stream->closed(); });
}

void Live::close() {
    const std::scoped_lock lock{mutex_};
    for (const auto& [account, listener] : listeners_)
        listener.stream->close();
    listeners_.clear();
}

}  // namespace suncrew::notify
