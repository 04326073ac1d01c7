#include "audit/verification.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include <boost/describe/enum_from_string.hpp>

#include "audit/frontier.hpp"
#include "audit/leaf.hpp"
#include "audit/log.hpp"
#include "audit/security_events.hpp"
#include "audit/tiles.hpp"

namespace suncrew::audit {
namespace {

constexpr int page_size = 1000;

/// Computes the tiles anew, and compares each with the one that is kept.
class TileCheck {
public:
    TileCheck(store::Reading& reading, Verification& found) : reading_{reading}, found_{found} {}

    void append(const Hash& hash) { append(0, hash); }
    /// Those that are not full.
    void finish() {
        for (const auto& [level, tile] : last_)
            if (!tile.hashes.empty())
                compare(level, tile);
    }

private:
    struct Tile {
        std::int64_t number = 0;
        std::vector<Hash> hashes;
    };
    void append(int level, const Hash& hash) {
        Tile& tile = last_[level];
        tile.hashes.push_back(hash);
        if (tile.hashes.size() < tile_width)
            return;
        compare(level, tile);
        Frontier above;
        for (const Hash& one : tile.hashes)
            above.append(one);
        tile.hashes.clear();
        ++tile.number;
        append(level + 1, above.root());
    }
    void compare(int level, const Tile& tile) {
        const auto kept = reading_.value<store::Bytes>(
            "select hashes from log_tiles where level = ? and number = ?", level, tile.number);
        std::vector<std::uint8_t> expected;
        for (const Hash& hash : tile.hashes)
            expected.insert(expected.end(), hash.begin(), hash.end());
        if (!kept || kept->size() < expected.size() ||
            !std::equal(expected.begin(), expected.end(), kept->begin()))
            found_.complain("tile " + std::to_string(level) + "/" + std::to_string(tile.number) +
                            " is not that of the entries");
    }

    store::Reading& reading_;
    Verification& found_;
    std::map<int, Tile> last_;
};

/// What is said of a size of the log, and by whom.
struct Claim {
    std::uint64_t size;
    Hash root;
    std::string who;
};

/// Those of a size that the log has not, or that is not signed, are flaws at once.
class Claims {
public:
    Claims(const NoteVerifier& key, std::uint64_t size, Verification& found)
        : key_{key}, size_{size}, found_{found} {}

    std::optional<std::uint64_t> add(const std::string& note, const std::string& who) {
        const auto checkpoint = open_checkpoint(key_, note);
        if (!checkpoint) {
            found_.complain(who + " is not signed by the log's key");
            return std::nullopt;
        }
        add({checkpoint->size, checkpoint->root, who});
        return checkpoint->size;
    }
    void add(const Claim& claim) {
        if (claim.size > size_)
            found_.complain(who_has(claim) + ", and the log has " + std::to_string(size_) +
                            ": entries were taken away");
        else
            claims_.emplace(claim.size, claim);
    }
    /// Whoever spoke of a tree of this size.
    void compare(const Frontier& tree) {
        const auto [first, last] = claims_.equal_range(tree.size());
        for (auto claim = first; claim != last; ++claim)
            if (claim->second.root != tree.root())
                found_.complain(claim->second.who + " has another root than the entries");
    }

private:
    static std::string who_has(const Claim& claim) {
        return claim.who + " has " + std::to_string(claim.size) + " entries";
    }
    const NoteVerifier& key_;
    std::uint64_t size_;
    Verification& found_;
    std::multimap<std::uint64_t, Claim> claims_;
};

void read_checkpoints(store::Reading& reading, Claims& claims, std::uint64_t size, Verification& found) {
    std::int64_t after = 0;
    for (;;) {
        const auto rows = reading.rows<std::int64_t, std::string>(
            "select size, note from log_checkpoints where size > ? and size <= ? order by size limit ?",
            after, static_cast<std::int64_t>(size), page_size);
        for (const auto& [of_size, note] : rows) {
            const std::string who = "checkpoint " + std::to_string(of_size);
            const auto signed_size = claims.add(note, who);
            if (signed_size && *signed_size != static_cast<std::uint64_t>(of_size))
                found.complain(who + " was signed for " + std::to_string(*signed_size) + " entries");
            ++found.checkpoints;
            after = of_size;
        }
        if (rows.size() < static_cast<std::size_t>(page_size))
            break;
    }
    if (size > 0 && after != static_cast<std::int64_t>(size))
        found.complain("the newest checkpoint is missing");
}

/// An event's row as far as its entry tells of it; none where it is gone.
using EventRow = std::tuple<std::int64_t, std::optional<std::int64_t>, std::string, std::optional<Salt>,
                            std::optional<Instant>, std::optional<std::string>, std::optional<AccountId>,
                            std::optional<AccountId>, std::optional<std::string>, std::optional<GrantId>,
                            std::optional<std::string>, std::optional<std::string>,
                            std::optional<std::string>, std::optional<std::string>>;

std::optional<SecurityEvent> event_in(const EventRow& row) {
    const auto& [position, event, leaf, salt, at, kind, account, actor, acted_as, grant, address, device,
                 before, after] = row;
    SecurityEvent read;
    if (!at || !kind || !boost::describe::enum_from_string(kind->c_str(), read.kind) || !acted_as ||
        !boost::describe::enum_from_string(acted_as->c_str(), read.acted_as) || !address || !device)
        return std::nullopt;
    read.at = *at;
    read.account = account;
    read.actor = actor;
    read.grant = grant;
    read.address = *address;
    read.device = *device;
    read.before = before;
    read.after = after;
    return read;
}

/// The time that stands in a leaf, which outlives its event.
bool is_older(const std::string& leaf, Instant than) {
    constexpr std::string_view mark = "\nat ";
    const std::size_t begin = leaf.find(mark);
    const std::size_t end = leaf.find('\n', begin == leaf.npos ? begin : begin + 1);
    return begin != leaf.npos && end != leaf.npos &&
           leaf.substr(begin + mark.size(), end - begin - mark.size()) < to_string(than);
}

void compare_with_event(const EventRow& row, Instant now, Verification& found) {
    const std::string& leaf = std::get<2>(row);
    const auto& salt = std::get<3>(row);
    const std::string name = "entry " + std::to_string(std::get<0>(row));
    if (!std::get<1>(row) && !salt && is_older(leaf, now - events_kept)) {
        ++found.forgotten;
        return;
    }
    const auto event = event_in(row);
    if (!event || !salt)
        found.complain(name + ": what it tells of is gone before its time");
    else if (leaf_of(*event, *salt) != leaf)
        found.complain(name + ": its event was changed");
}

void read_entries(store::Reading& reading, std::uint64_t size, Claims& claims, Instant now,
                  Verification& found) {
    Frontier tree;
    TileCheck tiles{reading, found};
    claims.compare(tree);
    while (tree.size() < size) {
        const auto rows =
            reading.rows<std::int64_t, std::optional<std::int64_t>, std::string, std::optional<Salt>,
                         std::optional<Instant>, std::optional<std::string>, std::optional<AccountId>,
                         std::optional<AccountId>, std::optional<std::string>, std::optional<GrantId>,
                         std::optional<std::string>, std::optional<std::string>, std::optional<std::string>,
                         std::optional<std::string>>(
                "select l.position, e.id, l.leaf, l.salt, e.at, e.kind, e.account, e.actor, e.acted_as,"
                " e.grant_id, e.address,"
                " e.device, e.before_value, e.after_value from log_entries l"
                " left join security_events e on e.id = l.event"
                " where l.position >= ? and l.position < ? order by l.position limit ?",
                static_cast<std::int64_t>(tree.size()), static_cast<std::int64_t>(size), page_size);
        for (const EventRow& row : rows) {
            if (std::get<0>(row) != static_cast<std::int64_t>(tree.size())) {
                found.complain("entry " + std::to_string(tree.size()) + " is missing");
                return;
            }
            compare_with_event(row, now, found);
            const std::string& leaf = std::get<2>(row);
            const Hash hash = leaf_hash(leaf);
            tree.append(hash);
            tiles.append(hash);
            claims.compare(tree);
            ++found.entries;
        }
        if (rows.empty()) {
            found.complain("entry " + std::to_string(tree.size()) + " is missing");
            return;
        }
    }
    tiles.finish();
}

/// An event that asks for an entry and has none: it was written, or its entry taken away, behind the program.
void find_unlogged(store::Reading& reading, Verification& found) {
    const auto first = reading.value<std::optional<std::int64_t>>("select min(event) from log_entries")
                           .value_or(std::nullopt);
    if (!first)
        return;
    std::int64_t after = *first - 1;
    for (;;) {
        const auto rows = reading.rows<std::int64_t, std::string, std::optional<AccountId>, bool>(
            "select e.id, e.kind, e.actor, l.id is not null from security_events e"
            " left join log_entries l on l.event = e.id where e.id > ? order by e.id limit ?",
            after, page_size);
        for (const auto& [id, kind_text, actor, has_entry] : rows) {
            EventKind kind{};
            const bool known = boost::describe::enum_from_string(kind_text.c_str(), kind);
            if (!has_entry && (!known || is_change(kind) || actor))
                found.complain("event " + std::to_string(id) + " has no entry");
            after = id;
        }
        if (rows.size() < static_cast<std::size_t>(page_size))
            return;
    }
}

}  // namespace

Verification verify(store::Reading& reading, const NoteVerifier& key,
                    const std::optional<std::string>& witnessed, Instant now) {
    Verification found;
    const TreeState state = tree_state(reading);
    Claims claims{key, state.size, found};
    claims.add({state.size, state.root, "the kept state"});
    read_checkpoints(reading, claims, state.size, found);
    if (witnessed)
        found.witnessed = claims.add(*witnessed, "the witness");
    read_entries(reading, state.size, claims, now, found);
    find_unlogged(reading, found);
    found.pending = static_cast<std::uint64_t>(
        *reading.value<std::int64_t>("select count(*) from log_entries where position is null"));
    return found;
}

}  // namespace suncrew::audit
