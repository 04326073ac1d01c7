#include "audit/forwarding.hpp"

#include <algorithm>
#include <vector>

#include "audit/event_cursor.hpp"
#include "audit/event_form.hpp"
#include "base/log.hpp"
#include "egress/client.hpp"
#include "store/lease.hpp"

namespace suncrew::audit {
namespace {

egress::SyslogSeverity urgency_of(EventKind kind) {
    switch (severity_of(kind)) {
        case Severity::critical:
            return egress::SyslogSeverity::critical;
        case Severity::high:
            return egress::SyslogSeverity::error;
        case Severity::medium:
            return egress::SyslogSeverity::warning;
        case Severity::low:
            return egress::SyslogSeverity::notice;
        case Severity::informational:
            break;
    }
    return egress::SyslogSeverity::informational;
}

std::vector<egress::SyslogMessage> messages_of(const std::vector<RecordedEvent>& events) {
    std::vector<egress::SyslogMessage> messages;
    messages.reserve(events.size());
    for (const auto& [id, event] : events)
        messages.push_back(
            {urgency_of(event.kind), event.at, std::string{name_of(event.kind)}, outgoing_form(id, event)});
    return messages;
}

bool nothing_new(store::Connection& connection, Instant now) {
    store::Reading reading{connection};
    return events_after(reading, place_of(reading, EventReader::collector), now, 1).empty();
}

}  // namespace

std::size_t Forwarder::run(store::Connection& connection, const std::stop_token& stop) {
    const Instant now = clock_.now();
    if (now < not_before_)
        return 0;
    // A lease is a write, which is not made for nothing each second.
    if (nothing_new(connection, now))
        return 0;
    const auto lease = store::Lease::take(connection, "collector", now);
    if (!lease)
        return 0;
    std::size_t forwarded = 0;
    try {
        // Each takes a connection's timeouts at most; the lease lasts longer than one, and the place says who
        // was late.
        for (int round = 0; round < forwarding_rounds_max && !stop.stop_requested() &&
                            clock_.now() < now + store::Lease::lasts / 2;
             ++round) {
            const std::size_t some = forward_some(connection);
            forwarded += some;
            if (some < static_cast<std::size_t>(forwarded_at_once_max))
                break;
        }
        wait_ = {};
    } catch (const egress::Failed& failed) {
        wait_ = std::clamp(wait_ * 2, forwarding_wait_first, forwarding_wait_max);
        not_before_ = clock_.now() + wait_;
        log::warn("collector_failed",
                  {{"detail", std::string_view{failed.what()}}, {"wait_s", std::int64_t{wait_.count()}}});
    }
    return forwarded;
}

std::size_t Forwarder::forward_some(store::Connection& connection) {
    store::Reading reading{connection};
    const std::int64_t from = place_of(reading, EventReader::collector);
    const auto events = events_after(reading, from, clock_.now(), forwarded_at_once_max);
    if (events.empty())
        return 0;
    // Outside any transaction, which would keep others from writing for as long as the collector takes.
    collector_.send(messages_of(events));
    store::in_transaction(connection, [&](store::Transaction& transaction) {
        move_place(transaction, EventReader::collector, from, events.back().id);
    });
    return events.size();
}

}  // namespace suncrew::audit
