#include "transparency/own_record.hpp"

#include <map>
#include <vector>

#include "audit/log.hpp"
#include "audit/tiles.hpp"
#include "transparency/hashes.hpp"
#include "transparency/wire.hpp"

namespace suncrew::transparency {
namespace {

using access::Permission;
using audit::Field;

/// Each with a proof of a kilobyte or so.
constexpr int record_page = 20;

/// What its reader may know: of the staff not who it was, nor from where.
std::vector<Field> told(const audit::SecurityEvent& event) {
    if (event.acted_as == audit::Party::owner)
        return {Field::subject, Field::address, Field::device, Field::before, Field::after};
    return {Field::grant, Field::subject, Field::before, Field::after};
}

Standing standing_of(const audit::Entry& entry, const audit::SecurityEvent& event, std::uint64_t size,
                     audit::Tiles& tiles) {
    Standing standing;
    standing.position = static_cast<std::int64_t>(entry.position);
    standing.leaf = entry.leaf;
    if (entry.salt)
        for (const Field field : told(event))
            standing.opened.push_back({field, audit::value_of(event, field),
                                       crypto::base64_encode(audit::field_salt(*entry.salt, field))});
    standing.proof = in_base64(audit::inclusion_proof(entry.position, size, tiles.reader()));
    return standing;
}

std::vector<std::int64_t> ids_of(const std::vector<audit::RecordedEvent>& events) {
    std::vector<std::int64_t> ids;
    ids.reserve(events.size());
    for (const auto& [id, event] : events)
        ids.push_back(id);
    return ids;
}

}  // namespace

OwnRecordPage OwnRecord::read(access::Granted<Permission::read_own_record> who, const ReadOwnRecord& command,
                              store::Reading& reading) {
    std::optional<std::int64_t> before;
    if (command.before)
        before = static_cast<std::int64_t>(*command.before);
    // The checkpoint first: an entry that gets its place meanwhile is beyond it, and waits for the next look.
    const auto checkpoint = audit::newest_checkpoint(reading);
    const auto events = audit::logged_events_about(reading, who.account(), before, record_page);
    const auto entries = audit::entries_of(reading, ids_of(events));
    audit::Tiles tiles{reading};
    OwnRecordPage page;
    for (const auto& [id, event] : events) {
        RecordItem item{.id = id,
                        .at = event.at,
                        .action = std::string{audit::name_of(event.kind)},
                        .by = event.acted_as,
                        .before = event.before,
                        .after = event.after,
                        .device = {},
                        .country = {},
                        .standing = {}};
        if (event.acted_as == audit::Party::owner) {
            item.device = event.device;
            item.country = networks_.country(event.address);
        }
        const auto entry = entries.find(id);
        if (checkpoint && entry != entries.end() && entry->second.position < checkpoint->size)
            item.standing = standing_of(entry->second, event, checkpoint->size, tiles);
        page.items.push_back(std::move(item));
    }
    if (events.size() == record_page)
        page.next = events.back().id;
    if (checkpoint)
        page.checkpoint = checkpoint->note;
    return page;
}

}  // namespace suncrew::transparency
