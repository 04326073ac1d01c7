#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "audit/checkpoint.hpp"
#include "audit/https_witness.hpp"
#include "audit/key_chain.hpp"
#include "audit/log.hpp"
#include "audit/log_broken.hpp"
#include "audit/witness.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

namespace suncrew::audit {

/// Entries that get their places in one transaction.
inline constexpr int sequenced_at_once_max = 1000;
/// Such transactions in one round of background work.
inline constexpr int sequenced_rounds_max = 20;

/// Entries that this program has seen waiting for so long are a broken log.
inline constexpr std::chrono::minutes standstill_max{15};

/// Gives entries their places in the tree, signs the new head, and shows it to the witness. Several programs
/// may do so on one database: the row of `log_state` is locked, so they take turns. Nothing is signed that is
/// not consistent with what this program has signed before and with what the witness has: from then on no
/// entry gets a place, and an event `log_broken` tells of it, as it does where entries cannot get their
/// places for `standstill_max`, for whatever reason. The entries themselves go on being written.
class Sequencer {
public:
    /// Until `far`, the witness of another house, has agreed to the head that is there, nothing is signed;
    /// from then on it may be away for a while.
    Sequencer(NoteSigner signer, std::optional<FileWitness> witness, const Clock& clock,
              std::unique_ptr<HttpsWitness> far = nullptr)
        : signer_{std::move(signer)}, witness_{std::move(witness)}, far_{std::move(far)}, clock_{clock} {}

    const NoteVerifier& verifier() const { return signer_.verifier(); }

    /// At most `sequenced_rounds_max` × `sequenced_at_once_max` entries; how many. A broken log is recorded,
    /// once for each complaint in the life of this program, and throws LogBroken.
    std::size_t run(store::Connection& connection);

    /// Has another key of the same name sign from now on: what waits gets its place, and then the head is
    /// signed by both, naming both. Programs that still have the old key sign nothing any more. Throws
    /// std::invalid_argument where it is the same key or of another name, and what `run` throws.
    void replace_key(store::Connection& connection, const NoteSigner& next);

private:
    /// What the witness's folder has, and whether it may be empty.
    struct Witnessed {
        bool may_begin;
        std::optional<Checkpoint> head;
    };
    Witnessed witnessed(store::Reading& reading) const;
    KeyChain keys(store::Reading& reading) const;
    TreeState sound_state(store::Transaction& transaction, const Witnessed& seen) const;
    std::size_t work(store::Connection& connection, store::Reading& reading);
    void complain(store::Connection& connection, const std::string& what);
    void complain_of_standstill(store::Connection& connection, store::Reading& reading);
    std::size_t sequence(store::Connection& connection);
    void show_to_witness(store::Connection& connection);
    void ask_far_witness(store::Reading& reading);
    void show_to_far_witness(store::Reading& reading);
    void show_far(store::Reading& reading, const Checkpoint& checkpoint, const std::string& note);

    NoteSigner signer_;
    std::optional<FileWitness> witness_;
    std::unique_ptr<HttpsWitness> far_;
    bool far_agreed_ = false;
    Instant far_asked_again_{};
    std::string far_complaint_;  ///< for good, once it has one
    const Clock& clock_;
    std::optional<Checkpoint> signed_;  ///< the newest that this program signed
    std::string complaint_;
    struct Waiting {
        std::int64_t entry;
        Instant since;
    };
    std::optional<Waiting> waiting_;  ///< the oldest entry that waits, and since when it was seen so
};

}  // namespace suncrew::audit
