#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace suncrew::http {

/// The events on their way to one browser. The one side pushes, from any thread; the other, which owns the
/// socket, takes what has gathered when it is woken. Bounded: a reader too slow for its events is cut off,
/// and comes back with Last-Event-ID.
class EventStream {
public:
    static constexpr std::size_t waiting_bytes_max = 64 * 1024;

    /// Appends text in the event-stream format. False when the stream is closed, or closes on this for being
    /// full.
    bool push(std::string_view text);
    void close();
    bool closed() const;

    /// For the socket's side: what has gathered, which may be nothing.
    std::string take();
    /// For the socket's side: called on any thread when there is something to take, or the stream was closed.
    void on_change(std::function<void()> wake);

private:
    mutable std::mutex mutex_;
    std::string waiting_;
    bool closed_ = false;
    std::function<void()> wake_;
};

}  // namespace suncrew::http
