#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "audit/checkpoint.hpp"
#include "audit/log_flaws.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

namespace suncrew::audit {

/// What a look at the whole log found.
struct Verification : LogFlaws {
    std::uint64_t entries = 0;    ///< that have their place, all of them recomputed
    std::uint64_t forgotten = 0;  ///< of these, entries whose values are gone, as their time was over
    std::uint64_t erased = 0;     ///< of these, entries whose values went with an account that was erased
    std::uint64_t pending = 0;    ///< that wait for their place
    std::uint64_t checkpoints = 0;
    std::optional<std::uint64_t> witnessed{};  ///< the size that the witness has seen, where one was asked
};

/// A checkpoint that somebody keeps apart from the database, and who.
struct Remembered {
    std::string who;
    std::string note;  ///< empty where they should have one and have none, which is a flaw
};

/// An entry that waits for its place for so long while other things are recorded is a flaw: the log stands
/// still.
inline constexpr std::chrono::minutes waiting_max{15};

/// Reads the whole log and computes it anew, without the program that wrote it: each entry out of its event,
/// the tree out of the entries by other code than the sequencer's, each checkpoint's root and signature, the
/// kept hashes, that each event which asks for an entry has one, and that nothing stands beyond the tree.
/// What is written meanwhile is left for the next look. `key` is any of the keys that have signed the log;
/// the others are trusted by it. Needs to read only.
Verification verify(store::Reading& reading, const NoteVerifier& key, std::span<const Remembered> remembered,
                    Instant now);

}  // namespace suncrew::audit
