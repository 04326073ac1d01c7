#include "audit/log.hpp"

#include "crypto/random.hpp"

namespace suncrew::audit {

void append_entry(store::Writing& writing, const SecurityEvent& event, std::int64_t event_id) {
    const Salt salt = crypto::random_bytes<std::tuple_size_v<Salt>>();
    writing.run("insert into log_entries (event, salt, leaf) values (?, ?, ?)", event_id, salt,
                leaf_of(event, salt));
}

std::map<std::int64_t, Entry> entries_of(store::Reading& reading, std::span<const std::int64_t> events) {
    std::map<std::int64_t, Entry> entries;
    for (auto& [event, position, leaf, salt] :
         reading.rows<std::int64_t, std::int64_t, std::string, std::optional<Salt>>(
             {"select event, position, leaf, salt from log_entries where position is not null"
              " and event in (select value from json_each(?))",
              "select event, position, leaf, salt from log_entries where position is not null"
              " and event in (select j.value from json_table(?, '$[*]' columns(value bigint path '$')) j)"},
             store::json_list(events)))
        entries.insert({event, {event, static_cast<std::uint64_t>(position), std::move(leaf), salt}});
    return entries;
}

TreeState tree_state(store::Reading& reading) {
    const auto row = reading.one<std::int64_t, Hash>("select size, root from log_state where id = 1");
    if (!row)
        throw store::Fault{"the log's state is missing"};
    return {static_cast<std::uint64_t>(std::get<0>(*row)), std::get<1>(*row)};
}

std::optional<SignedCheckpoint> newest_checkpoint(store::Reading& reading) {
    const auto row = reading.one<std::int64_t, Instant, std::string>(
        "select size, at, note from log_checkpoints order by size desc limit 1");
    if (!row)
        return std::nullopt;
    const auto& [size, at, note] = *row;
    return SignedCheckpoint{static_cast<std::uint64_t>(size), at, note};
}

bool has_entry_of(store::Reading& reading, EventKind kind) {
    return reading
        .value<bool>("select exists (select 1 from log_entries where instr(leaf, ?) > 0)",
                     "\naction " + std::string{name_of(kind)} + '\n')
        .value();
}

void forget_values(store::Writing& writing, std::span<const std::int64_t> events) {
    writing.run({"update log_entries set salt = null where event in (select value from json_each(?))",
                 "update log_entries set salt = null where event in"
                 " (select j.value from json_table(?, '$[*]' columns(value bigint path '$')) j)"},
                store::json_list(events));
}

}  // namespace suncrew::audit
