#include "audit/export_check.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "audit/tile_size.hpp"
#include "crypto/base64.hpp"

namespace suncrew::audit {
namespace {

constexpr std::string_view leaf_first_line = "suncrew log entry v1\n";

/// The word up to the first space, which goes with it.
std::string_view cut_word(std::string_view& line) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

std::string text_of(const std::vector<Hash>& hashes) {
    std::vector<std::uint8_t> bytes;
    bytes.reserve(hashes.size() * std::tuple_size_v<Hash>);
    for (const Hash& hash : hashes)
        bytes.insert(bytes.end(), hash.begin(), hash.end());
    return crypto::base64_encode(bytes);
}

std::optional<std::string> decoded(std::string_view text) {
    const auto bytes = crypto::base64_decode(text);
    if (!bytes)
        return std::nullopt;
    return std::string{bytes->begin(), bytes->end()};
}

std::string name_of_tile(int level, std::uint64_t number) {
    return std::to_string(level) + ' ' + std::to_string(number);
}

}  // namespace

ExportCheck::ExportCheck(NoteVerifier key, std::optional<std::string> known)
    : key_{std::move(key)}, keys_{key_}, known_note_{std::move(known)} {}

void ExportCheck::stop(const char* why) {
    found_.complain("line " + std::to_string(lines_) + ": " + why);
    stopped_ = true;
}

void ExportCheck::take(std::string_view line) {
    ++lines_;
    if (stopped_)
        return;
    if (awaited_ == Awaited::nothing)
        return stop("something stands behind the end");
    if (awaited_ == Awaited::first_line) {
        awaited_ = Awaited::key;
        return line == export_first_line ? void() : stop("not an export of a log");
    }
    const std::string_view kind = cut_word(line);
    if (awaited_ == Awaited::key)
        return kind == "key" ? take_key(line) : stop("the key is missing");
    if (kind == "key-change" && tree_.size() == 0 && key_changes_.size() < key_changes_max)
        return take_key_change(line);
    open_known();
    if (kind == "tile")
        return take_tile(line);
    if (kind == "end")
        return take_end(line);
    if (ending_ || !due_.empty())
        return stop("a tile is missing");
    if (kind == "entry")
        return take_entry(line);
    if (kind == "checkpoint")
        return take_checkpoint(line);
    stop("neither an entry nor a tile nor a checkpoint");
}

void ExportCheck::take_key(std::string_view text) {
    awaited_ = Awaited::entries;
    named_ = text;
}

void ExportCheck::take_key_change(std::string_view text) {
    const auto note = decoded(text);
    if (!note)
        return stop("not a change of the key");
    key_changes_.push_back(*note);
    keys_ = KeyChain{key_, key_changes_};
}

void ExportCheck::take_entry(std::string_view text) {
    const auto leaf = decoded(text);
    if (!leaf || !leaf->starts_with(leaf_first_line))
        return stop("not an entry");
    if (tree_.size() == leaves_max)
        return stop("more entries than a log has");
    const Hash hash = leaf_hash(*leaf);
    tree_.append(hash);
    append(0, hash);
    compare_known();
}

void ExportCheck::append(int level, const Hash& hash) {
    Tile& tile = tiles_[level];
    tile.hashes.push_back(hash);
    if (tile.hashes.size() < tile_width)
        return;
    Frontier above;
    for (const Hash& one : tile.hashes)
        above.append(one);
    due_.push_back({level, {tile.number, std::exchange(tile.hashes, {})}});
    ++tile.number;
    append(level + 1, above.root());
}

void ExportCheck::take_tile(std::string_view text) {
    if (due_.empty() && !ending_) {
        ending_ = true;
        for (const auto& [level, tile] : tiles_)
            if (!tile.hashes.empty())
                due_.push_back({level, tile});
    }
    if (due_.empty())
        return stop("a tile that the entries do not make");
    const auto [level, tile] = std::move(due_.front());
    due_.erase(due_.begin());
    const std::string name = name_of_tile(level, tile.number);
    if (!text.starts_with(name + ' '))
        return stop("another tile than the entries make");
    if (text.substr(name.size() + 1) != text_of(tile.hashes))
        found_.complain("tile " + name + " is not that of the entries");
}

void ExportCheck::take_checkpoint(std::string_view text) {
    const auto note = decoded(text);
    const std::string who = "the checkpoint of " + std::to_string(tree_.size()) + " entries";
    const auto checkpoint = note ? keys_.open(*note) : std::nullopt;
    if (newest_checkpoint_ == tree_.size())
        return stop("two checkpoints of one size");
    newest_checkpoint_ = tree_.size();
    ++checkpoints_;
    if (!checkpoint)
        found_.complain(who + " is not signed by the log's key");
    else if (checkpoint->size != tree_.size())
        found_.complain(who + " was signed for " + std::to_string(checkpoint->size));
    else if (checkpoint->root != tree_.root())
        found_.complain(who + " has another root than the entries");
}

void ExportCheck::take_end(std::string_view text) {
    const bool all_tiles =
        due_.empty() && (ending_ || std::all_of(tiles_.begin(), tiles_.end(),
                                                [](const auto& tile) { return tile.second.hashes.empty(); }));
    if (!all_tiles)
        return stop("a tile is missing");
    if (text != std::to_string(tree_.size()))
        found_.complain("the end tells another number of entries than there are");
    awaited_ = Awaited::nothing;
}

/// All keys are told before the first entry.
void ExportCheck::open_known() {
    if (!known_note_)
        return;
    known_ = keys_.open(*known_note_);
    known_note_.reset();
    if (!known_)
        found_.complain("the head that is remembered is not signed by the log's key");
    compare_known();
}

void ExportCheck::compare_known() {
    if (known_ && known_->size == tree_.size() && known_->root != tree_.root())
        found_.complain("the head that is remembered has another root than the entries");
}

const LogFlaws& ExportCheck::finish() {
    if (!stopped_ && awaited_ != Awaited::nothing)
        stop("the export was cut off");
    if (stopped_)
        return found_;
    if (named_ != key_.text() && !keys_.has(named_))
        found_.complain("the export names another key than the one that is trusted");
    if (tree_.size() > 0 && newest_checkpoint_ != tree_.size())
        found_.complain("the newest checkpoint is missing");
    if (known_ && known_->size > tree_.size())
        found_.complain("the head that is remembered has " + std::to_string(known_->size) +
                        " entries, and the export has " + std::to_string(tree_.size()) +
                        ": entries were taken away");
    return found_;
}

}  // namespace suncrew::audit
