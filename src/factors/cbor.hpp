#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace suncrew::factors {

/// Bytes of an answer; they belong to whoever called.
using Bytes = std::span<const std::uint8_t>;

namespace cbor {

/// A data item that was read. It looks into the bytes it was read from and does not outlive them.
struct Item {
    enum class Kind : std::uint8_t { integer, bytes, text, array, map, other };

    Kind kind = Kind::other;
    std::int64_t integer = 0;      ///< of an integer
    Bytes content{};               ///< of a byte string or of a text (UTF-8)
    std::vector<Item> children{};  ///< of an array; of a map, keys and values in turn
    Bytes encoded{};               ///< the whole, as it was sent

    std::string_view text() const { return {reinterpret_cast<const char*>(content.data()), content.size()}; }
    std::size_t members() const { return children.size() / 2; }
    /// The value at a key of a map; nullptr where there is none, or this is no map.
    const Item* find(std::string_view key) const;
    const Item* find(std::int64_t key) const;
};

inline constexpr std::size_t nesting_max = 4;  ///< of the canonical form
inline constexpr std::size_t items_max = 256;

/// The first item of the bytes, which more may follow. Throws WebauthnRefused{cbor} for what is not in the
/// CTAP2 canonical form: shortest lengths and integers, definite lengths, map keys in order and none twice,
/// no tags, nesting of at most four; also for map keys that are neither integers nor texts, texts that are
/// not UTF-8, and more than `items_max` items. Memory is taken for what is there, not for what is announced.
/// Source: Client to Authenticator Protocol 2.1, section 8, "Message encoding".
Item read_first(Bytes bytes);

/// The same for bytes that are one item and nothing else.
Item read_whole(Bytes bytes);

}  // namespace cbor
}  // namespace suncrew::factors
