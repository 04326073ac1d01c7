#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "audit/checkpoint.hpp"
#include "audit/witness.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

namespace suncrew::audit {

/// Entries that get their places in one transaction.
inline constexpr int sequenced_at_once_max = 1000;
/// Such transactions in one round of background work.
inline constexpr int sequenced_rounds_max = 20;

/// The log in the database is not the one that was signed: rows were changed, taken away or set back.
class LogBroken : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Gives entries their places in the tree, signs the new head, and shows it to the witness. Several programs
/// may do so on one database: the row of `log_state` is locked, so they take turns. Nothing is signed that is
/// not consistent with what this program has signed before and with what the witness has: from then on no
/// entry gets a place, and an event `log_broken` tells of it. The entries themselves go on being written.
class Sequencer {
public:
    Sequencer(NoteSigner signer, std::optional<FileWitness> witness, const Clock& clock)
        : signer_{std::move(signer)}, witness_{std::move(witness)}, clock_{clock} {}

    const NoteVerifier& verifier() const { return signer_.verifier(); }

    /// At most `sequenced_rounds_max` × `sequenced_at_once_max` entries; how many. A broken log is recorded,
    /// once for each complaint in the life of this program, and throws LogBroken.
    std::size_t run(store::Connection& connection);

private:
    std::size_t sequence(store::Connection& connection);
    void show_to_witness(store::Connection& connection);

    NoteSigner signer_;
    std::optional<FileWitness> witness_;
    const Clock& clock_;
    std::optional<Checkpoint> signed_;  ///< the newest that this program signed
    std::string complaint_;
};

}  // namespace suncrew::audit
