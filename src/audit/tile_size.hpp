#pragma once

#include <cstddef>

namespace suncrew::audit {

/// Tiles of 256 hashes, as C2SP's tlog-tiles cuts them (https://c2sp.org/tlog-tiles).
inline constexpr int tile_height = 8;
inline constexpr std::size_t tile_width = std::size_t{1} << tile_height;
/// Levels of tiles that a tree of `leaves_max` has.
inline constexpr int tile_levels_max = 7;

}  // namespace suncrew::audit
