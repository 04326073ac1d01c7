#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/checkpoint.hpp"
#include "store/connection.hpp"

/// The keys that have signed one log, one after the other. Where one follows another stands a checkpoint that
/// both have signed, with an extension line that names them:
///     suncrew-key-change <key before> <key after>
/// Who trusts one of the keys trusts by it what the others signed in their time, and nothing else of them:
/// a key that was replaced signs no larger tree, and a new one no smaller one.
namespace suncrew::audit {

/// Changes of one log that are looked at; a key is rarely replaced.
inline constexpr std::size_t key_changes_max = 100;

/// The text of the checkpoint that both sign.
std::string key_change_text(const Checkpoint& checkpoint, const NoteVerifier& before,
                            const NoteVerifier& after);

class KeyChain {
public:
    /// `changes` are the notes of the changes, in any order. Those that are not signed by both their keys, or
    /// lead nowhere, are passed over. Where two say what followed one key, or came before it, neither does.
    explicit KeyChain(const NoteVerifier& trusted, std::span<const std::string> changes = {});

    /// Of a note that one of the keys signed, for a tree of a size in its time; nullopt for anything else.
    std::optional<Checkpoint> open(std::string_view note) const;
    /// Whether the key of that text is one of them.
    bool has(std::string_view key) const;
    /// Whether the trusted key is the one that signs now.
    bool trusts_the_newest() const { return trusted_is_newest_; }

private:
    struct Term {
        NoteVerifier key;
        std::uint64_t from = 0;
        std::uint64_t to = std::numeric_limits<std::uint64_t>::max();
    };
    std::vector<Term> terms_;  ///< the oldest first
    bool trusted_is_newest_ = true;
};

/// The notes of all changes that the database has.
std::vector<std::string> key_changes(store::Reading& reading);

}  // namespace suncrew::audit
