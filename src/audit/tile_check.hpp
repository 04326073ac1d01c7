#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "audit/log_flaws.hpp"
#include "audit/merkle.hpp"
#include "store/connection.hpp"

namespace suncrew::audit {

/// Computes the tiles of a tree anew, and compares each with the one that is kept.
class TileCheck {
public:
    TileCheck(store::Reading& reading, LogFlaws& found) : reading_{reading}, found_{found} {}

    void append(const Hash& leaf_hash) { append(0, leaf_hash); }
    /// Those that are not full.
    void finish();

private:
    struct Tile {
        std::int64_t number = 0;
        std::vector<Hash> hashes;
    };
    void append(int level, const Hash& hash);
    void compare(int level, const Tile& tile);

    store::Reading& reading_;
    LogFlaws& found_;
    std::map<int, Tile> last_;
};

/// Tiles, and hashes in the last ones, that a tree of the kept size does not have.
void find_surplus_tiles(store::Reading& reading, LogFlaws& found);

}  // namespace suncrew::audit
