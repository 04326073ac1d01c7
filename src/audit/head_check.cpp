#include "audit/head_check.hpp"

#include <limits>
#include <utility>
#include <vector>

namespace suncrew::audit {
namespace {

constexpr int page_size = 1000;

std::string name_of(std::int64_t size) {
    return "checkpoint " + std::to_string(size);
}

}  // namespace

HeadCheck::HeadCheck(store::Reading& reading, KeyChain keys, std::uint64_t size, LogFlaws& found)
    : reading_{reading},
      keys_{std::move(keys)},
      size_{size},
      found_{found},
      read_to_{std::numeric_limits<std::int64_t>::min()} {}

void HeadCheck::claim(std::string who, std::uint64_t size, const Hash& root) {
    if (size > size_)
        found_.complain(who + " has " + std::to_string(size) + " entries, and the log has " +
                        std::to_string(size_) + ": entries were taken away");
    else
        claims_.emplace(size, Claim{root, std::move(who)});
}

std::optional<std::uint64_t> HeadCheck::claim(const std::string& who, const std::string& note) {
    const auto checkpoint = keys_.open(note);
    if (!checkpoint) {
        found_.complain(who + " is not signed by the log's key");
        return std::nullopt;
    }
    claim(who, checkpoint->size, checkpoint->root);
    return checkpoint->size;
}

void HeadCheck::compare(const Frontier& tree) {
    const auto [first, last] = claims_.equal_range(tree.size());
    for (auto claim = first; claim != last; ++claim)
        if (claim->second.root != tree.root())
            found_.complain(claim->second.who + " has another root than the entries");
    for (;;) {
        if (page_.empty() && more_)
            read_page();
        if (page_.empty() || std::get<0>(page_.front()) > static_cast<std::int64_t>(tree.size()))
            return;
        const auto [size, note] = std::move(page_.front());
        page_.pop_front();
        ++checkpoints_;
        if (size < static_cast<std::int64_t>(tree.size()) || size <= 0)
            found_.complain(name_of(size) + " is of no tree");
        else
            compare_checkpoint(tree, note);
    }
}

void HeadCheck::finish() {
    if (size_ > 0 && newest_ != size_)
        found_.complain("the newest checkpoint is missing");
}

void HeadCheck::read_page() {
    const auto rows = reading_.rows<std::int64_t, std::string>(
        "select size, note from log_checkpoints where size > ? and size <= ? order by size limit ?", read_to_,
        static_cast<std::int64_t>(size_), page_size);
    page_.assign(rows.begin(), rows.end());
    more_ = rows.size() == static_cast<std::size_t>(page_size);
    if (!rows.empty())
        read_to_ = std::get<0>(rows.back());
}

void HeadCheck::compare_checkpoint(const Frontier& tree, const std::string& note) {
    const std::string who = name_of(static_cast<std::int64_t>(tree.size()));
    newest_ = tree.size();
    const auto checkpoint = keys_.open(note);
    if (!checkpoint)
        found_.complain(who + " is not signed by the log's key");
    else if (checkpoint->size != tree.size())
        found_.complain(who + " was signed for " + std::to_string(checkpoint->size) + " entries");
    else if (checkpoint->root != tree.root())
        found_.complain(who + " has another root than the entries");
}

}  // namespace suncrew::audit
