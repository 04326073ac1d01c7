#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include "audit/security_events.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

/// How far the readers of all security events are. A reader's place is kept in the database, so that nothing
/// is passed over while no program runs.
namespace suncrew::audit {

/// Who reads all events in their order; each has a row of `event_cursors`.
enum class EventReader : std::uint8_t { alerts, collector };
BOOST_DESCRIBE_ENUM(EventReader, alerts, collector)

/// The id of the last event that a reader is done with.
std::int64_t place_of(store::Reading& reading, EventReader reader);
/// The same, and holds the row until the transaction ends, so that of several programs one reads at a time.
std::int64_t hold_place(store::Writing& writing, EventReader reader);

/// For so long an id that is missing is waited for: its transaction may not have committed yet. Longer than a
/// transaction may take.
inline constexpr std::chrono::seconds missing_event_wait{30};

/// At most `limit` events after a place, in the order of their ids, none passed over: it ends before an id
/// that is missing until the event behind it is `missing_event_wait` old, or if it is as far in the future.
/// An id that is missing for longer was rolled back, or deleted.
std::vector<RecordedEvent> events_after(store::Reading& reading, std::int64_t place, Instant now, int limit);

/// Moves a reader from where it was; does nothing where it is not there any more, as another has moved it.
void move_place(store::Writing& writing, EventReader reader, std::int64_t from, std::int64_t to);

}  // namespace suncrew::audit
