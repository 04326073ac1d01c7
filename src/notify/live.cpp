#include "notify/live.hpp"

#include <algorithm>
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

/// Says that more has happened than was told up to an id.
Event reset_at(std::int64_t id, AccountId account) {
    return {id, account, "reset", "{}"};
}

std::vector<Event> missed_by(AccountId account, std::int64_t last_event_id, store::Reading& reading) {
    const std::int64_t newest = notify::last_event_id(reading);
    auto missed = events_of(reading, account, last_event_id, Live::missed_events_max + 1);
    if (missed.size() > Live::missed_events_max)
        return {reset_at(std::max(newest, missed.back().id), account)};
    return missed;
}

}  // namespace

Live::Live(StillStands still_stands, const Clock& clock)
    : still_stands_{std::move(still_stands)}, clock_{clock} {}

http::Following Live::follow(access::Granted<access::Permission::follow_own_events> who,
                             const Follow& command, store::Reading& reading) {
    const AccountId account = who.account();
    // Listening begins before the past is read, so that nothing falls in between.
    const auto listener = listen(account, who.session());
    try {
        catch_up(*listener, command.last_event_id ? missed_by(account, *command.last_event_id, reading)
                                                  : std::vector<Event>{});
    } catch (...) {
        // Nobody will have the stream: what waits for it must not gather.
        listener->stream->close();
        throw;
    }
    return {listener->stream};
}

std::shared_ptr<Live::Listener> Live::listen(AccountId account, const access::SessionHash& session) {
    const std::scoped_lock lock{mutex_};
    forget_closed();
    if (listeners_.size() >= streams_max)
        throw Refusal{Code::unavailable, "too_many_streams"};
    const auto [oldest, end] = listeners_.equal_range(account);
    if (static_cast<std::size_t>(std::distance(oldest, end)) >= streams_an_account_max) {
        oldest->second->stream->close();
        listeners_.erase(oldest);
    }
    auto listener = std::make_shared<Listener>(Listener{std::make_shared<http::EventStream>(), session});
    listeners_.emplace(account, listener);
    return listener;
}

void Live::catch_up(Listener& listener, const std::vector<Event>& missed) {
    const std::scoped_lock lock{mutex_};
    for (const Event& event : missed) {
        listener.stream->push(in_stream_format(event));
        listener.caught_up.push_back(event.id);
    }
    listener.catching_up = false;
    for (const Event& event : std::exchange(listener.waiting, {}))
        listener.hand_on(event);
    if (listener.left_out)
        listener.stream->push(in_stream_format(*listener.left_out));
}

void Live::Listener::hand_on(const Event& event) {
    if (std::find(caught_up.begin(), caught_up.end(), event.id) != caught_up.end())
        return;
    if (!catching_up)
        stream->push(in_stream_format(event));
    else if (waiting.size() < missed_events_max)
        waiting.push_back(event);
    else
        left_out = reset_at(event.id, event.account);
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
    for (auto entry = first; entry != end; ++entry)
        entry->second->hand_on(event);
}

void Live::end_with_their_sessions(store::Reading& reading, Instant now) {
    sessions_checked_at_ = now;
    std::vector<std::shared_ptr<Listener>> listeners;
    {
        const std::scoped_lock lock{mutex_};
        forget_closed();
        for (const auto& [account, listener] : listeners_)
            listeners.push_back(listener);
    }
    for (const auto& listener : listeners)
        if (!still_stands_(reading, listener->session, now))
            listener->stream->close();
}

void Live::forget_closed() {
    std::erase_if(listeners_, [](const auto& entry) { return entry.second->stream->closed(); });
}

std::size_t Live::open() {
    const std::scoped_lock lock{mutex_};
    forget_closed();
    return listeners_.size();
}

void Live::close() {
    const std::scoped_lock lock{mutex_};
    for (const auto& [account, listener] : listeners_)
        listener->stream->close();
    listeners_.clear();
}

}  // namespace suncrew::notify
