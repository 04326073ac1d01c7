#include "audit/tiles.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "audit/log_broken.hpp"

namespace suncrew::audit {
namespace {

constexpr std::size_t hash_size = std::tuple_size_v<Hash>;

std::optional<store::Bytes> stored(store::Reading& reading, int level, std::uint64_t number) {
    return reading.value<store::Bytes>("select hashes from log_tiles where level = ? and number = ?", level,
                                       static_cast<std::int64_t>(number));
}

Hash hash_at(std::span<const std::uint8_t> hashes, std::size_t index) {
    Hash hash;
    std::copy_n(hashes.begin() + static_cast<std::ptrdiff_t>(index * hash_size), hash_size, hash.begin());
    return hash;
}

/// The root over a power of two of hashes, from `first` on.
Hash subtree(std::span<const std::uint8_t> hashes, std::size_t first, std::size_t width) {
    std::vector<Hash> row;
    row.reserve(width);
    for (std::size_t i = 0; i < width; ++i)
        row.push_back(hash_at(hashes, first + i));
    for (; row.size() > 1; row.resize(row.size() / 2))
        for (std::size_t i = 0; 2 * i < row.size(); ++i)
            row[i] = node_hash(row[2 * i], row[2 * i + 1]);
    return row.front();
}

}  // namespace

Hash Tiles::node(Node node) {
    const int level = node.level / tile_height;
    const int above = node.level % tile_height;
    const std::uint64_t first = node.index << above;
    const std::size_t width = std::size_t{1} << above;
    const std::size_t offset = first % tile_width;
    const store::Bytes& hashes = tile(level, first / tile_width);
    if ((offset + width) * hash_size > hashes.size())
        throw LogBroken{"a tile of the log is too short"};
    return subtree(hashes, offset, width);
}

const store::Bytes& Tiles::tile(int level, std::uint64_t number) {
    const auto [found, is_new] = tiles_.try_emplace({level, number});
    if (is_new) {
        auto hashes = stored(reading_, level, number);
        if (!hashes) {
            tiles_.erase(found);
            throw LogBroken{"a tile of the log is missing"};
        }
        found->second = *std::move(hashes);
    }
    return found->second;
}

void TileWriter::append(const Hash& leaf_hash) {
    append(0, leaf_hash);
    ++size_;
}

void TileWriter::append(int level, const Hash& hash) {
    Edge& last = edge(level);
    last.hashes.insert(last.hashes.end(), hash.begin(), hash.end());
    last.changed = true;
    if (last.hashes.size() < tile_width * hash_size)
        return;
    write(level, last);
    append(level + 1, subtree(last.hashes, 0, tile_width));
    last.number += 1;
    last.hashes.clear();
    last.changed = false;
}

TileWriter::Edge& TileWriter::edge(int level) {
    if (level >= tile_levels_max)
        throw store::Fault{"the log is full"};
    const auto [found, is_new] = edges_.try_emplace(level);
    Edge& edge = found->second;
    if (is_new) {
        const std::uint64_t entries = size_ >> (tile_height * level);
        edge.number = entries / tile_width;
        const std::size_t expected = entries % tile_width * hash_size;
        if (expected > 0)
            edge.hashes = stored(writing_, level, edge.number).value_or(store::Bytes{});
        if (edge.hashes.size() != expected)
            throw LogBroken{"the last tile of the log does not fit its size"};
    }
    return edge;
}

void TileWriter::flush() {
    for (auto& [level, edge] : edges_)
        if (edge.changed)
            write(level, edge);
}

void TileWriter::write(int level, Edge& edge) {
    writing_.run("replace into log_tiles (level, number, hashes) values (?, ?, ?)", level,
                 static_cast<std::int64_t>(edge.number), edge.hashes);
    edge.changed = false;
}

}  // namespace suncrew::audit
