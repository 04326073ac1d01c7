#include "audit/export.hpp"

#include <ostream>
#include <string>

#include "audit/export_check.hpp"
#include "audit/key_chain.hpp"
#include "audit/log.hpp"
#include "audit/tiles.hpp"
#include "crypto/base64.hpp"

namespace suncrew::audit {
namespace {

constexpr int page_size = 1000;
constexpr std::size_t hash_size = std::tuple_size_v<Hash>;

std::string encoded(std::string_view text) {
    return crypto::base64_encode({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

/// Writes the parts of one log in the order of the export.
class Exporter {
public:
    Exporter(store::Reading& reading, std::ostream& out) : reading_{reading}, out_{out} {}

    void entry(std::uint64_t position, const std::string& leaf) {
        out_ << "entry " << encoded(leaf) << '\n';
        // A tile is full where its width divides the number of its entries.
        std::uint64_t count = position + 1;
        for (int level = 0; count % tile_width == 0; ++level) {
            count /= tile_width;
            tile(level, count - 1, tile_width);
        }
    }
    void tiles_not_full(std::uint64_t size) {
        for (int level = 0; size > 0; ++level, size /= tile_width)
            if (size % tile_width != 0)
                tile(level, size / tile_width, size % tile_width);
    }
    void checkpoint(std::uint64_t size) {
        const auto note = reading_.value<std::string>("select note from log_checkpoints where size = ?",
                                                      static_cast<std::int64_t>(size));
        if (note)
            out_ << "checkpoint " << encoded(*note) << '\n';
    }

private:
    void tile(int level, std::uint64_t number, std::size_t width) {
        const auto hashes =
            reading_.value<store::Bytes>("select hashes from log_tiles where level = ? and number = ?", level,
                                         static_cast<std::int64_t>(number));
        if (!hashes || hashes->size() < width * hash_size)
            throw store::Fault{"a tile of the log is missing or too short"};
        out_ << "tile " << level << ' ' << number << ' '
             << crypto::base64_encode(std::span{*hashes}.first(width * hash_size)) << '\n';
    }

    store::Reading& reading_;
    std::ostream& out_;
};

}  // namespace

std::uint64_t write_export(store::Reading& reading, const NoteVerifier& key, std::ostream& out) {
    const std::uint64_t size = tree_state(reading).size;
    out << export_first_line << "\nkey " << key.text() << '\n';
    for (const std::string& note : key_changes(reading))
        out << "key-change " << encoded(note) << '\n';
    Exporter exporter{reading, out};
    std::uint64_t next = 0;
    while (next < size) {
        const auto rows = reading.rows<std::int64_t, std::string, bool>(
            "select l.position, l.leaf, c.size is not null from log_entries l"
            " left join log_checkpoints c on c.size = l.position + 1"
            " where l.position >= ? and l.position < ? order by l.position limit ?",
            static_cast<std::int64_t>(next), static_cast<std::int64_t>(size), page_size);
        for (const auto& [position, leaf, has_checkpoint] : rows) {
            if (static_cast<std::uint64_t>(position) != next)
                break;
            exporter.entry(next++, leaf);
            if (has_checkpoint)
                exporter.checkpoint(next);
        }
        if (rows.empty() || static_cast<std::uint64_t>(std::get<0>(rows.back())) + 1 != next)
            throw store::Fault{"entry " + std::to_string(next) + " of the log is missing"};
    }
    if (const auto newest = newest_checkpoint(reading); newest && newest->size > tree_state(reading).size)
        throw store::Fault{"a checkpoint is of more entries than the log has"};
    exporter.tiles_not_full(size);
    out << "end " << size << '\n';
    return size;
}

}  // namespace suncrew::audit
