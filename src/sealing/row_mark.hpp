#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "store/value.hpp"

namespace suncrew::sealing {

/// What stands beside a row that gives access: the version of the wrapping key (4 bytes, the highest first)
/// and HMAC-SHA-256 of what the row gives, by a key derived from that one. Who can write the database and
/// has no key of ours can make no such row. What a mark does not tell: that a row was set back to what it
/// once was, as that was right then; the log tells it.
using RowMark = store::Bytes;
inline constexpr std::size_t row_mark_size = 4 + 32;

/// What of a row is marked: the name of its table, then whatever of it gives something to somebody, in one
/// order. A number stands for itself, a text or bytes behind their length, nothing for nothing, so two
/// different rows have no content in common.
class MarkedRow {
public:
    template <class... Columns>
    explicit MarkedRow(std::string_view table, const Columns&... columns) : table_{table} {
        content_.reserve(256);
        content_.append("suncrew row 1 ");
        add(store::Value::of(table));
        (add(store::Codec<Columns>::bind(columns)), ...);
    }

    std::string_view table() const { return table_; }
    std::string_view content() const { return content_; }

private:
    void add(const store::Value& column);

    std::string_view table_;
    std::string content_;
};

}  // namespace suncrew::sealing
