#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "audit/merkle.hpp"
#include "audit/note.hpp"

namespace suncrew::audit {

/// The head of a log at a size, as C2SP's tlog-checkpoint writes it (https://c2sp.org/tlog-checkpoint):
/// the log's name, the number of leaves and the root, a line each. We write no extension lines.
struct Checkpoint {
    std::string origin;
    std::uint64_t size = 0;
    Hash root{};
    bool operator==(const Checkpoint&) const = default;
};

/// The text that is signed.
std::string checkpoint_text(const Checkpoint& checkpoint);
/// Of the text of a note; extension lines are passed over. nullopt for anything else.
std::optional<Checkpoint> parse_checkpoint(std::string_view text);

/// Of a note that the key has signed, whose origin is the key's name; nullopt for anything else.
std::optional<Checkpoint> open_checkpoint(const NoteVerifier& key, std::string_view note);

}  // namespace suncrew::audit
