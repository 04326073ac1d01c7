#include "http/event_stream.hpp"

#include <utility>

namespace suncrew::http {

bool EventStream::push(std::string_view text) {
    const std::scoped_lock lock{mutex_};
    if (closed_)
        return false;
    if (waiting_.size() + text.size() > waiting_bytes_max)
        closed_ = true;
    else
        waiting_ += text;
    if (wake_)
        wake_();
    return !closed_;
}

void EventStream::close() {
    const std::scoped_lock lock{mutex_};
    closed_ = true;
    if (wake_)
        wake_();
}

bool EventStream::closed() const {
    const std::scoped_lock lock{mutex_};
    return closed_;
}

std::string EventStream::take() {
    const std::scoped_lock lock{mutex_};
    return std::exchange(waiting_, {});
}

void EventStream::on_change(std::function<void()> wake) {
    const std::scoped_lock lock{mutex_};
    wake_ = std::move(wake);
    if (wake_ && (closed_ || !waiting_.empty()))
        wake_();
}

}  // namespace suncrew::http
