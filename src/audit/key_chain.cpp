#include "audit/key_chain.hpp"

#include <algorithm>

namespace suncrew::audit {
namespace {

constexpr std::string_view extension = "suncrew-key-change ";

struct KeyChange {
    std::uint64_t size;
    NoteVerifier before;
    NoteVerifier after;
};

/// What a note says of two keys, where both have signed it.
std::optional<KeyChange> change_in(std::string_view note) {
    const std::size_t begin = note.find('\n' + std::string{extension});
    const std::size_t end = note.find('\n', begin == note.npos ? begin : begin + 1);
    if (begin == note.npos || end == note.npos)
        return std::nullopt;
    const std::string_view line = note.substr(begin + 1, end - begin - 1).substr(extension.size());
    const std::size_t gap = line.find(' ');
    if (gap == line.npos)
        return std::nullopt;
    auto before = NoteVerifier::parse(line.substr(0, gap));
    auto after = NoteVerifier::parse(line.substr(gap + 1));
    if (!before || !after)
        return std::nullopt;
    const auto by_before = open_checkpoint(*before, note);
    const auto by_after = open_checkpoint(*after, note);
    // The line stands in the text that was signed, and is its only extension.
    if (!by_before || !by_after || by_before->size == 0 ||
        before->open(note) != key_change_text(*by_before, *before, *after))
        return std::nullopt;
    return KeyChange{by_before->size, *std::move(before), *std::move(after)};
}

bool same(const NoteVerifier& a, const NoteVerifier& b) {
    return a.text() == b.text();
}

/// The only one of which that holds.
template <class Holds>
const KeyChange* only(const std::vector<KeyChange>& changes, const Holds& holds) {
    const auto first = std::find_if(changes.begin(), changes.end(), holds);
    if (first == changes.end() || std::find_if(first + 1, changes.end(), holds) != changes.end())
        return nullptr;
    return &*first;
}

}  // namespace

std::string key_change_text(const Checkpoint& checkpoint, const NoteVerifier& before,
                            const NoteVerifier& after) {
    return checkpoint_text(checkpoint) + std::string{extension} + before.text() + ' ' + after.text() + '\n';
}

KeyChain::KeyChain(const NoteVerifier& trusted, std::span<const std::string> changes) {
    std::vector<KeyChange> found;
    for (const std::string& note : changes.first(std::min(changes.size(), key_changes_max)))
        if (auto change = change_in(note))
            found.push_back(*std::move(change));
    terms_.push_back({trusted});
    // Each step goes to another tree, smaller or larger, so it ends.
    while (const KeyChange* earlier = only(found, [&](const KeyChange& one) {
               return same(one.after, terms_.front().key) && one.size < terms_.front().to;
           })) {
        terms_.front().from = earlier->size;
        terms_.insert(terms_.begin(), {earlier->before, 0, earlier->size});
    }
    while (const KeyChange* later = only(found, [&](const KeyChange& one) {
               return same(one.before, terms_.back().key) && one.size > terms_.back().from;
           })) {
        terms_.back().to = later->size;
        terms_.push_back({later->after, later->size});
        trusted_is_newest_ = false;
    }
}

std::optional<Checkpoint> KeyChain::open(std::string_view note) const {
    for (auto term = terms_.rbegin(); term != terms_.rend(); ++term) {
        auto checkpoint = open_checkpoint(term->key, note);
        if (checkpoint && checkpoint->size >= term->from && checkpoint->size <= term->to)
            return checkpoint;
    }
    return std::nullopt;
}

bool KeyChain::has(std::string_view key) const {
    return std::any_of(terms_.begin(), terms_.end(),
                       [key](const Term& term) { return term.key.text() == key; });
}

std::vector<std::string> key_changes(store::Reading& reading) {
    std::vector<std::string> notes;
    for (auto& [note] : reading.rows<std::string>("select note from log_key_changes order by size limit ?",
                                                  static_cast<int>(key_changes_max)))
        notes.push_back(std::move(note));
    return notes;
}

}  // namespace suncrew::audit
