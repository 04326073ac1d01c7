#include "audit/verification.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include <boost/describe/enum_from_string.hpp>

#include "audit/access_check.hpp"
#include "audit/erasure.hpp"
#include "audit/event_cursor.hpp"
#include "audit/frontier.hpp"
#include "audit/head_check.hpp"
#include "audit/kept_values.hpp"
#include "audit/key_chain.hpp"
#include "audit/leaf.hpp"
#include "audit/log.hpp"
#include "audit/network.hpp"
#include "audit/security_events.hpp"
#include "audit/tile_check.hpp"
#include "store/rows_as.hpp"

namespace suncrew::audit {
namespace {

constexpr int page_size = 1000;

/// An entry, and its event as far as it is still there.
struct LoggedEvent {
    std::int64_t id;
    std::int64_t event_id;
    std::string leaf;
    std::optional<Salt> salt;
    std::optional<std::int64_t> forgotten_by;
    bool event_is_there;
    std::optional<SecurityEvent>
        event;  ///< none where it is gone, or is none that the program could have written
    bool network_fits;
};

using Row = std::tuple<std::int64_t, std::int64_t, std::string, std::optional<Salt>,
                       std::optional<std::int64_t>, std::optional<Instant>, std::optional<std::string>,
                       std::optional<AccountId>, std::optional<AccountId>, std::optional<std::string>,
                       std::optional<GrantId>, std::optional<std::string>, std::optional<std::string>,
                       std::optional<std::string>, std::optional<std::string>, std::optional<std::string>>;

LoggedEvent logged(const Row& row) {
    const auto& [id, event_id, leaf, salt, forgotten_by, at, kind, account, actor, acted_as, grant, address,
                 network, device, before, after] = row;
    LoggedEvent read{id, event_id, leaf, salt, forgotten_by, at.has_value(), {}, true};
    SecurityEvent event;
    if (!at || !kind || !boost::describe::enum_from_string(kind->c_str(), event.kind) || !acted_as ||
        !boost::describe::enum_from_string(acted_as->c_str(), event.acted_as) || !address || !device)
        return read;
    event.at = *at;
    event.account = account;
    event.actor = actor;
    event.grant = grant;
    event.address = *address;
    event.device = *device;
    event.before = before;
    event.after = after;
    read.network_fits = network == network_of(event.address);
    read.event = std::move(event);
    return read;
}

/// The time that stands in a leaf, which outlives its event; empty where there is none.
std::string time_in(const std::string& leaf) {
    constexpr std::string_view mark = "\nat ";
    const std::size_t begin = leaf.find(mark);
    const std::size_t end = leaf.find('\n', begin == leaf.npos ? begin : begin + 1);
    if (begin == leaf.npos || end == leaf.npos)
        return {};
    return leaf.substr(begin + mark.size(), end - begin - mark.size());
}

bool is_older(const std::string& leaf, Instant than) {
    const std::string time = time_in(leaf);
    return !time.empty() && time < to_string(than);
}

/// What erasures say that they took away, and which are named by entries.
struct Erasures {
    std::map<std::int64_t, std::string> sets;  ///< by the event of the erasure
    std::set<std::int64_t> named;
};

class EventCheck {
public:
    EventCheck(Instant now, Verification& found) : now_{now}, found_{found} {}

    void compare(const LoggedEvent& entry, const std::string& name) {
        if (!entry.event_is_there && !entry.salt) {
            if (is_older(entry.leaf, now_ - events_kept)) {
                ++found_.forgotten;
                return;
            }
            if (entry.forgotten_by) {
                ++found_.erased;
                erasures_.named.insert(*entry.forgotten_by);
                return;
            }
        }
        if (!entry.event || !entry.salt)
            found_.complain(name + ": what it tells of is gone before its time");
        else if (leaf_of(*entry.event, *entry.salt) != entry.leaf || !entry.network_fits)
            found_.complain(name + ": its event was changed");
        else if (entry.event->kind == EventKind::account_erased)
            erasures_.sets[entry.event_id] = entry.event->after.value_or("");
        else if (entry.event->kind == EventKind::change_applied ||
                 entry.event->kind == EventKind::email_changed ||
                 entry.event->kind == EventKind::enrolment_link_used)
            values_.take(entry.event_id, entry.event->after.value_or(""));
    }

    /// After all entries: each erasure took away those that its own entry names, and no others; and each cell
    /// holds what it was given last.
    void finish(store::Reading& reading) {
        for (const std::int64_t erasure : erasures_.named) {
            const auto said = erasures_.sets.find(erasure);
            if (said == erasures_.sets.end() || said->second != set_named(leaves_taken_by(reading, erasure)))
                found_.complain("event " + std::to_string(erasure) +
                                ": other entries are gone than those that its erasure names");
        }
        values_.compare(reading, found_);
    }

private:
    Instant now_;
    Verification& found_;
    Erasures erasures_;
    KeptValues values_;
};

void read_entries(store::Reading& reading, std::uint64_t size, HeadCheck& heads, EventCheck& events,
                  Verification& found) {
    Frontier tree;
    TileCheck tiles{reading, found};
    heads.compare(tree);
    while (tree.size() < size) {
        const auto rows = store::RowsAs<Row>::read<std::int64_t, std::int64_t, int>(
            reading,
            "select l.position, l.event, l.leaf, l.salt, l.forgotten_by, e.at, e.kind, e.account, e.actor,"
            " e.acted_as, e.grant_id, e.address, e.network, e.device, e.before_value, e.after_value"
            " from log_entries l left join security_events e on e.id = l.event"
            " where l.position >= ? and l.position < ? order by l.position limit ?",
            static_cast<std::int64_t>(tree.size()), static_cast<std::int64_t>(size), page_size);
        for (const Row& row : rows) {
            const LoggedEvent entry = logged(row);
            if (entry.id != static_cast<std::int64_t>(tree.size())) {
                found.complain("entry " + std::to_string(tree.size()) + " is missing");
                return;
            }
            events.compare(entry, "entry " + std::to_string(entry.id));
            const Hash hash = leaf_hash(entry.leaf);
            tree.append(hash);
            tiles.append(hash);
            heads.compare(tree);
            ++found.entries;
        }
        if (rows.empty()) {
            found.complain("entry " + std::to_string(tree.size()) + " is missing");
            return;
        }
    }
    tiles.finish();
    heads.finish();
}

/// Entries without a place: of what they tell they must tell the truth already, and they must not be kept
/// waiting while the house goes on.
void read_waiting(store::Reading& reading, EventCheck& events, Verification& found) {
    const auto newest = reading.value<std::optional<Instant>>(
        "select max(at) from (select at from security_events order by id desc limit 100) newest");
    std::int64_t after = 0;
    for (;;) {
        const auto rows = store::RowsAs<Row>::read<std::int64_t, int>(
            reading,
            "select l.id, l.event, l.leaf, l.salt, l.forgotten_by, e.at, e.kind, e.account, e.actor,"
            " e.acted_as, e.grant_id, e.address, e.network, e.device, e.before_value, e.after_value"
            " from log_entries l left join security_events e on e.id = l.event"
            " where l.position is null and l.id > ? order by l.id limit ?",
            after, page_size);
        for (const Row& row : rows) {
            const LoggedEvent entry = logged(row);
            events.compare(entry, "waiting entry of event " + std::to_string(entry.event_id));
            if (newest && *newest && is_older(entry.leaf, **newest - waiting_max))
                found.complain("the entry of event " + std::to_string(entry.event_id) +
                               " waits for its place since " + time_in(entry.leaf));
            ++found.pending;
            after = entry.id;
        }
        if (rows.size() < static_cast<std::size_t>(page_size))
            return;
    }
}

/// An event that asks for an entry and has none: it was written, or its entry taken away, behind the program.
void find_unlogged(store::Reading& reading, Verification& found) {
    const auto first =
        reading.one<std::int64_t, std::string>("select event, leaf from log_entries where position = 0");
    // What happened before there was a log has no entry; by then, only events of before its first entry.
    const auto is_before_the_log = [&](std::int64_t id, Instant at) {
        return first && id > 0 && id < std::get<0>(*first) && to_string(at) <= time_in(std::get<1>(*first));
    };
    std::int64_t after = std::numeric_limits<std::int64_t>::min();
    for (;;) {
        const auto rows = reading.rows<std::int64_t, Instant, std::string, std::optional<AccountId>,
                                       std::optional<std::string>, bool>(
            "select e.id, e.at, e.kind, e.actor, e.after_value, l.id is not null from security_events e"
            " left join log_entries l on l.event = e.id where e.id > ? order by e.id limit ?",
            after, page_size);
        for (const auto& [id, at, kind_text, actor, what, has_entry] : rows) {
            EventKind kind{};
            const bool known = boost::describe::enum_from_string(kind_text.c_str(), kind);
            if (!has_entry && (!known || asks_for_entry(kind, actor, what)) && !is_before_the_log(id, at))
                found.complain("event " + std::to_string(id) + " has no entry");
            after = id;
        }
        if (rows.size() < static_cast<std::size_t>(page_size))
            return;
    }
}

/// What stands outside of the tree that is kept. The tree is read last, as it may grow meanwhile.
void find_outside(store::Reading& reading, std::uint64_t size_before, Verification& found) {
    const auto lowest = reading.value<std::optional<std::int64_t>>("select min(position) from log_entries");
    const auto highest = reading.value<std::optional<std::int64_t>>("select max(position) from log_entries");
    const auto signed_to =
        reading.value<std::optional<std::int64_t>>("select max(size) from log_checkpoints");
    const std::uint64_t size = tree_state(reading).size;
    const auto beyond = [&](const auto& number, std::uint64_t end) {
        return number && *number && **number >= static_cast<std::int64_t>(end);
    };
    if (size < size_before)
        found.complain("the log became shorter while it was read");
    if ((lowest && *lowest && **lowest < 0) || beyond(highest, size))
        found.complain("an entry has a place outside of the tree");
    if (beyond(signed_to, size + 1))
        found.complain("checkpoint " + std::to_string(**signed_to) +
                       " is of more entries than the log has: " + std::to_string(size));
    find_surplus_tiles(reading, found);
}

/// A reader that stands behind the last event would pass over what comes.
void find_readers_ahead(store::Reading& reading, Verification& found) {
    const std::int64_t furthest =
        std::max(place_of(reading, EventReader::alerts), place_of(reading, EventReader::collector));
    const auto last = reading.value<std::optional<std::int64_t>>("select max(id) from security_events");
    if (last && *last && furthest > **last)
        found.complain("a reader of events is ahead of them: events would be passed over");
}

}  // namespace

Verification verify(store::Reading& reading, const NoteVerifier& key, std::span<const Remembered> remembered,
                    Instant now) {
    Verification found;
    const TreeState state = tree_state(reading);
    HeadCheck heads{reading, KeyChain{key, key_changes(reading)}, state.size, found};
    heads.claim("the kept state", state.size, state.root);
    for (const auto& [who, note] : remembered)
        found.witnessed = std::max(found.witnessed, heads.claim(who, note));
    EventCheck events{now, found};
    read_entries(reading, state.size, heads, events, found);
    read_waiting(reading, events, found);
    events.finish(reading);
    find_unlogged(reading, found);
    find_readers_ahead(reading, found);
    find_outside(reading, state.size, found);
    find_unproven_access(reading, found, now);
    found.checkpoints = heads.checkpoints();
    return found;
}

}  // namespace suncrew::audit
