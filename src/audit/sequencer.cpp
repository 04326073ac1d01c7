#include "audit/sequencer.hpp"

#include <tuple>
#include <vector>

#include "audit/log.hpp"
#include "audit/security_events.hpp"
#include "audit/tiles.hpp"
#include "base/log.hpp"

namespace suncrew::audit {
namespace {

/// After a failure the far witness is left alone for so long.
constexpr std::chrono::seconds far_pause{60};

TreeState locked_state(store::Transaction& transaction) {
    const auto row =
        transaction.one<std::int64_t, Hash>({"select size, root from log_state where id = 1",
                                             "select size, root from log_state where id = 1 for update"});
    if (!row)
        throw LogBroken{"the log's state is missing"};
    return {static_cast<std::uint64_t>(std::get<0>(*row)), std::get<1>(*row)};
}

/// Whether the tree of that size, as its tiles are kept, has that root.
bool has_root(store::Reading& reading, std::uint64_t size, const Hash& expected) {
    Tiles tiles{reading};
    return root(size, tiles.reader()) == expected;
}

/// What stands at the end of the tree is what its root says.
void must_have_root(store::Reading& reading, const TreeState& state) {
    if (!has_root(reading, state.size, state.root))
        throw LogBroken{"the tree does not have the root that was kept"};
}

/// The tree begins with what somebody remembers of it.
void must_extend(store::Reading& reading, const Checkpoint& known, std::uint64_t size, const char* who) {
    if (known.size > size || !has_root(reading, known.size, known.root))
        throw LogBroken{std::string{"the tree does not contain the checkpoint that "} + who};
}

/// The newest checkpoint is of this state and by a key of this log.
void must_be_signed(store::Reading& reading, const KeyChain& keys, const TreeState& state) {
    const auto newest = newest_checkpoint(reading);
    if (!newest && state.size == 0)
        return;
    const auto checkpoint = newest ? keys.open(newest->note) : std::nullopt;
    if (!checkpoint)
        throw LogBroken{"the newest checkpoint is missing, or not signed by this key"};
    if (checkpoint->size != state.size || checkpoint->root != state.root)
        throw LogBroken{"the newest checkpoint is not that of the tree"};
}

using Pending = std::vector<std::tuple<std::int64_t, std::string>>;

Pending pending(store::Reading& reading) {
    return reading.rows<std::int64_t, std::string>(
        "select id, leaf from log_entries where position is null order by id limit ?", sequenced_at_once_max);
}

/// Whether the entry still waited.
bool take_place(store::Transaction& transaction, std::int64_t entry, std::int64_t position) try {
    return transaction.run("update log_entries set position = ? where id = ? and position is null", position,
                           entry) == 1;
} catch (const store::Duplicate&) {
    throw LogBroken{"the next place of the tree is taken"};
}

/// Gives the entries their places; the new state.
TreeState place(store::Transaction& transaction, const TreeState& state, const Pending& entries) {
    TileWriter tree{transaction, state.size};
    for (const auto& [id, leaf] : entries) {
        if (!take_place(transaction, id, static_cast<std::int64_t>(tree.size())))
            throw LogBroken{"an entry went while it got its place"};
        tree.append(leaf_hash(leaf));
    }
    tree.flush();
    Tiles tiles{transaction};
    const TreeState next{tree.size(), root(tree.size(), tiles.reader())};
    transaction.run("update log_state set size = ?, root = ? where id = 1",
                    static_cast<std::int64_t>(next.size), next.root);
    return next;
}

void keep_checkpoint(store::Transaction& transaction, std::uint64_t size, const std::string& note,
                     Instant now) {
    transaction.run("insert into log_checkpoints (size, at, note) values (?, ?, ?)",
                    static_cast<std::int64_t>(size), now, note);
}

/// The first checkpoint is signed before a witness can have it.
bool checkpoints_are_many(store::Reading& reading) {
    return *reading.value<bool>(
        "select count(*) > 1 from (select size from log_checkpoints limit 2) first_two");
}

}  // namespace

std::size_t Sequencer::run(store::Connection& connection) {
    store::Reading reading{connection};
    try {
        const std::size_t placed = work(connection, reading);
        waiting_.reset();
        return placed;
    } catch (const LogBroken& broken) {
        complain(connection, broken.what());
        throw;
    } catch (const std::exception&) {
        complain_of_standstill(connection, reading);
        throw;
    }
}

std::size_t Sequencer::work(store::Connection& connection, store::Reading& reading) {
    std::size_t placed = 0;
    ask_far_witness(reading);
    for (int round = 0; round < sequenced_rounds_max; ++round) {
        const std::size_t now_placed = sequence(connection);
        placed += now_placed;
        if (now_placed < static_cast<std::size_t>(sequenced_at_once_max))
            break;
    }
    show_to_witness(connection);
    show_to_far_witness(reading);
    return placed;
}

void Sequencer::complain(store::Connection& connection, const std::string& what) {
    if (complaint_ == what)
        return;
    store::in_transaction(connection, [&](store::Transaction& transaction) {
        record(transaction,
               {.kind = EventKind::log_broken, .at = clock_.now(), .acted_as = Party::system, .after = what});
    });
    complaint_ = what;
}

void Sequencer::complain_of_standstill(store::Connection& connection, store::Reading& reading) {
    const auto oldest =
        reading.value<std::optional<std::int64_t>>("select min(id) from log_entries where position is null");
    if (!oldest || !*oldest)
        waiting_.reset();
    else if (!waiting_ || waiting_->entry != **oldest)
        waiting_ = {**oldest, clock_.now()};
    else if (clock_.now() - waiting_->since >= standstill_max)
        complain(connection, "entries wait for their places, and do not get them");
}

Sequencer::Witnessed Sequencer::witnessed(store::Reading& reading) const {
    const auto note = witness_ ? witness_->latest() : std::nullopt;
    Witnessed seen{!witness_ || note || witness_->may_begin(), {}};
    if (note && !(seen.head = keys(reading).open(*note)))
        throw LogBroken{"what the witness has is not signed by this key"};
    return seen;
}

KeyChain Sequencer::keys(store::Reading& reading) const {
    return KeyChain{verifier(), key_changes(reading)};
}

/// The tree as it is, whose row is locked, and which is what everybody remembers of it.
TreeState Sequencer::sound_state(store::Transaction& transaction, const Witnessed& seen) const {
    const TreeState state = locked_state(transaction);
    const KeyChain keys_now = keys(transaction);
    must_have_root(transaction, state);
    must_be_signed(transaction, keys_now, state);
    if (signed_)
        must_extend(transaction, *signed_, state.size, "this program signed");
    if (seen.head)
        must_extend(transaction, *seen.head, state.size, "the witness has");
    if (!seen.may_begin && checkpoints_are_many(transaction))
        throw std::runtime_error{
            "the witness's folder has no checkpoint although the log has: it is not mounted, or is a new "
            "one, which an empty file `begin` in it says"};
    if (!keys_now.trusts_the_newest())
        throw std::runtime_error{"the log's key was replaced: log.key has to be the new one"};
    return state;
}

std::size_t Sequencer::sequence(store::Connection& connection) {
    // Read before the state is locked, so that it cannot be ahead of it.
    store::Reading reading{connection};
    const Witnessed seen = witnessed(reading);
    std::optional<Checkpoint> signed_now;
    const std::size_t placed = store::in_transaction(connection, [&](store::Transaction& transaction) {
        signed_now.reset();
        const TreeState state = sound_state(transaction, seen);
        const Pending entries = pending(transaction);
        if (entries.empty())
            return entries.size();
        const TreeState next = place(transaction, state, entries);
        signed_now = Checkpoint{verifier().name(), next.size, next.root};
        keep_checkpoint(transaction, next.size, signer_.sign(checkpoint_text(*signed_now)), clock_.now());
        return entries.size();
    });
    if (signed_now)
        signed_ = std::move(signed_now);
    return placed;
}

void Sequencer::replace_key(store::Connection& connection, const NoteSigner& next) {
    if (next.verifier().name() != verifier().name() || next.verifier().text() == verifier().text())
        throw std::invalid_argument{"the new key has to be another one, of the same name"};
    run(connection);  // what waits gets its place by the present key
    store::Reading reading{connection};
    const Witnessed seen = witnessed(reading);
    store::in_transaction(connection, [&](store::Transaction& transaction) {
        const TreeState state = sound_state(transaction, seen);
        record(transaction, {.kind = EventKind::log_key_rotated,
                             .at = clock_.now(),
                             .acted_as = Party::system,
                             .before = verifier().text(),
                             .after = next.verifier().text()});
        const TreeState after = place(transaction, state, pending(transaction));
        const std::string note = next.sign_also(signer_.sign(
            key_change_text({verifier().name(), after.size, after.root}, verifier(), next.verifier())));
        keep_checkpoint(transaction, after.size, note, clock_.now());
        transaction.run("insert into log_key_changes (size, note) values (?, ?)",
                        static_cast<std::int64_t>(after.size), note);
    });
    show_to_witness(connection);
    show_to_far_witness(reading);
}

/// It has to have agreed once since this program began: what was set back before, only it can tell.
void Sequencer::ask_far_witness(store::Reading& reading) {
    if (!far_)
        return;
    if (!far_complaint_.empty())
        throw LogBroken{far_complaint_};
    const auto newest = far_agreed_ ? std::nullopt : newest_checkpoint(reading);
    if (!newest)
        return;
    const auto checkpoint = keys(reading).open(newest->note);
    if (!checkpoint)
        throw LogBroken{"the newest checkpoint is not signed by this key"};
    if (clock_.now() < far_asked_again_)
        throw egress::Failed{"the witness has not answered since this program began"};
    show_far(reading, *checkpoint, newest->note);
}

/// What does not fit stays said for good; who does not answer is asked again in a while.
void Sequencer::show_far(store::Reading& reading, const Checkpoint& checkpoint, const std::string& note) {
    try {
        far_->show(reading, checkpoint, note);
        far_agreed_ = true;
    } catch (const LogBroken& broken) {
        far_complaint_ = broken.what();
        throw;
    } catch (const egress::Failed&) {
        far_asked_again_ = clock_.now() + far_pause;
        throw;
    }
}

void Sequencer::show_to_far_witness(store::Reading& reading) {
    const auto newest = far_ ? newest_checkpoint(reading) : std::nullopt;
    const auto checkpoint = newest ? keys(reading).open(newest->note) : std::nullopt;
    if (!checkpoint || far_->has(*checkpoint) || clock_.now() < far_asked_again_)
        return;
    try {
        show_far(reading, *checkpoint, newest->note);
    } catch (const egress::Failed& failed) {
        // What is signed meanwhile it will see all at once.
        log::warn("witness_away", {{"detail", std::string_view{failed.what()}}});
    }
}

void Sequencer::show_to_witness(store::Connection& connection) {
    if (!witness_)
        return;
    store::Reading reading{connection};
    const auto newest = newest_checkpoint(reading);
    if (newest && witness_->latest() != newest->note)
        witness_->put(newest->note);
}

}  // namespace suncrew::audit
