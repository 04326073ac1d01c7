#pragma once

#include <string>

#include "access/granted.hpp"
#include "audit/note.hpp"
#include "store/connection.hpp"

namespace suncrew::transparency {

struct ReadCheckpoint;
struct CheckpointView;
struct ReadConsistency;
struct ConsistencyView;

/// The log's head, for whoever wants to watch it. It tells how many entries there are, and nothing of them.
class LogView {
public:
    /// The key that checkpoints are signed by.
    void set_key(const audit::NoteVerifier& key) { key_ = key.text(); }

    CheckpointView checkpoint(access::Granted<access::Permission::read_log_head> who,
                              const ReadCheckpoint& command, store::Reading& reading);
    /// That the log of one size begins with that of another. Refuses with invalid "beyond_the_log" sizes that
    /// are not 0 < from ≤ to ≤ the log's.
    ConsistencyView consistency(access::Granted<access::Permission::read_log_head> who,
                                const ReadConsistency& command, store::Reading& reading);

private:
    std::string key_;
};

}  // namespace suncrew::transparency
