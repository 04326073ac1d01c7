#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "audit/merkle.hpp"
#include "audit/tile_size.hpp"
#include "store/connection.hpp"

/// The tree's hashes in the database, in tiles of 256 as C2SP's tlog-tiles cuts them
/// (https://c2sp.org/tlog-tiles): a tile of level 0 holds the hashes of leaves, one of level n the roots of
/// full tiles of level n - 1. So a proof reads a few rows whatever the log's size, and a new entry changes
/// the last tile of each level.
namespace suncrew::audit {

/// Reads nodes; keeps the tiles that it has read, so it is made anew where the log may have grown.
class Tiles {
public:
    explicit Tiles(store::Reading& reading) : reading_{reading} {}

    /// The hash of a complete subtree. Throws LogBroken where its tile is missing or too short.
    Hash node(Node node);
    ReadNode reader() {
        return [this](Node which) { return node(which); };
    }

private:
    const store::Bytes& tile(int level, std::uint64_t number);

    store::Reading& reading_;
    std::map<std::pair<int, std::uint64_t>, store::Bytes> tiles_;
};

/// Appends leaves to a tree of a known size.
class TileWriter {
public:
    /// Throws LogBroken where the last tiles do not fit the size.
    TileWriter(store::Writing& writing, std::uint64_t size) : writing_{writing}, size_{size} {}

    void append(const Hash& leaf_hash);
    std::uint64_t size() const { return size_; }
    /// Writes what has changed since.
    void flush();

private:
    struct Edge {
        std::uint64_t number = 0;
        store::Bytes hashes;
        bool changed = false;
    };
    void append(int level, const Hash& hash);
    Edge& edge(int level);
    void write(int level, Edge& edge);

    store::Writing& writing_;
    std::uint64_t size_;
    std::map<int, Edge> edges_;
};

}  // namespace suncrew::audit
