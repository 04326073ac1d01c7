#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "audit/checkpoint.hpp"
#include "audit/leaf.hpp"
#include "audit/security_events.hpp"
#include "store/connection.hpp"

/// The log's entries. An entry is written in the transaction of the event that it is of; it has no place in
/// the tree until the sequencer gives it one.
namespace suncrew::audit {

/// Writes the entry of an event. `event_id` is the event's row.
void append_entry(store::Writing& writing, const SecurityEvent& event, std::int64_t event_id);

/// An entry that has its place.
struct Entry {
    std::int64_t event;        ///< the id of its event
    std::uint64_t position;    ///< in the tree, from 0
    std::string leaf;          ///< what was hashed
    std::optional<Salt> salt;  ///< none once its values are gone
};

/// The entries of some events, by event; those that have no place yet or none at all are left out.
std::map<std::int64_t, Entry> entries_of(store::Reading& reading, std::span<const std::int64_t> events);

/// How many leaves the tree has, and its root.
struct TreeState {
    std::uint64_t size = 0;
    Hash root{};
};
/// Throws store::Fault where the database has none.
TreeState tree_state(store::Reading& reading);

/// The newest signed checkpoint, as a note; none before the first entry.
struct SignedCheckpoint {
    std::uint64_t size;
    Instant at;
    std::string note;
};
std::optional<SignedCheckpoint> newest_checkpoint(store::Reading& reading);

/// Whether the log has an entry of that kind, waiting or placed. Reads the whole log: for a start.
bool has_entry_of(store::Reading& reading, EventKind kind);

/// Takes the salt from the entries of these events, whose values are about to be deleted.
void forget_values(store::Writing& writing, std::span<const std::int64_t> events);

}  // namespace suncrew::audit
