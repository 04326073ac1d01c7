#include "audit/erasure.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "base/hex.hpp"
#include "crypto/hash.hpp"

namespace suncrew::audit {

std::string set_named(std::vector<Hash> leaf_hashes) {
    std::sort(leaf_hashes.begin(), leaf_hashes.end());
    std::vector<std::uint8_t> all;
    all.reserve(leaf_hashes.size() * std::tuple_size_v<Hash>);
    for (const Hash& hash : leaf_hashes)
        all.insert(all.end(), hash.begin(), hash.end());
    return std::to_string(leaf_hashes.size()) + ' ' + hex(crypto::sha256(all));
}

void record_erasure(store::Writing& writing, AccountId account, Instant now) {
    constexpr int page_size = 1000;
    std::vector<std::int64_t> own;
    std::vector<Hash> hashes;
    for (std::int64_t after = 0;;) {
        const auto rows = writing.rows<std::int64_t, std::string>(
            "select l.event, l.leaf from security_events e join log_entries l on l.event = e.id"
            " where e.account = ? and e.acted_as = 'owner' and e.id > ? order by e.id limit ?",
            account, after, page_size);
        for (const auto& [event, leaf] : rows) {
            own.push_back(after = event);
            hashes.push_back(leaf_hash(leaf));
        }
        if (rows.size() < static_cast<std::size_t>(page_size))
            break;
    }
    const std::int64_t erasure = record(writing, {.kind = EventKind::account_erased,
                                                  .at = now,
                                                  .account = account,
                                                  .after = set_named(std::move(hashes))});
    writing.run({"update log_entries set forgotten_by = ? where event in (select value from json_each(?))",
                 "update log_entries set forgotten_by = ? where event in"
                 " (select j.value from json_table(?, '$[*]' columns(value bigint path '$')) j)"},
                erasure, store::json_list(std::span<const std::int64_t>{own}));
}

std::vector<Hash> leaves_taken_by(store::Reading& reading, std::int64_t erasure) {
    constexpr int page_size = 1000;
    std::vector<Hash> hashes;
    for (std::int64_t after = 0;;) {
        const auto rows = reading.rows<std::int64_t, std::string>(
            "select id, leaf from log_entries where forgotten_by = ? and id > ? order by id limit ?", erasure,
            after, page_size);
        for (const auto& [id, leaf] : rows) {
            after = id;
            hashes.push_back(leaf_hash(leaf));
        }
        if (rows.size() < static_cast<std::size_t>(page_size))
            return hashes;
    }
}

}  // namespace suncrew::audit
