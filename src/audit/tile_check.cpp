#include "audit/tile_check.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "audit/frontier.hpp"
#include "audit/log.hpp"
#include "audit/tile_size.hpp"

namespace suncrew::audit {
namespace {

constexpr std::size_t hash_size = std::tuple_size_v<Hash>;
constexpr int named_flaws_max_rows = static_cast<int>(named_flaws_max);

std::string name_of(int level, std::int64_t number) {
    return "tile " + std::to_string(level) + '/' + std::to_string(number);
}

/// How many hashes the tile has in a tree of that size.
std::uint64_t width_of(int level, std::int64_t number, std::uint64_t size) {
    const std::uint64_t hashes = size >> (tile_height * level);
    const std::uint64_t before = static_cast<std::uint64_t>(number) * tile_width;
    return hashes <= before ? 0 : std::min<std::uint64_t>(hashes - before, tile_width);
}

}  // namespace

void TileCheck::finish() {
    for (const auto& [level, tile] : last_)
        if (!tile.hashes.empty())
            compare(level, tile);
}

void TileCheck::append(int level, const Hash& hash) {
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

void TileCheck::compare(int level, const Tile& tile) {
    const auto kept = reading_.value<store::Bytes>(
        "select hashes from log_tiles where level = ? and number = ?", level, tile.number);
    std::vector<std::uint8_t> expected;
    for (const Hash& hash : tile.hashes)
        expected.insert(expected.end(), hash.begin(), hash.end());
    const bool fits = kept && kept->size() >= expected.size() && kept->size() <= tile_width * hash_size;
    if (!fits || !std::equal(expected.begin(), expected.end(), kept->begin()))
        found_.complain(name_of(level, tile.number) + " is not that of the entries");
}

void find_surplus_tiles(store::Reading& reading, LogFlaws& found) {
    for (int level = 0; level < tile_levels_max; ++level) {
        // The size is read after the tiles, so that what is appended meanwhile is no surplus.
        const std::uint64_t known = tree_state(reading).size;
        const auto ends = reading.rows<std::int64_t, std::int64_t>(
            "select number, length(hashes) from log_tiles where level = ? and number >= ? order by number "
            "limit ?",
            level, static_cast<std::int64_t>((known >> (tile_height * level)) / tile_width),
            named_flaws_max_rows);
        const std::uint64_t size = tree_state(reading).size;
        for (const auto& [number, bytes] : ends)
            if (static_cast<std::uint64_t>(bytes) > width_of(level, number, size) * hash_size)
                found.complain(name_of(level, number) + " has more than the tree");
    }
    for (const auto& [level, number] : reading.rows<int, std::int64_t>(
             "select level, number from log_tiles where level < 0 or level >= ? or number < 0 limit ?",
             tile_levels_max, named_flaws_max_rows))
        found.complain(name_of(level, number) + " is of no tree");
}

}  // namespace suncrew::audit
