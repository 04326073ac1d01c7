#include "audit/event_cursor.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include <boost/describe/enum_to_string.hpp>

namespace suncrew::audit {
namespace {

std::string_view name_of(EventReader reader) {
    return boost::describe::enum_to_string(reader, "");
}

std::int64_t found(const std::optional<std::int64_t>& place) {
    if (!place)
        throw store::Fault{"a reader of security events without a place"};
    return *place;
}

}  // namespace

std::int64_t place_of(store::Reading& reading, EventReader reader) {
    return found(reading.value<std::int64_t>("select last_event from event_cursors where reader = ?",
                                             name_of(reader)));
}

std::int64_t hold_place(store::Writing& writing, EventReader reader) {
    return found(
        writing.value<std::int64_t>({"select last_event from event_cursors where reader = ?",
                                     "select last_event from event_cursors where reader = ? for update"},
                                    name_of(reader)));
}

std::vector<RecordedEvent> events_after(store::Reading& reading, std::int64_t place, Instant now, int limit) {
    std::vector<RecordedEvent> events = stored_events_after(reading, place, limit);
    const auto stop = std::find_if(events.begin(), events.end(), [&](const RecordedEvent& recorded) {
        const bool follows = recorded.id == place + 1;
        place = recorded.id;
        // What claims to come from the future keeps nobody waiting.
        return !follows && recorded.event.at > now - missing_event_wait &&
               recorded.event.at <= now + missing_event_wait;
    });
    events.erase(stop, events.end());
    return events;
}

void move_place(store::Writing& writing, EventReader reader, std::int64_t from, std::int64_t to) {
    writing.run("update event_cursors set last_event = ? where reader = ? and last_event = ?", to,
                name_of(reader), from);
}

}  // namespace suncrew::audit
