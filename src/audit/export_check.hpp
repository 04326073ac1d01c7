#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "audit/checkpoint.hpp"
#include "audit/frontier.hpp"
#include "audit/key_chain.hpp"
#include "audit/log_flaws.hpp"

/// The log in one text, for who has neither the program's database nor its server. A line each, in this
/// order:
///
///     suncrew log export v1
///     key <the log's public key>
///     entry <leaf>                          each entry, followed by what it completes:
///     tile <level> <number> <hashes>        the tiles that are full now, level by level,
///     checkpoint <note>                     and the checkpoint of that size, where there is one
///     …
///     tile <level> <number> <hashes>        the tiles that are not full
///     end <entries>
///
/// Leaves, hashes and notes are in base64. A leaf holds commitments alone, so the text tells of nobody.
namespace suncrew::audit {

inline constexpr std::string_view export_first_line = "suncrew log export v1";
/// Longer than a full tile in base64, which is the longest line.
inline constexpr std::size_t export_line_bytes_max = 24 * 1024;

/// Takes an export line by line and computes all of it anew; needs some kilobytes, however long it is.
class ExportCheck {
public:
    /// `key` is the one that the caller trusts, and by it those that came before and after it; `known` is
    /// the note of a head of this log that somebody remembers.
    explicit ExportCheck(NoteVerifier key, std::optional<std::string> known = {});

    /// One line without its end. After a line that has no place where it stands nothing more is looked at.
    void take(std::string_view line);
    /// After the last line: what was found.
    const LogFlaws& finish();

    std::uint64_t entries() const { return tree_.size(); }
    std::uint64_t checkpoints() const { return checkpoints_; }

private:
    enum class Awaited : std::uint8_t { first_line, key, entries, nothing };
    struct Tile {
        std::uint64_t number = 0;
        std::vector<Hash> hashes;
    };
    /// A tile that must come next.
    struct DueTile {
        int level;
        Tile tile;
    };

    void stop(const char* why);
    void take_key(std::string_view text);
    void take_key_change(std::string_view text);
    void take_entry(std::string_view text);
    void take_tile(std::string_view text);
    void take_checkpoint(std::string_view text);
    void take_end(std::string_view text);
    void append(int level, const Hash& hash);
    void open_known();
    void compare_known();

    NoteVerifier key_;
    std::string named_;  ///< the key that the export names
    std::vector<std::string> key_changes_;
    KeyChain keys_;
    std::optional<std::string> known_note_;
    std::optional<Checkpoint> known_;  ///< of the note, as soon as the keys are known
    Awaited awaited_ = Awaited::first_line;
    std::size_t lines_ = 0;
    bool stopped_ = false;
    Frontier tree_;
    std::map<int, Tile> tiles_;  ///< that are not full, by level
    std::vector<DueTile> due_;   ///< in the order in which they must come
    bool ending_ = false;        ///< tiles that are not full have begun
    std::uint64_t checkpoints_ = 0;
    std::optional<std::uint64_t> newest_checkpoint_;
    LogFlaws found_;
};

}  // namespace suncrew::audit
